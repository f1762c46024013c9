//! Reading and verifying compact tokens with nobody's help (RFC 7515, RFC 7519).

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RsaParameters, RsaPublicKeyComponents,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::key_set::{KeySet, PublicKey};

/// A compact token, taken apart; members that cannot be read are `None`.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The token as it went over the wire.
    pub(crate) raw: String,
    pub(crate) header: Option<Value>,
    pub(crate) payload: Option<Value>,
    /// The payload as text, where a repeated member is still visible.
    pub(crate) payload_text: Option<String>,
}

impl Token {
    /// Takes any text apart; never fails, since faults make tokens that are none.
    pub(crate) fn read(raw: &str) -> Self {
        let mut parts = raw.split('.');
        let header = parts.next().and_then(decode).and_then(|text| serde_json::from_str(&text).ok());
        let payload_text = parts.next().and_then(decode);
        let payload = payload_text.as_deref().and_then(|text| serde_json::from_str(text).ok());
        Self { raw: raw.to_owned(), header, payload, payload_text }
    }

    /// The parts between the dots.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.raw.split('.').collect()
    }

    /// A header member.
    pub(crate) fn header(&self, name: &str) -> Option<&Value> {
        self.header.as_ref()?.get(name)
    }

    /// A payload member.
    pub(crate) fn claim(&self, name: &str) -> Option<&Value> {
        self.payload.as_ref()?.get(name)
    }

    /// A header member that is a string.
    pub(crate) fn header_text(&self, name: &str) -> Option<&str> {
        self.header(name)?.as_str()
    }

    /// Whether the signature verifies with the key that the header's `kid` names in the set.
    pub(crate) fn verifies_with(&self, keys: &KeySet) -> bool {
        let named = self.header_text("kid").map(|kid| keys.named(kid)).unwrap_or_default();
        named.iter().any(|key| self.verifies_with_key(key))
    }

    /// Whether the signature verifies with any key of the set, whatever the header says.
    pub(crate) fn verifies_with_any(&self, keys: &KeySet) -> bool {
        keys.rsa().any(|key| self.verifies_with_key(&key))
    }

    /// Whether a key of the set made this signature with RS256, whatever stands in the header.
    pub(crate) fn is_rs256_by_any(&self, keys: &KeySet) -> bool {
        keys.rsa().any(|key| self.is_signed(&key, &RSA_PKCS1_2048_8192_SHA256))
    }

    fn verifies_with_key(&self, key: &PublicKey) -> bool {
        let parameters = self.header_text("alg").and_then(parameters);
        parameters.is_some_and(|parameters| self.is_signed(key, parameters))
    }

    fn is_signed(&self, key: &PublicKey, parameters: &RsaParameters) -> bool {
        let Some((signed, signature)) = self.raw.rsplit_once('.') else { return false };
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        let key = RsaPublicKeyComponents { n: &key.n, e: &key.e };
        key.verify(parameters, signed.as_bytes(), &signature).is_ok()
    }

    /// The bytes of a part, as far as they can be decoded.
    pub(crate) fn bytes_of(&self, part: usize) -> Option<Vec<u8>> {
        URL_SAFE_NO_PAD.decode(self.raw.split('.').nth(part)?).ok()
    }
}

fn decode(part: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

fn parameters(alg: &str) -> Option<&'static RsaParameters> {
    match alg {
        "RS256" => Some(&RSA_PKCS1_2048_8192_SHA256),
        "RS384" => Some(&RSA_PKCS1_2048_8192_SHA384),
        "RS512" => Some(&RSA_PKCS1_2048_8192_SHA512),
        "PS256" => Some(&RSA_PSS_2048_8192_SHA256),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_token_is_read_as_nothing() {
        let token = Token::read("A.B");
        assert!(token.header.is_none() && token.payload.is_none());
        assert!(!token.verifies_with_any(&KeySet::default()));
    }

    #[test]
    fn members_are_read_by_name() {
        let raw = format!(
            "{}.{}.",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#),
            URL_SAFE_NO_PAD.encode(r#"{"sub":"a"}"#)
        );
        let token = Token::read(&raw);
        assert_eq!(token.header_text("alg"), Some("none"));
        assert_eq!(token.claim("sub"), Some(&Value::from("a")));
        assert_eq!(token.parts().len(), 3);
    }
}
