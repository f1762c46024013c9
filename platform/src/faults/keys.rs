//! Faults of the published key set, armed for a whole campus.

use std::time::Duration;

use serde_json::{Value, json};

use super::Entry;
use super::armed::Struck;
use crate::domain::fault::Place;
use crate::entropy::{Entropy, NoEntropy};
use crate::error::Failure;
use crate::keys::jwk::Jwk;
use crate::keys::odd::{Odd, OddKeys};
use crate::keys::signing::RsaAlg;

/// What is sent instead of the key set.
#[derive(Debug)]
pub(crate) enum Served {
    /// The set after a change.
    Set(Value),
    /// Another answer: status, media type, body.
    Other(u16, &'static str, &'static str),
    /// Nothing for this long, then 503.
    Silence(Duration),
}

/// A change of the key set.
#[derive(Debug, Clone, Copy)]
enum Change {
    Instead(u16, &'static str, &'static str),
    Silence(Duration),
    /// Keys of nobody, so many, before ours.
    Decoys(usize),
    /// A member of each key left out.
    Without(&'static str),
    Junk,
    /// A key that no honest platform publishes, behind ours.
    Odd(Odd),
    /// A key of another kind under the name of ours, before it.
    TwinOfOtherKind,
    /// A key of nobody under the name of ours, before it.
    Twin,
    /// The foreign key under the name of ours, instead of it.
    Replaced,
}

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct KeysFault {
    pub(crate) entry: Entry,
    change: Change,
}

const fn row(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    change: Change,
) -> KeysFault {
    KeysFault {
        entry: Entry { name, place: Place::Keys, title, requirement, with: None, message: None },
        change,
    }
}

const HTML: &str = "<!doctype html><title>Sign in</title><h1>Sign in to go on</h1>";

#[rustfmt::skip]
pub(crate) const ALL: &[KeysFault] = &[
    row("jwks.status_500", "KEY-010", "the key set answers 500", Change::Instead(500, "text/plain; charset=utf-8", "internal error")),
    row("jwks.html", "KEY-010", "the key set is an HTML page", Change::Instead(200, "text/html; charset=utf-8", HTML)),
    row("jwks.empty_object", "KEY-010", "the key set is {}", Change::Instead(200, "application/json", "{}")),
    row("jwks.empty_set", "KEY-010", "the key set has no keys", Change::Instead(200, "application/json", r#"{"keys":[]}"#)),
    row("jwks.timeout", "KEY-010", "the key set does not answer for a minute", Change::Silence(Duration::from_mins(1))),
    row("jwks.several_keys", "KEY-005", "the key set has four other keys before the right one", Change::Decoys(4)),
    row("jwks.without_alg", "KEY-011", "the keys do not say their algorithm", Change::Without("alg")),
    row("jwks.without_use", "KEY-011", "the keys do not say their use", Change::Without("use")),
    row("jwks.junk_entries", "KEY-011", "the key set holds entries of other kinds before the right one", Change::Junk),
    row("jwks.huge", "KEY-011", "the key set has a thousand keys, the right one last", Change::Decoys(999)),
    row("jwks.twin_of_other_kind", "KEY-011", "a key of an elliptic curve has the kid of the right one, and stands before it", Change::TwinOfOtherKind),
    row("jwks.twin", "KEY-004", "another RSA key has the kid of the right one, and stands before it", Change::Twin),
    row("jwks.replaced", "KEY-004", "the kid of our key belongs to the foreign key", Change::Replaced),
    row("jwks.rsa_512", "KEY-013", "the key set also has an RSA key of 512 bits", Change::Odd(Odd::Rsa512)),
    row("jwks.rsa_1024", "KEY-013", "the key set also has an RSA key of 1024 bits", Change::Odd(Odd::Rsa1024)),
    row("jwks.exponent_one", "KEY-013", "the key set also has an RSA key whose exponent is one", Change::Odd(Odd::ExponentOne)),
    row("jwks.secret", "SEC-003", "the key set also has a symmetric key", Change::Odd(Odd::Secret)),
    row("jwks.curve", "SEC-005", "the key set also has a key for ES256", Change::Odd(Odd::Curve)),
];

/// What to serve after the named faults, in the order of the catalogue.
pub(crate) fn apply(
    mut keys: Vec<Value>,
    struck: &[Struck],
    entropy: &Entropy,
    odd: &OddKeys,
) -> Result<Served, Failure> {
    for fault in ALL.iter().filter(|fault| struck.iter().any(|struck| struck.name == fault.entry.name)) {
        match fault.change {
            Change::Instead(status, media_type, body) => return Ok(Served::Other(status, media_type, body)),
            Change::Silence(time) => return Ok(Served::Silence(time)),
            Change::Decoys(count) => keys.splice(0..0, decoys(count, entropy)?).for_each(drop),
            Change::Without(member) => keys.iter_mut().for_each(|key| remove(key, member)),
            Change::Junk => keys.splice(0..0, junk()).for_each(drop),
            Change::Odd(kind) => keys.push(odd.published(kind)?),
            Change::TwinOfOtherKind => {
                let twin = odd.published(Odd::Curve)?;
                keys.insert(0, under_name_of(&keys, twin));
            }
            Change::Twin => keys.insert(0, under_name_of(&keys, decoy(entropy)?)),
            Change::Replaced => {
                let foreign = odd.foreign()?.public().to_json(RsaAlg::Rs256);
                keys = vec![under_name_of(&keys, foreign)];
            }
        }
    }
    Ok(Served::Set(json!({ "keys": keys })))
}

/// The entry with the `kid` of our first key.
fn under_name_of(keys: &[Value], mut entry: Value) -> Value {
    if let Some(kid) = keys.first().and_then(|key| key.get("kid")) {
        entry["kid"] = kid.clone();
    }
    entry
}

fn remove(key: &mut Value, member: &str) {
    if let Value::Object(key) = key {
        key.remove(member);
    }
}

/// Public keys of the right shape that nobody has the private half of; 2048 bits, odd, never the same twice (KEY-004).
fn decoys(count: usize, entropy: &Entropy) -> Result<Vec<Value>, NoEntropy> {
    (0..count).map(|_| decoy(entropy)).collect()
}

fn decoy(entropy: &Entropy) -> Result<Value, NoEntropy> {
    let mut modulus = entropy.bytes::<256>()?;
    modulus[0] |= 0x80;
    modulus[255] |= 1;
    Ok(Jwk::from_numbers(&modulus, &[1, 0, 1]).to_json(RsaAlg::Rs256))
}

/// Entries that a reader of key sets must skip (RFC 7517, section 5).
fn junk() -> Vec<Value> {
    vec![
        json!({"kty": "FUTURE", "kid": "junk-unknown-type", "q": "AQAB"}),
        json!({"kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "junk-encryption", "n": "AQAB", "e": "AQAB"}),
        json!({"kty": "oct", "kid": "junk-symmetric", "alg": "HS256", "k": "anVuaw"}),
        json!({"kty": "RSA", "kid": "junk-incomplete"}),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&'static str]) -> Vec<Value> {
        let ours = json!({"kty": "RSA", "kid": "ours", "alg": "RS256", "use": "sig"});
        let struck: Vec<Struck> = names.iter().map(|name| Struck { name, with: None }).collect();
        match apply(vec![ours], &struck, &Entropy::default(), &OddKeys::default()).unwrap() {
            Served::Set(set) => set["keys"].as_array().unwrap().clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn decoys_leave_the_right_key_last() {
        let keys = set(&["jwks.several_keys"]);
        assert_eq!((keys.len(), keys[4]["kid"].as_str()), (5, Some("ours")));
        assert_ne!(keys[0]["kid"], keys[1]["kid"]);
        assert_eq!(set(&["jwks.huge"]).len(), 1000);
    }

    #[test]
    fn members_are_left_out_one_by_one() {
        let keys = set(&["jwks.without_alg"]);
        assert!(keys[0].get("alg").is_none() && keys[0].get("use").is_some());
    }

    #[test]
    fn a_key_that_takes_the_name_of_ours_comes_first() {
        for (fault, count) in [("jwks.twin", 2), ("jwks.twin_of_other_kind", 2), ("jwks.replaced", 1)] {
            let keys = set(&[fault]);
            assert_eq!((keys.len(), keys[0]["kid"].as_str()), (count, Some("ours")), "{fault}");
            assert!(keys[0]["n"].is_string() || keys[0]["crv"].is_string(), "{fault}");
        }
    }

    #[test]
    fn an_odd_key_stands_beside_ours() {
        let faults = ["jwks.rsa_512", "jwks.rsa_1024", "jwks.exponent_one", "jwks.secret", "jwks.curve"];
        for fault in faults {
            let keys = set(&[fault]);
            assert_eq!((keys.len(), keys[0]["kid"].as_str()), (2, Some("ours")), "{fault}");
        }
    }

    #[test]
    fn without_faults_the_set_is_honest() {
        assert_eq!(set(&[]).len(), 1);
    }
}
