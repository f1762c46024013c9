//! The key of a platform that publishes none: one JWK, or one key in PEM.

use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::pkcs8::DecodePublicKey as _;
use rsa::traits::PublicKeyParts as _;

use crate::keys::set::{KeySet, PlatformKey};
use crate::platform::Keys;

/// Why a platform cannot be registered with this key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoKey {
    #[error("expected an RSA key for signatures with at least 2048 bits as a JWK, with `kty`, `n` and `e`")]
    Jwk,
    #[error("expected an RSA public key in PEM, between lines like `-----BEGIN PUBLIC KEY-----`")]
    Pem,
    #[error(
        "expected the public key of the platform, and this is a private one; hint: make new keys, this one is no longer secret"
    )]
    Private,
    #[error("expected a key of 2048 to 8192 bits with an odd exponent above 1")]
    Weak,
    #[error("the keys are published at an address")]
    Published,
}

/// The one key, as a set.
pub(crate) fn read(keys: &Keys) -> Result<KeySet, NoKey> {
    let key = match keys {
        Keys::Jwk(jwk) if jwk.get("d").is_some() => return Err(NoKey::Private),
        Keys::Jwk(jwk) => PlatformKey::parse(jwk).ok_or(NoKey::Jwk)?,
        Keys::Pem(pem) => from_pem(pem)?,
        Keys::Url(_) => return Err(NoKey::Published),
    };
    Ok(KeySet::of(key))
}

fn from_pem(pem: &str) -> Result<PlatformKey, NoKey> {
    let pem = pem.trim();
    if pem.contains("PRIVATE KEY-----") {
        return Err(NoKey::Private);
    }
    let read = RsaPublicKey::from_public_key_pem(pem).ok();
    let key = read.or_else(|| RsaPublicKey::from_pkcs1_pem(pem).ok()).ok_or(NoKey::Pem)?;
    let key = PlatformKey::of(key.n().to_bytes_be(), key.e().to_bytes_be());
    if key.is_weak() { Err(NoKey::Weak) } else { Ok(key) }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use rsa::BigUint;
    use rsa::pkcs1::EncodeRsaPublicKey as _;
    use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
    use serde_json::json;

    use super::*;

    fn public(bytes: usize) -> RsaPublicKey {
        RsaPublicKey::new(BigUint::from_bytes_be(&vec![0xff; bytes]), BigUint::from(65537_u32)).unwrap()
    }

    #[test]
    fn both_kinds_of_pem_are_one_key_without_a_name() {
        let key = public(256);
        let spki = key.to_public_key_pem(LineEnding::CRLF).unwrap();
        let pkcs1 = key.to_pkcs1_pem(LineEnding::LF).unwrap();
        let sets = [format!("\n  {spki}\n"), pkcs1].map(|pem| read(&Keys::Pem(pem)).unwrap());
        assert_eq!(sets[0].all(), sets[1].all());
        assert_eq!(sets[0].all()[0].modulus, vec![0xff; 256]);
    }

    #[test]
    fn what_is_no_good_key_is_refused_by_its_flaw() {
        let pem = |text: &str| read(&Keys::Pem(text.to_owned())).unwrap_err();
        assert_eq!(pem(""), NoKey::Pem);
        assert_eq!(pem("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"), NoKey::Private);
        assert_eq!(pem("-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"), NoKey::Pem);
        assert_eq!(pem(&public(128).to_public_key_pem(LineEnding::LF).unwrap()), NoKey::Weak);
        let jwk = |jwk| read(&Keys::Jwk(jwk)).unwrap_err();
        let modulus = URL_SAFE_NO_PAD.encode(vec![0xff; 256]);
        assert_eq!(jwk(json!({})), NoKey::Jwk);
        assert_eq!(jwk(json!("text")), NoKey::Jwk);
        assert_eq!(jwk(json!({ "kty": "RSA", "n": modulus, "e": "AQAB", "use": "enc" })), NoKey::Jwk);
        assert_eq!(jwk(json!({ "kty": "RSA", "n": modulus, "e": "AQAB", "d": "AQ" })), NoKey::Private);
    }
}
