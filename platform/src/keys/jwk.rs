//! A public key as JSON (RFC 7517), named by its thumbprint (RFC 7638), so that no id ever means two keys (KEY-004).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::id::Kid;
use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};

use super::signing::RsaAlg;
use crate::domain::public_key::rsa_key::thumbprint;

/// A public RSA key; it has no private member, so none can leak (KEY-012).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Jwk {
    pub(crate) kid: Kid,
    /// Modulus, base64url.
    pub(crate) n: String,
    /// Exponent, base64url.
    pub(crate) e: String,
}

impl Jwk {
    /// Reads a PKCS#1 `RSAPublicKey`.
    pub(crate) fn from_pkcs1(der: &[u8]) -> Option<Self> {
        let key = RsaPublicKey::from_pkcs1_der(der).ok()?;
        Some(Self::from_numbers(&key.n().to_bytes_be(), &key.e().to_bytes_be()))
    }

    /// From modulus and exponent, big-endian.
    pub(crate) fn from_numbers(n: &[u8], e: &[u8]) -> Self {
        let (n, e) = (URL_SAFE_NO_PAD.encode(n), URL_SAFE_NO_PAD.encode(e));
        Self { kid: Kid::from(thumbprint(&n, &e)), n, e }
    }

    /// As an entry of a key set.
    pub(crate) fn to_json(&self, alg: RsaAlg) -> Value {
        json!({
            "kty": "RSA", "use": "sig", "alg": alg.name(), "kid": self.kid, "n": self.n, "e": self.e,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_rfc() {
        // RFC 7638, section 3.1.
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXj\
                 BZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8\
                 KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_x\
                 BniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        assert_eq!(thumbprint(n, "AQAB"), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
