//! What makes a signed message trustworthy, whatever it says: algorithm, key, signature, and when.

use homeroom_vocab::header::{ALG, CRIT, JKU, JWK, KID, X5C, X5U};
use homeroom_vocab::standard_claim::{EXP, IAT, NBF};
use serde_json::Value;

use super::jws::Jws;
use super::seal::{Seal, algorithms};
use crate::domain::edge::{quoted, shown};
use crate::domain::registration::Registration;

/// How far the clocks of two machines may be apart, in seconds.
pub(crate) const SKEW: i64 = 60;

/// What was expected and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) expected: String,
    pub(crate) actual: String,
}

impl Wrong {
    pub(crate) fn new(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { expected: expected.into(), actual: actual.into() }
    }
}

/// A message that a tool signed, with what was found out about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) jws: &'a Jws,
    pub(crate) seal: &'a Seal,
    pub(crate) registration: &'a Registration,
    /// Seconds since 1970.
    pub(crate) now: i64,
}

impl<'a> Signed<'a> {
    pub(crate) fn claim(&self, name: &str) -> Option<&'a Value> {
        self.jws.claims.get(name)
    }

    /// A claim that is a number, which times must be.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.claim(name).and_then(Value::as_f64)
    }

    /// How far ahead a time is.
    pub(crate) fn seconds_from_now(&self, name: &str) -> Option<f64> {
        Some(self.number(name)? - in_f64(self.now))
    }

    /// Not one of the algorithms that can be trusted.
    pub(crate) fn algorithm(&self) -> Option<Wrong> {
        if *self.seal != Seal::Algorithm {
            return None;
        }
        let names: Vec<String> = algorithms(self.registration).iter().map(|(name, _)| quoted(name)).collect();
        Some(Wrong::new(names.join(" or "), shown(self.jws.header.get(ALG))))
    }

    /// A key that comes along with what it signed.
    pub(crate) fn brought_keys(&self) -> Option<Wrong> {
        let found = [JWK, JKU, X5U, X5C].into_iter().filter(|name| self.jws.header.contains_key(*name));
        let found: Vec<String> = found.map(quoted).collect();
        (!found.is_empty()).then(|| Wrong::new("no key in the header", found.join(", ")))
    }

    /// An extension that must be understood.
    pub(crate) fn critical(&self) -> Option<Wrong> {
        let given = self.jws.header.get(CRIT)?;
        Some(Wrong::new("no `crit`", shown(Some(given))))
    }

    /// No name of a key, where keys go by names.
    pub(crate) fn kid(&self) -> Option<Wrong> {
        let many = self.registration.jwks.as_ref().is_some_and(|set| set.keys.len() > 1);
        let by_name = self.registration.jwks_url.is_some() || many;
        let given = self.jws.header.get(KID);
        let named = given.and_then(Value::as_str).is_some_and(|kid| !kid.is_empty());
        (by_name && !named).then(|| Wrong::new("the `kid` of a key in the tool's key set", shown(given)))
    }

    pub(crate) fn known_key(&self) -> Option<Wrong> {
        match self.seal {
            Seal::NoKey { expected, actual } => Some(Wrong::new(expected.clone(), actual.clone())),
            _ => None,
        }
    }

    pub(crate) fn signature(&self) -> Option<Wrong> {
        let expected = "a signature by the tool's key";
        (*self.seal == Seal::Broken).then(|| Wrong::new(expected, "one that this key did not make"))
    }

    fn time(&self, name: &str) -> Option<Wrong> {
        let given = self.claim(name);
        let expected = "a number of seconds since 1970";
        (!given.is_some_and(Value::is_number)).then(|| Wrong::new(expected, shown(given)))
    }

    pub(crate) fn exp_is_number(&self) -> Option<Wrong> {
        self.time(EXP)
    }

    pub(crate) fn iat_is_number(&self) -> Option<Wrong> {
        self.time(IAT)
    }

    pub(crate) fn expired(&self) -> Option<Wrong> {
        let left = self.seconds_from_now(EXP)?;
        let expected = || format!("a time after now, {}", self.now);
        (left + in_f64(SKEW) <= 0.0)
            .then(|| Wrong::new(expected(), format!("{}, {:.0} s ago", shown(self.claim(EXP)), -left)))
    }

    pub(crate) fn issued_later(&self) -> Option<Wrong> {
        let ahead = self.seconds_from_now(IAT)?;
        let expected = || format!("now, {}, or a little earlier", self.now);
        (ahead > in_f64(SKEW))
            .then(|| Wrong::new(expected(), format!("{}, {ahead:.0} s from now", shown(self.claim(IAT)))))
    }

    pub(crate) fn not_yet(&self) -> Option<Wrong> {
        let ahead = self.seconds_from_now(NBF)?;
        (ahead > in_f64(SKEW)).then(|| Wrong::new("a time before now", shown(self.claim(NBF))))
    }

    /// How long the message lives, if it says so.
    pub(crate) fn life(&self) -> Option<f64> {
        Some(self.number(EXP)? - self.number(IAT)?)
    }
}

/// Seconds of any plausible time fit exactly.
#[expect(clippy::cast_precision_loss, reason = "seconds of any plausible time fit")]
pub(crate) fn in_f64(seconds: i64) -> f64 {
    seconds as f64
}
