//! A public RSA key, whatever form it came in.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs1::{DecodeRsaPrivateKey, DecodeRsaPublicKey};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};

/// The least bits of a modulus (KEY-013).
pub(crate) const LEAST_BITS: usize = 2048;

/// More bits than any library signs with; a larger number only costs time.
const MOST_BITS: usize = 16_384;

/// Modulus and exponent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RsaKey(RsaPublicKey);

impl RsaKey {
    /// From modulus and exponent, big-endian; `None` for numbers that make no key.
    pub(crate) fn from_numbers(n: &[u8], e: &[u8]) -> Option<Self> {
        let (n, e) = (BigUint::from_bytes_be(n), BigUint::from_bytes_be(e));
        RsaPublicKey::new_with_max_size(n, e, MOST_BITS).ok().map(Self)
    }

    /// From either of the two usual PEM wrappings of a public key.
    pub(crate) fn from_pem(text: &str) -> Option<Self> {
        let spki = RsaPublicKey::from_public_key_pem(text).ok();
        spki.or_else(|| RsaPublicKey::from_pkcs1_pem(text).ok()).map(Self)
    }

    /// The public half of a private key in PEM.
    pub(crate) fn of_private_pem(text: &str) -> Option<Self> {
        let pkcs8 = RsaPrivateKey::from_pkcs8_pem(text).ok();
        let private = pkcs8.or_else(|| RsaPrivateKey::from_pkcs1_pem(text).ok())?;
        Some(Self(private.to_public_key()))
    }

    /// The bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        self.0.n().bits()
    }

    /// The public exponent, in decimal.
    pub(crate) fn exponent(&self) -> String {
        self.0.e().to_string()
    }

    /// Modulus and exponent, base64url.
    fn numbers(&self) -> (String, String) {
        let text = |number: &BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        (text(self.0.n()), text(self.0.e()))
    }

    /// The name that a key has by itself (RFC 7638).
    pub(crate) fn thumbprint(&self) -> String {
        let (n, e) = self.numbers();
        thumbprint(&n, &e)
    }

    /// As a JWK for signatures; without a name of its own it is called by its thumbprint.
    pub(crate) fn to_jwk(&self, kid: Option<&str>, alg: Option<&str>) -> Value {
        let (n, e) = self.numbers();
        let kid = kid.map_or_else(|| thumbprint(&n, &e), str::to_owned);
        json!({"kty": "RSA", "use": "sig", "alg": alg.unwrap_or("RS256"), "kid": kid, "n": n, "e": e})
    }

    /// As PEM (`BEGIN PUBLIC KEY`).
    pub(crate) fn to_pem(&self) -> String {
        self.0.to_public_key_pem(LineEnding::LF).unwrap_or_default()
    }
}

/// RFC 7638: the hash of the required members in alphabetical order, base64url.
pub(crate) fn thumbprint(n: &str, e: &str) -> String {
    let canonical = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, canonical.as_bytes()))
}
