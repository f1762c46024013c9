//! A platform's published key set, read tolerantly: what we cannot use is skipped (KEY-011).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs8::{Document, EncodePublicKey as _, LineEnding};
use rsa::{BigUint, RsaPublicKey};
use serde_json::{Value, json};

use crate::defects::{Defect, Defects};

/// The shortest modulus that is taken, in bytes (KEY-013).
const SHORTEST_MODULUS: usize = 256;
const LONGEST_MODULUS: usize = 1024;
const LONGEST_EXPONENT: usize = 4;

/// An RSA key for signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlatformKey {
    kid: Option<String>,
    alg: Option<String>,
    has_use: bool,
    pub(crate) modulus: Vec<u8>,
    pub(crate) exponent: Vec<u8>,
    /// As it was published. Only [`Defect::HMAC_ACCEPTED`] has a use for this.
    published: Value,
}

impl PlatformKey {
    /// The key in a JWK, if it is one that may sign launches.
    pub(crate) fn parse(jwk: &Value) -> Option<Self> {
        Self::read(jwk).filter(|key| !key.is_weak())
    }

    /// A key without a name, good for any algorithm.
    pub(crate) fn of(modulus: Vec<u8>, exponent: Vec<u8>) -> Self {
        let text = |number: &[u8]| URL_SAFE_NO_PAD.encode(number);
        let published = json!({ "kty": "RSA", "n": text(&modulus), "e": text(&exponent) });
        Self { kid: None, alg: None, has_use: false, modulus, exponent, published }
    }

    /// The same, however weak it is.
    fn read(jwk: &Value) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if text("kty") != Some("RSA") || jwk.get("use").is_some_and(|usage| usage != "sig") {
            return None;
        }
        let (modulus, exponent) = (number(text("n")?)?, number(text("e")?)?);
        Some(Self {
            kid: text("kid").map(str::to_owned),
            alg: text("alg").map(str::to_owned),
            has_use: jwk.get("use").is_some(),
            modulus,
            exponent,
            published: jwk.clone(),
        })
    }

    pub(crate) fn is_weak(&self) -> bool {
        !is_strong(&self.modulus) || !is_exponent(&self.exponent)
    }

    /// Whether the name is that of the key, or the key has none.
    pub(crate) fn may_be_called(&self, kid: &str) -> bool {
        self.kid.as_deref().is_none_or(|own| own == kid)
    }

    /// Whether the key may be used with the algorithm; most sets do not say (KEY-011).
    pub(crate) fn allows(&self, algorithm: &str) -> bool {
        self.alg.as_deref().is_none_or(|alg| alg == algorithm)
    }

    /// Whether no other entry with the same name stands before. Only [`Defect::JWKS_FIRST_NAMESAKE`] asks.
    fn is_first_of_name(&self, entries: &[Value]) -> bool {
        let named = |entry: &&Value| entry.get("kid").and_then(Value::as_str) == self.kid.as_deref();
        entries.iter().find(named) == Some(&self.published)
    }

    /// Every form of the key that a library may take for a shared secret. Only [`Defect::HMAC_ACCEPTED`] has a
    /// use for this.
    pub(crate) fn as_secrets(&self) -> Vec<Vec<u8>> {
        let numbers = (BigUint::from_bytes_be(&self.modulus), BigUint::from_bytes_be(&self.exponent));
        let Ok(key) = RsaPublicKey::new(numbers.0, numbers.1) else { return Vec::new() };
        let pem = key.to_public_key_pem(LineEnding::LF).unwrap_or_default();
        let der = key.to_public_key_der().map(Document::into_vec).unwrap_or_default();
        let modulus = self.published["n"].as_str().unwrap_or_default();
        vec![
            pem.trim_end().as_bytes().to_vec(),
            pem.into_bytes(),
            der,
            self.published.to_string().into_bytes(),
            modulus.as_bytes().to_vec(),
        ]
    }
}

fn secret(jwk: &Value) -> Option<(String, Vec<u8>)> {
    let text = |name: &str| jwk.get(name).and_then(Value::as_str);
    (text("kty") == Some("oct")).then_some(())?;
    Some((text("kid")?.to_owned(), URL_SAFE_NO_PAD.decode(text("k")?).ok()?))
}

/// Big-endian without leading zeros.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    let start = bytes.iter().position(|byte| *byte != 0)?;
    Some(bytes[start..].to_vec())
}

fn is_strong(modulus: &[u8]) -> bool {
    let full_length = modulus.len() > SHORTEST_MODULUS || modulus.first().is_some_and(|byte| *byte >= 0x80);
    (SHORTEST_MODULUS..=LONGEST_MODULUS).contains(&modulus.len()) && full_length
}

/// Odd and more than one: with an exponent of one, anything is signed.
fn is_exponent(exponent: &[u8]) -> bool {
    exponent.len() <= LONGEST_EXPONENT && exponent != [1] && exponent.last().is_some_and(|byte| byte % 2 == 1)
}

/// The keys of one platform at one time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct KeySet {
    keys: Vec<PlatformKey>,
    /// Symmetric keys by their names. Only [`Defect::JWKS_SECRET_TRUSTED`] has a use for these.
    secrets: Vec<(String, Vec<u8>)>,
}

impl KeySet {
    /// A set of one.
    pub(crate) fn of(key: PlatformKey) -> Self {
        Self { keys: vec![key], secrets: Vec::new() }
    }

    /// Reads a published set. A set without any entry is an outage, not a set (KEY-010).
    pub(crate) fn parse(body: &[u8], defects: &Defects) -> Option<Self> {
        let set: Value = serde_json::from_slice(body).ok()?;
        let entries = set.get("keys")?.as_array().filter(|entries| !entries.is_empty())?;
        let read =
            if defects.has(Defect::JWKS_WEAK_KEYS_ACCEPTED) { PlatformKey::read } else { PlatformKey::parse };
        let mut keys: Vec<_> = entries.iter().filter_map(read).collect();
        if defects.has(Defect::JWKS_JUNK_REFUSED) && keys.len() < entries.len() {
            return None;
        }
        keys.retain(|key| key.alg.is_some() || !defects.has(Defect::JWKS_ALG_REQUIRED));
        keys.retain(|key| key.has_use || !defects.has(Defect::JWKS_USE_REQUIRED));
        keys.retain(|key| !defects.has(Defect::JWKS_FIRST_NAMESAKE) || key.is_first_of_name(entries));
        Some(Self { keys, secrets: entries.iter().filter_map(secret).collect() })
    }

    /// Takes over the keys of an older set. Only [`Defect::JWKS_MERGED`] has a use for this.
    pub(crate) fn add(&mut self, older: &Self) {
        self.keys.extend(older.keys.iter().cloned());
    }

    pub(crate) fn secrets(&self, kid: &str) -> Vec<Vec<u8>> {
        let named = self.secrets.iter().filter(|(name, _)| name == kid);
        named.map(|(_, secret)| secret.clone()).collect()
    }

    /// Every key with this `kid`; a sloppy platform may have two.
    pub(crate) fn by_kid(&self, kid: &str) -> Vec<PlatformKey> {
        self.keys.iter().filter(|key| key.kid.as_deref() == Some(kid)).cloned().collect()
    }

    pub(crate) fn has(&self, kid: &str) -> bool {
        self.keys.iter().any(|key| key.kid.as_deref() == Some(kid))
    }

    pub(crate) fn all(&self) -> Vec<PlatformKey> {
        self.keys.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modulus(bytes: usize) -> String {
        URL_SAFE_NO_PAD.encode(vec![0xff; bytes])
    }

    fn parse(keys: &Value) -> Option<KeySet> {
        KeySet::parse(json!({ "keys": keys }).to_string().as_bytes(), &Defects::default())
    }

    #[test]
    fn keys_are_found_by_kid_among_junk() {
        let good = json!({ "kty": "RSA", "kid": "good", "n": modulus(256), "e": "AQAB" });
        let set = parse(&json!([
            { "kty": "RSA", "kid": "enc", "use": "enc", "n": modulus(256), "e": "AQAB" },
            { "kty": "oct", "kid": "good", "k": "AAAA" },
            { "kty": "XYZ" }, 7, null, { "kty": "RSA", "kid": "broken", "n": 7, "e": "AQAB" },
            { "kty": "RSA", "kid": "other", "use": "sig", "alg": "RS256", "n": modulus(256), "e": "AQAB" },
            good,
        ]))
        .unwrap();
        assert_eq!(set.by_kid("good").len(), 1);
        assert!(set.has("other") && !set.has("enc") && !set.has("broken"));
    }

    #[test]
    fn a_key_allows_its_own_algorithm_or_any() {
        let key = |alg: Value| {
            PlatformKey::parse(&json!({ "kty": "RSA", "alg": alg, "n": modulus(256), "e": "AQAB" })).unwrap()
        };
        assert!(key(Value::Null).allows("RS256"));
        assert!(key("RS256".into()).allows("RS256"));
        assert!(!key("RS512".into()).allows("RS256"));
    }

    #[test]
    fn weak_keys_are_skipped() {
        let key = |n: String, e: &str| PlatformKey::parse(&json!({ "kty": "RSA", "n": n, "e": e }));
        assert!(key(modulus(256), "AQAB").is_some());
        assert!(key(modulus(64), "AQAB").is_none(), "512 bits");
        assert!(key(modulus(255), "AQAB").is_none(), "2040 bits");
        assert!(key(modulus(256), "AQ").is_none(), "e = 1");
        assert!(key(modulus(256), "").is_none());
        assert!(key(modulus(4096), "AQAB").is_none(), "32768 bits");
    }

    #[test]
    fn an_answer_that_is_no_set_is_an_outage() {
        for body in ["", "<html>", "{}", "[]", r#"{"keys":{}}"#, r#"{"keys":[]}"#] {
            assert_eq!(KeySet::parse(body.as_bytes(), &Defects::default()), None, "{body}");
        }
    }

    #[test]
    fn a_thousand_keys_are_no_hindrance() {
        let keys: Vec<_> = (0..1000)
            .map(|i| json!({ "kty": "RSA", "kid": i.to_string(), "n": modulus(256), "e": "AQAB" }))
            .collect();
        assert!(parse(&json!(keys)).unwrap().has("999"));
    }
}
