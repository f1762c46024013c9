//! The tool's key: fetched from its key set at each answer, so that a rotated key is known at once, or the registered one.

use std::time::Duration;

use homeroom_vocab::header::{ALG, KID};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

use super::token::Jws;
use crate::domain::edge::quoted;
use crate::domain::registration::{Registration, SigningAlg};
use crate::fetch::Limits;
use crate::journal::fetch::Errand;

/// A key set is small and near; a tool that needs longer would keep the person waiting.
const LIMITS: Limits = Limits { time: Duration::from_secs(5), bytes: 512 * 1024 };

/// How many keys without the right name are tried.
const TRIED: usize = 10;

/// What the signature is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seal {
    /// Made by a key of the tool.
    Good,
    /// Made by another key, or for another message.
    Broken,
    /// Not looked at, since the algorithm is none that can be trusted.
    Algorithm,
    /// There is no key to check it with: what was looked for, what was found.
    NoKey { expected: String, actual: String },
}

/// The algorithms that an answer may be signed with: RS256, and what the registration agreed on (SEC-004, SEC-005).
pub(super) fn algorithms(registration: &Registration) -> Vec<(&'static str, Algorithm)> {
    let agreed = match registration.alg {
        SigningAlg::Rs256 => None,
        SigningAlg::Rs384 => Some(("RS384", Algorithm::RS384)),
        SigningAlg::Rs512 => Some(("RS512", Algorithm::RS512)),
    };
    std::iter::once(("RS256", Algorithm::RS256)).chain(agreed).collect()
}

/// Checks the signature with the tool's key.
pub(super) async fn check(errand: Errand<'_>, registration: &Registration, jws: &Jws) -> Seal {
    let named = jws.head(ALG).unwrap_or_default();
    let Some((_, alg)) = algorithms(registration).into_iter().find(|(name, _)| *name == named) else {
        return Seal::Algorithm;
    };
    match candidates(errand, registration, jws.head(KID)).await {
        Ok(keys) if keys.iter().any(|key| verifies(jws, key, alg)) => Seal::Good,
        Ok(_) => Seal::Broken,
        Err((expected, actual)) => Seal::NoKey { expected, actual },
    }
}

fn verifies(jws: &Jws, key: &DecodingKey, alg: Algorithm) -> bool {
    jsonwebtoken::crypto::verify(&jws.signature, jws.message.as_bytes(), key, alg).unwrap_or(false)
}

/// The keys that may have signed, or what was expected and what was there.
async fn candidates(
    errand: Errand<'_>,
    registration: &Registration,
    kid: Option<&str>,
) -> Result<Vec<DecodingKey>, (String, String)> {
    if let Some(url) = &registration.jwks_url {
        let set = fetch(errand, url.as_str()).await?;
        return of_set(&set, kid, url.as_str());
    }
    let registered = registration.pem.as_deref().map(|pem| DecodingKey::from_rsa_pem(pem.trim().as_bytes()));
    match registered {
        Some(Ok(key)) => Ok(vec![key]),
        Some(Err(_)) => Err(("a registered key that can be read".to_owned(), "one that cannot".to_owned())),
        None => Err((
            "a tool that is registered with a `jwks_url` or a key in PEM".to_owned(),
            format!("the registration {} with neither", quoted(registration.client_id.as_str())),
        )),
    }
}

/// The members of the tool's key set.
async fn fetch(errand: Errand<'_>, url: &str) -> Result<Vec<Value>, (String, String)> {
    let expected = || format!("the tool's key set at {}", quoted(url));
    let accept = "application/jwk-set+json, application/json;q=0.9, */*;q=0.1";
    let answer = errand.get(url, accept, LIMITS).await.map_err(|error| (expected(), error.to_string()))?;
    let parsed: Option<Value> = serde_json::from_slice(&answer.body).ok();
    match parsed.as_ref().and_then(|set| set.get("keys")).and_then(Value::as_array) {
        Some(keys) => Ok(keys.clone()),
        None => Err((expected(), format!("something else, sent as {}", quoted(&answer.media_type)))),
    }
}

/// The RSA keys of a set that a `kid` names; without one, the first few.
fn of_set(set: &[Value], kid: Option<&str>, url: &str) -> Result<Vec<DecodingKey>, (String, String)> {
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
    Err((format!("{wanted} in the tool's key set at {}", quoted(url)), format!("a set with {known}")))
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
            let (expected, actual) = of_set(&set(), Some(kid), "http://t/keys").unwrap_err();
            assert!(expected.contains(&format!("`{kid}`")) && actual.contains("`a`, `b`, `c`"), "{actual}");
        }
        assert!(of_set(&[], None, "http://t/keys").is_err());
    }
}
