//! Where the keys of a tool come from: its key set, or its registration.

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::DecodingKey;
use serde_json::Value;

use crate::domain::edge::quoted;
use crate::domain::public_key::set::KeySet;
use crate::domain::registration::Registration;
use crate::fetch::Limits;
use crate::journal::fetch::Errand;

/// A key set is small and near; a tool that needs longer would keep the person waiting.
const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: 512 * 1024 };

/// How many keys without the right name are tried.
const TRIED: usize = 10;

/// Why there is no key: what was looked for, what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NoKeys {
    pub(crate) expected: String,
    pub(crate) actual: String,
}

/// The keys of a tool.
#[derive(Debug, Clone)]
pub(crate) enum Keys {
    /// The one of the registration.
    One(DecodingKey),
    /// The members of a key set, and where it is.
    Set(Arc<Vec<Value>>, Arc<str>),
}

impl Keys {
    /// The keys that may have signed under this name; without one, the first few.
    pub(super) fn candidates(&self, kid: Option<&str>) -> Result<Vec<DecodingKey>, NoKeys> {
        match self {
            Self::One(key) => Ok(vec![key.clone()]),
            Self::Set(set, place) => of_set(set, kid, place),
        }
    }
}

/// The keys that the registration holds in place of the address of a key set.
pub(super) fn registered(registration: &Registration) -> Result<Keys, NoKeys> {
    if let Some(set) = &registration.jwks {
        return Ok(of_registered(set));
    }
    let Some(pem) = registration.pem.as_deref() else {
        return Err(NoKeys {
            expected: "a tool that is registered with a `jwks_url` or with public keys".to_owned(),
            actual: format!("the registration {} with neither", quoted(registration.client_id.as_str())),
        });
    };
    DecodingKey::from_rsa_pem(pem.trim().as_bytes()).map(Keys::One).map_err(|_| NoKeys {
        expected: "a registered key that can be read".to_owned(),
        actual: "one that cannot".to_owned(),
    })
}

/// A key alone and without a name checks every signature; others are found by their names.
fn of_registered(set: &KeySet) -> Keys {
    let entries = set.canonical();
    match entries.as_slice() {
        [only] if only.get("kid").is_none() => rsa(only).map(Keys::One),
        _ => None,
    }
    .unwrap_or_else(|| Keys::Set(Arc::new(entries), "the key set of its registration".into()))
}

/// Asks for the tool's key set.
pub(super) async fn fetch(errand: Errand<'_>, url: &str) -> Result<Keys, NoKeys> {
    let set = published(errand, url).await?;
    Ok(Keys::Set(Arc::new(set.entries), place(url).into()))
}

/// A key set as a tool publishes it, nothing of it judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Published {
    pub(crate) entries: Vec<Value>,
    pub(crate) media_type: String,
}

/// What the tool publishes as its key set.
pub(crate) async fn published(errand: Errand<'_>, url: &str) -> Result<Published, NoKeys> {
    let no_keys = |actual| NoKeys { expected: place(url), actual };
    let accept = "application/jwk-set+json, application/json;q=0.9, */*;q=0.1";
    let answer = errand.get(url, accept, LIMITS).await.map_err(|error| no_keys(error.to_string()))?;
    let parsed: Option<Value> = serde_json::from_slice(&answer.body).ok();
    match parsed.as_ref().and_then(|set| set.get("keys")).and_then(Value::as_array) {
        Some(keys) => Ok(Published { entries: keys.clone(), media_type: answer.media_type }),
        None => Err(no_keys(format!("something else, sent as {}", quoted(&answer.media_type)))),
    }
}

fn place(url: &str) -> String {
    format!("the tool's key set at {}", quoted(url))
}

/// The RSA keys of a set that a `kid` names; without one, the first few.
fn of_set(set: &[Value], kid: Option<&str>, place: &str) -> Result<Vec<DecodingKey>, NoKeys> {
    let named = |key: &&Value| kid.is_none_or(|kid| key.get("kid").and_then(Value::as_str) == Some(kid));
    let keys: Vec<DecodingKey> = set.iter().filter(named).filter_map(rsa).take(TRIED).collect();
    if !keys.is_empty() {
        return Ok(keys);
    }
    let known: Vec<String> =
        set.iter().filter_map(|key| key.get("kid")?.as_str().map(quoted)).take(TRIED).collect();
    let known = if known.is_empty() { "no key with a name".to_owned() } else { known.join(", ") };
    let wanted =
        kid.map_or_else(|| "an RSA key".to_owned(), |kid| format!("an RSA key with `kid` {}", quoted(kid)));
    Err(NoKeys { expected: format!("{wanted} in {place}"), actual: format!("a set with {known}") })
}

/// The key of an entry, if it is an RSA key for signatures.
fn rsa(entry: &Value) -> Option<DecodingKey> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    if text("kty") != Some("RSA") || text("use").is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn set() -> Vec<Value> {
        let n = "u1W4iR0b";
        vec![
            json!({"kty": "EC", "kid": "a"}),
            json!({"kty": "RSA", "kid": "b", "n": n, "e": "AQAB", "use": "enc"}),
            json!({"kty": "RSA", "kid": "c", "n": n, "e": "AQAB"}),
            json!("junk"),
        ]
    }

    #[test]
    fn a_key_is_found_by_its_name_among_others() {
        assert_eq!(of_set(&set(), Some("c"), "http://t/keys").unwrap().len(), 1);
        assert_eq!(of_set(&set(), None, "http://t/keys").unwrap().len(), 1);
    }

    #[test]
    fn a_missing_key_is_told_with_those_that_are_there() {
        for kid in ["a", "b", "C", "x"] {
            let NoKeys { expected, actual } = of_set(&set(), Some(kid), "http://t/keys").unwrap_err();
            assert!(expected.contains(&format!("`{kid}`")) && actual.contains("`a`, `b`, `c`"), "{actual}");
        }
        assert!(of_set(&[], None, "http://t/keys").is_err());
    }
}
