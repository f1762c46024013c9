//! Faults of the published key set, armed for a whole campus.

use std::time::Duration;

use serde_json::{Value, json};

use super::Entry;
use crate::domain::fault::Place;
use crate::entropy::{Entropy, NoEntropy};
use crate::keys::jwk::Jwk;
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
];

/// What to serve after the named faults, in the order of the catalogue.
pub(crate) fn apply(mut keys: Vec<Value>, names: &[String], entropy: &Entropy) -> Result<Served, NoEntropy> {
    for fault in ALL.iter().filter(|fault| names.iter().any(|name| name == fault.entry.name)) {
        match fault.change {
            Change::Instead(status, media_type, body) => return Ok(Served::Other(status, media_type, body)),
            Change::Silence(time) => return Ok(Served::Silence(time)),
            Change::Decoys(count) => keys.splice(0..0, decoys(count, entropy)?).for_each(drop),
            Change::Without(member) => keys.iter_mut().for_each(|key| remove(key, member)),
            Change::Junk => keys.splice(0..0, junk()).for_each(drop),
        }
    }
    Ok(Served::Set(json!({ "keys": keys })))
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

    fn set(names: &[&str]) -> Vec<Value> {
        let ours = json!({"kty": "RSA", "kid": "ours", "alg": "RS256", "use": "sig"});
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        match apply(vec![ours], &names, &Entropy::default()).unwrap() {
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
    fn without_faults_the_set_is_honest() {
        assert_eq!(set(&[]).len(), 1);
    }
}
