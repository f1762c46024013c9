//! A JWK set that a registration holds.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::jwk::{Key, PRIVATE};
use super::odd::Odd;
use crate::domain::edge::{Invalid, shown};

/// More keys than any tool has.
const MOST: usize = 100;

/// Public keys as JSON, at least one of which can check a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct KeySet {
    #[schema(value_type = Vec<Object>)]
    pub(crate) keys: Vec<Value>,
}

impl KeySet {
    /// Reads a JWK set, an array of JWKs, or one JWK.
    pub(crate) fn parse(field: &'static str, given: &Value) -> Result<Self, Invalid> {
        let expected = "a JWK set (`{\"keys\": [...]}`) or a JWK (`{\"kty\": \"RSA\", ...}`)";
        let keys = entries(given).ok_or_else(|| no_set(field, expected, given))?;
        if keys.is_empty() || keys.len() > MOST {
            return Err(told(field, &format!("1 to {MOST} keys"), format!("{} keys", keys.len())));
        }
        if let Some(private) = keys.iter().find(|key| PRIVATE.iter().any(|name| key.get(name).is_some())) {
            let held = PRIVATE.iter().filter(|name| private.get(**name).is_some());
            let held: Vec<String> = held.map(|name| format!("`{name}`")).collect();
            let hint =
                "that is the private half, for the tool alone; whoever has it can sign as the tool (KEY-012)";
            return Err(told(field, "public keys", format!("a key with {}", held.join(", "))).hint(hint));
        }
        let set = Self { keys };
        let read = set.read();
        if read.iter().any(Key::is_usable) {
            return Ok(set);
        }
        let why = read.iter().flat_map(|key| &key.odd).find(|odd| odd.fatal).map(|odd| odd.text.clone());
        let count = read.len();
        let actual = format!("{count} key{} that cannot be used", if count == 1 { "" } else { "s" });
        let expected = "a public RSA key of at least 2048 bits for signatures";
        Err(told(field, expected, actual).hint(why.unwrap_or_default()))
    }

    /// Each key as it was understood; names that two keys share are told at both.
    pub(crate) fn read(&self) -> Vec<Key> {
        read(&self.keys)
    }

    /// The keys with their numbers in the one right spelling, for readers that know no other.
    pub(crate) fn canonical(&self) -> Vec<Value> {
        let spelt = |entry: &Value| {
            let mut entry = entry.clone();
            if let (Some(rsa), Some(members)) = (Key::read(&entry).rsa, entry.as_object_mut()) {
                let jwk = rsa.to_jwk(None, None);
                for name in ["n", "e"] {
                    members.insert(name.to_owned(), jwk[name].clone());
                }
            }
            entry
        };
        self.keys.iter().map(spelt).collect()
    }

    /// The same with the public members of each key only.
    pub(crate) fn public_half(given: &Value) -> Option<Value> {
        let strip = |key: &Value| {
            let members = key.as_object()?;
            let public = members.iter().filter(|(name, _)| !PRIVATE.contains(&name.as_str()));
            Some(Value::Object(
                public.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>(),
            ))
        };
        let keys: Option<Vec<Value>> = entries(given)?.iter().map(strip).collect();
        Some(json!({"keys": keys?}))
    }
}

/// Each entry of a key set as it was understood.
pub(crate) fn read(entries: &[Value]) -> Vec<Key> {
    let mut all: Vec<Key> = entries.iter().take(MOST).map(Key::read).collect();
    let (mut once, mut twice) = (HashSet::new(), HashSet::new());
    for kid in all.iter().filter_map(|key| key.kid.clone()) {
        if !once.insert(kid.clone()) {
            twice.insert(kid);
        }
    }
    for key in &mut all {
        if key.kid.as_ref().is_some_and(|kid| twice.contains(kid)) {
            key.odd.push(Odd::note(
                "KEY-004",
                "Another key of this set has the same `kid`: which one is meant, nobody can say.",
            ));
        }
    }
    all
}

/// The keys of a set, or the one key.
fn entries(given: &Value) -> Option<Vec<Value>> {
    match given {
        Value::Array(keys) => Some(keys.clone()),
        Value::Object(members) if members.contains_key("keys") => members["keys"].as_array().cloned(),
        Value::Object(members) if members.contains_key("kty") => Some(vec![given.clone()]),
        _ => None,
    }
}

fn no_set(field: &'static str, expected: &str, given: &Value) -> Invalid {
    let has = |name: &str| given.get(name).is_some();
    let hint = if has("jwks_uri") {
        "this is a configuration or a registration: the value of its `jwks_uri` belongs here"
    } else if has("public_jwk_url") || has("public_jwk") {
        "this is a Canvas configuration: import it as a whole, or take its `public_jwk_url` or `public_jwk`"
    } else {
        ""
    };
    told(field, expected, shown(Some(given))).hint(hint)
}

fn told(field: &'static str, expected: &str, actual: String) -> Invalid {
    Invalid { field, expected: expected.to_owned(), actual, hint: String::new() }
}
