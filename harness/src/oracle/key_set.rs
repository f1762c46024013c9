//! JSON Web Key Sets: the platform's, to verify what it sent, and the tool's, to judge it (RFC 7517).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

/// Members that only a private or symmetric key has (KEY-012).
const PRIVATE: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The smallest RSA modulus that may sign, in bits (KEY-013, RFC 7518 3.3).
pub(crate) const SMALLEST_MODULUS: usize = 2048;

/// The entries of a published key set, as they came.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeySet {
    entries: Vec<Value>,
}

/// The numbers of an RSA public key, big-endian.
#[derive(Debug, Clone)]
pub(crate) struct PublicKey {
    pub(crate) n: Vec<u8>,
    pub(crate) e: Vec<u8>,
}

impl KeySet {
    /// Reads a key set; the error says what is wrong with it.
    pub(crate) fn read(body: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(body).map_err(|error| format!("it is not JSON ({error})"))?;
        let entries = value.get("keys").and_then(Value::as_array).ok_or("it has no `keys` array")?;
        Ok(Self { entries: entries.clone() })
    }

    /// The keys of both sets.
    pub(crate) fn joined_with(mut self, other: &Self) -> Self {
        let new = other.entries.iter().filter(|entry| !self.entries.contains(entry)).cloned();
        let new: Vec<_> = new.collect();
        self.entries.extend(new);
        self
    }

    /// All `kid` values of the set.
    pub(crate) fn kids(&self) -> Vec<&str> {
        self.entries.iter().filter_map(|entry| entry.get("kid")?.as_str()).collect()
    }

    /// The RSA keys under a `kid`.
    pub(crate) fn named(&self, kid: &str) -> Vec<PublicKey> {
        let named = self.entries.iter().filter(|entry| entry.get("kid").and_then(Value::as_str) == Some(kid));
        named.filter_map(public_key).collect()
    }

    /// All RSA keys.
    pub(crate) fn rsa(&self) -> impl Iterator<Item = PublicKey> {
        self.entries.iter().filter_map(public_key)
    }

    pub(crate) fn entries(&self) -> &[Value] {
        &self.entries
    }

    /// KEY-003: every key has a `kid`, and RSA keys have `n` and `e`.
    pub(crate) fn every_key_is_named(&self) -> Result<(), String> {
        if self.entries.is_empty() {
            return Err("the set holds no key".to_owned());
        }
        self.each(|entry| {
            let named = entry.get("kid").and_then(Value::as_str).is_some_and(|kid| !kid.is_empty());
            let complete =
                entry.get("kty").and_then(Value::as_str) != Some("RSA") || public_key(entry).is_some();
            match (named, complete) {
                (true, true) => Ok(()),
                (false, _) => Err("has no `kid`".to_owned()),
                (true, false) => Err("lacks a readable `n` or `e`".to_owned()),
            }
        })
    }

    /// KEY-012: no private members.
    pub(crate) fn holds_no_secret(&self) -> Result<(), String> {
        self.each(|entry| match private_member(entry) {
            Some(member) => Err(format!("publishes the private member `{member}`")),
            None => Ok(()),
        })
    }

    /// KEY-013: RSA keys of at least 2048 bits.
    pub(crate) fn keys_are_long_enough(&self) -> Result<(), String> {
        self.each(|entry| match public_key(entry) {
            Some(key) if bits(&key.n) < SMALLEST_MODULUS => Err(format!("has only {} bits", bits(&key.n))),
            _ => Ok(()),
        })
    }

    fn each(&self, check: impl Fn(&Value) -> Result<(), String>) -> Result<(), String> {
        for (index, entry) in self.entries.iter().enumerate() {
            check(entry).map_err(|why| format!("key {} of the set {why}", index + 1))?;
        }
        Ok(())
    }
}

/// The first member of a key that only private and symmetric keys have.
pub(crate) fn private_member(entry: &Value) -> Option<&'static str> {
    PRIVATE.iter().find(|member| entry.get(member).is_some()).copied()
}

/// The numbers of an RSA key of the set; none if they cannot be read.
pub(crate) fn public_key(entry: &Value) -> Option<PublicKey> {
    let number = |name: &str| URL_SAFE_NO_PAD.decode(entry.get(name)?.as_str()?).ok();
    (entry.get("kty")?.as_str()? == "RSA").then_some(())?;
    Some(PublicKey { n: number("n")?, e: number("e")? })
}

/// How many bits a big-endian number has.
pub(crate) fn bits(number: &[u8]) -> usize {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let significant = &number[zeros..];
    significant.first().map_or(0, |first| significant.len() * 8 - first.leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(entry: &str) -> KeySet {
        KeySet::read(&format!(r#"{{"keys":[{entry}]}}"#)).unwrap()
    }

    #[test]
    fn a_set_that_is_a_page_is_refused_with_the_reason() {
        assert!(KeySet::read("<html>").unwrap_err().contains("not JSON"));
        assert!(KeySet::read("{}").unwrap_err().contains("`keys`"));
    }

    #[test]
    fn a_key_without_kid_is_found() {
        assert!(
            set(r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#).every_key_is_named().unwrap_err().contains("kid")
        );
        assert!(set(r#"{"kty":"RSA","kid":"1","n":"AQAB","e":"AQAB"}"#).every_key_is_named().is_ok());
    }

    #[test]
    fn a_private_exponent_is_found() {
        assert!(set(r#"{"kty":"RSA","kid":"1","d":"AQAB"}"#).holds_no_secret().unwrap_err().contains("`d`"));
    }

    #[test]
    fn a_short_key_is_found_whatever_zeros_lead_it() {
        assert!(set(r#"{"kty":"RSA","kid":"1","n":"AAEAAQ","e":"AQAB"}"#).keys_are_long_enough().is_err());
        assert_eq!(bits(&[0, 1, 0]), 9);
    }
}
