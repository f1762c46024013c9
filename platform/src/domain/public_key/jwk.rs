//! One key as JSON (RFC 7517), read leniently: whatever is wrong with it is told, not refused.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde_json::{Map, Value};

use super::odd::Odd;
use super::rsa_key::{LEAST_BITS, RsaKey};
use crate::domain::edge::{quoted, shown};

/// What only the owner of a key may know (RFC 7518 6.3.2, 6.4.1).
pub(crate) const PRIVATE: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// base64url, with or without the padding that JWKs leave out.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A key as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// `RSA`, `EC P-256`, ...
    pub(crate) kind: String,
    pub(crate) kid: Option<String>,
    pub(crate) alg: Option<String>,
    /// The member `use`.
    pub(crate) purpose: Option<String>,
    /// The key itself, where it is an RSA key.
    pub(crate) rsa: Option<RsaKey>,
    pub(crate) odd: Vec<Odd>,
}

impl Key {
    /// A key of which nothing but its numbers is known, as in PEM.
    pub(crate) fn bare(rsa: RsaKey) -> Self {
        let odd = of_numbers(&rsa);
        Self { kind: "RSA".to_owned(), kid: None, alg: None, purpose: None, rsa: Some(rsa), odd }
    }

    /// Reads an entry of a key set.
    pub(crate) fn read(entry: &Value) -> Self {
        let Some(members) = entry.as_object() else {
            let odd = vec![Odd::fatal(
                "KEY-003",
                format!("Expected a key as a JSON object, got {}.", shown(Some(entry))),
            )];
            return Self { kind: "no key".to_owned(), kid: None, alg: None, purpose: None, rsa: None, odd };
        };
        let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
        let (rsa, mut odd) = numbers(members);
        odd.extend(rsa.as_ref().map(of_numbers).into_iter().flatten());
        odd.extend(of_members(members));
        Self { kind: kind(members), kid: text("kid"), alg: text("alg"), purpose: text("use"), rsa, odd }
    }

    /// Whether messages can be checked with it.
    pub(crate) fn is_usable(&self) -> bool {
        self.rsa.is_some() && !self.odd.iter().any(|odd| odd.fatal)
    }
}

fn kind(members: &Map<String, Value>) -> String {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    match (text("kty"), text("crv")) {
        (Some(kty), Some(curve)) => format!("{kty} {curve}"),
        (Some(kty), None) => kty.to_owned(),
        (None, _) => "unknown".to_owned(),
    }
}

/// Modulus and exponent of an RSA key, or why there are none.
fn numbers(members: &Map<String, Value>) -> (Option<RsaKey>, Vec<Odd>) {
    if members.get("kty").and_then(Value::as_str) != Some("RSA") {
        let came = shown(members.get("kty"));
        let text =
            format!("LTI signs with RSA: expected `kty` to be `RSA`, got {came}. This key is passed over.");
        return (None, vec![Odd::fatal("KEY-011", text)]);
    }
    let mut odd = Vec::new();
    let n = number(members, "n", &mut odd);
    let e = number(members, "e", &mut odd);
    let (Some(n), Some(e)) = (n, e) else { return (None, odd) };
    let key = RsaKey::from_numbers(&n, &e);
    if key.is_none() {
        odd.push(Odd::fatal("KEY-003", "`n` and `e` are numbers that make no RSA key."));
    }
    (key, odd)
}

/// The bytes of a number, also from the other base64, which a strict reader refuses.
fn number(members: &Map<String, Value>, name: &'static str, odd: &mut Vec<Odd>) -> Option<Vec<u8>> {
    let given = members.get(name);
    let text = given.and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(text) = text else {
        odd.push(Odd::fatal(
            "KEY-003",
            format!("Expected `{name}` as a number in base64url, got {}.", shown(given)),
        ));
        return None;
    };
    let url = LENIENT.decode(text).ok();
    let Some(bytes) = url.clone().or_else(|| STANDARD.decode(text).ok()) else {
        odd.push(Odd::fatal("KEY-003", format!("Expected `{name}` in base64url, got {}.", quoted(text))));
        return None;
    };
    if url.is_none() || text.contains('=') {
        let text = format!(
            "`{name}` is plain base64: base64url has no padding, and `-` and `_` for `+` and `/`. Strict libraries refuse it."
        );
        odd.push(Odd::note("KEY-003", text));
    } else if bytes.first() == Some(&0) {
        odd.push(Odd::note(
            "KEY-003",
            format!("`{name}` begins with a zero byte, which changes the thumbprint in some libraries."),
        ));
    }
    Some(bytes)
}

fn of_numbers(key: &RsaKey) -> Vec<Odd> {
    let mut odd = Vec::new();
    if key.bits() < LEAST_BITS {
        let text = format!("Expected at least {LEAST_BITS} bits, got {}.", key.bits());
        odd.push(Odd::fatal("KEY-013", text));
    }
    if key.exponent() != "65537" {
        let text = format!("The exponent is {}; nearly every key has 65537.", key.exponent());
        odd.push(Odd { fatal: false, text, requirement: None });
    }
    odd
}

/// What the other members say.
fn of_members(members: &Map<String, Value>) -> Vec<Odd> {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let mut odd = Vec::new();
    let private: Vec<String> =
        PRIVATE.iter().filter(|name| members.contains_key(**name)).map(|name| format!("`{name}`")).collect();
    if !private.is_empty() {
        odd.push(Odd::fatal(
            "KEY-012",
            format!("It holds {}: that is the private half, for the tool alone.", private.join(", ")),
        ));
    }
    match members.get("kid") {
        None => {
            odd.push(Odd::note("KEY-003", "It has no `kid`: a set with a second key would be guesswork."));
        }
        Some(Value::String(kid)) if !kid.is_empty() => {}
        other => {
            odd.push(Odd::fatal("KEY-003", format!("Expected `kid` to be a text, got {}.", shown(other))));
        }
    }
    if text("use").is_some_and(|purpose| purpose != "sig") {
        let came = shown(members.get("use"));
        odd.push(Odd::fatal(
            "KEY-011",
            format!("Expected `use` to be `sig`, got {came}: it is not for signatures, and is passed over."),
        ));
    }
    if text("kty") == Some("RSA")
        && text("alg").is_some_and(|alg| !matches!(alg, "RS256" | "RS384" | "RS512"))
    {
        let came = shown(members.get("alg"));
        odd.push(Odd::note("SEC-005", format!("`alg` is {came}; launches and answers are signed with `RS256`, so some libraries pass this key over.")));
    }
    odd.extend(of_operations(members));
    odd
}

fn of_operations(members: &Map<String, Value>) -> Option<Odd> {
    let operations = members.get("key_ops")?.as_array()?;
    let verifies = operations.iter().any(|operation| operation == "verify");
    let text = "`key_ops` does not name `verify`, so some libraries will not check signatures with it.";
    (!verifies).then(|| Odd::note("KEY-011", text))
}
