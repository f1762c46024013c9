//! Keys that no honest platform has: a stranger's, too short ones, ones of the wrong kind, shared secrets. Attacks
//! publish them and sign with them (ATK-016 to ATK-027). Like all keys they are made anew in each process, never seeded.

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::{SystemRandom, fill};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::rand_core::OsRng;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BigUint, RsaPrivateKey};
use serde_json::{Value, json};

use super::jwk::Jwk;
use super::signing::{KeyError, RsaAlg, SigningKey};

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Odd {
    /// RSA with a modulus of 512 bits, which anybody can factor.
    Rsa512,
    /// RSA with a modulus of 1024 bits (KEY-013).
    Rsa1024,
    /// RSA with the exponent one: every text is its own signature.
    ExponentOne,
    /// A shared secret, published as it is.
    Secret,
    /// A key of an elliptic curve, which is no key for RS256.
    Curve,
    /// The same kind of key, and in no key set.
    UnpublishedCurve,
}

impl Odd {
    /// Whether a token names it in its `kid`; else it signs under the name of an honest key.
    pub(crate) fn is_published(self) -> bool {
        self != Self::UnpublishedCurve
    }
}

/// One key of each kind, made when the first fault needs it.
#[derive(Debug, Default)]
pub(crate) struct OddKeys {
    foreign: OnceLock<SigningKey>,
    short: OnceLock<Short>,
    middle: OnceLock<Short>,
    one: OnceLock<One>,
    secret: OnceLock<[u8; 32]>,
    curve: OnceLock<EcdsaKeyPair>,
}

/// An RSA key shorter than the library for honest keys makes them.
#[derive(Debug)]
struct Short {
    key: RsaPrivateKey,
    public: Jwk,
}

/// A modulus that needs no factors, since nothing is ever inverted.
#[derive(Debug)]
struct One {
    public: Jwk,
    length: usize,
}

/// Bytes of the modulus of [`Odd::ExponentOne`]: the length alone is nothing to refuse.
const LONG: usize = 256;

/// `DigestInfo` of SHA-256 before the digest (RFC 8017, 9.2).
const SHA256_INFO: &[u8] = &[
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

impl OddKeys {
    /// A good key that belongs to nobody.
    pub(crate) fn foreign(&self) -> Result<&SigningKey, KeyError> {
        made(&self.foreign, SigningKey::generate)
    }

    /// The name under which the key is published.
    pub(crate) fn kid(&self, kind: Odd) -> Result<String, KeyError> {
        let entry = self.published(kind)?;
        Ok(entry["kid"].as_str().unwrap_or_default().to_owned())
    }

    /// The entry of a key set.
    pub(crate) fn published(&self, kind: Odd) -> Result<Value, KeyError> {
        Ok(match kind {
            Odd::Rsa512 => self.short()?.public.to_json(RsaAlg::Rs256),
            Odd::Rsa1024 => self.middle()?.public.to_json(RsaAlg::Rs256),
            Odd::ExponentOne => self.one()?.public.to_json(RsaAlg::Rs256),
            Odd::Secret => symmetric(self.secret()?),
            Odd::Curve | Odd::UnpublishedCurve => elliptic(self.curve()?),
        })
    }

    /// Signs a message with RS256, HS256 or ES256, as the kind of the key has it.
    pub(crate) fn sign(&self, kind: Odd, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match kind {
            Odd::Rsa512 => self.short()?.sign(message),
            Odd::Rsa1024 => self.middle()?.sign(message),
            Odd::ExponentOne => Ok(padded(message, self.one()?.length)),
            Odd::Secret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret()?);
                Ok(hmac::sign(&key, message).as_ref().to_vec())
            }
            Odd::Curve | Odd::UnpublishedCurve => {
                let signed = self.curve()?.sign(&SystemRandom::new(), message);
                Ok(signed.map_err(|_| KeyError::Sign)?.as_ref().to_vec())
            }
        }
    }

    fn short(&self) -> Result<&Short, KeyError> {
        made(&self.short, || Short::generate(512))
    }

    fn middle(&self) -> Result<&Short, KeyError> {
        made(&self.middle, || Short::generate(1024))
    }

    fn one(&self) -> Result<&One, KeyError> {
        made(&self.one, One::generate)
    }

    fn secret(&self) -> Result<&[u8; 32], KeyError> {
        made(&self.secret, random)
    }

    fn curve(&self) -> Result<&EcdsaKeyPair, KeyError> {
        let generate = || EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING);
        made(&self.curve, || generate().map_err(|_| KeyError::Generate))
    }
}

fn made<T>(place: &OnceLock<T>, make: impl FnOnce() -> Result<T, KeyError>) -> Result<&T, KeyError> {
    if let Some(key) = place.get() {
        return Ok(key);
    }
    let key = make()?;
    Ok(place.get_or_init(|| key))
}

fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    fill(&mut bytes).map_err(|_| KeyError::Generate)?;
    Ok(bytes)
}

impl Short {
    fn generate(bits: usize) -> Result<Self, KeyError> {
        let key = RsaPrivateKey::new(&mut OsRng, bits).map_err(|_| KeyError::Generate)?;
        let public = Jwk::from_numbers(&key.n().to_bytes_be(), &key.e().to_bytes_be());
        Ok(Self { key, public })
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let length = self.key.size();
        let padded = BigUint::from_bytes_be(&padded(message, length));
        let signature = padded.modpow(self.key.d(), self.key.n()).to_bytes_be();
        let zeros = length.checked_sub(signature.len()).ok_or(KeyError::Sign)?;
        Ok([vec![0; zeros], signature].concat())
    }
}

impl One {
    fn generate() -> Result<Self, KeyError> {
        let mut modulus = random::<LONG>()?;
        modulus[0] |= 0x80;
        modulus[LONG - 1] |= 1;
        Ok(Self { public: Jwk::from_numbers(&modulus, &[1]), length: LONG })
    }
}

/// EMSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 9.2), for moduli of at least 62 bytes.
fn padded(message: &[u8], length: usize) -> Vec<u8> {
    let hash = digest(&SHA256, message);
    let fill = vec![0xff; length.saturating_sub(3 + SHA256_INFO.len() + hash.as_ref().len())];
    [&[0, 1], fill.as_slice(), &[0], SHA256_INFO, hash.as_ref()].concat()
}

fn symmetric(secret: &[u8]) -> Value {
    let kid = URL_SAFE_NO_PAD.encode(digest(&SHA256, secret));
    json!({"kty": "oct", "use": "sig", "alg": "HS256", "kid": kid, "k": URL_SAFE_NO_PAD.encode(secret)})
}

/// The point is written as 4, x and y.
fn elliptic(key: &EcdsaKeyPair) -> Value {
    let point = key.public_key().as_ref();
    let coordinate = |from: usize| URL_SAFE_NO_PAD.encode(point.get(from..from + 32).unwrap_or_default());
    let kid = URL_SAFE_NO_PAD.encode(digest(&SHA256, point));
    json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid, "x": coordinate(1), "y": coordinate(33),
    })
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_FIXED, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RsaPublicKeyComponents,
        UnparsedPublicKey,
    };

    use super::*;

    fn number(entry: &Value, name: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(entry[name].as_str().unwrap()).unwrap()
    }

    #[test]
    fn a_short_key_really_signs() {
        let keys = OddKeys::default();
        let entry = keys.published(Odd::Rsa1024).unwrap();
        let (n, e) = (number(&entry, "n"), number(&entry, "e"));
        assert_eq!(n.len(), 128);
        let signature = keys.sign(Odd::Rsa1024, b"message").unwrap();
        let key = RsaPublicKeyComponents { n: &n, e: &e };
        key.verify(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, b"message", &signature).unwrap();
        let small = keys.published(Odd::Rsa512).unwrap();
        assert_eq!((number(&small, "n").len(), keys.sign(Odd::Rsa512, b"message").unwrap().len()), (64, 64));
    }

    #[test]
    fn with_the_exponent_one_a_text_is_its_own_signature() {
        let keys = OddKeys::default();
        assert_eq!(number(&keys.published(Odd::ExponentOne).unwrap(), "e"), [1]);
        let signature = keys.sign(Odd::ExponentOne, b"message").unwrap();
        assert_eq!((signature.len(), &signature[..3]), (LONG, &[0, 1, 0xff][..]));
        assert!(signature.ends_with(digest(&SHA256, b"message").as_ref()));
    }

    #[test]
    fn a_key_of_a_curve_verifies_what_it_signs() {
        let keys = OddKeys::default();
        let entry = keys.published(Odd::Curve).unwrap();
        let point = [&[4][..], &number(&entry, "x"), &number(&entry, "y")].concat();
        let signature = keys.sign(Odd::Curve, b"message").unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(b"message", &signature).unwrap();
    }

    #[test]
    fn each_kind_has_a_name_of_its_own_and_keeps_it() {
        let keys = OddKeys::default();
        let kinds = [Odd::Rsa512, Odd::Rsa1024, Odd::ExponentOne, Odd::Secret, Odd::Curve];
        let names: Vec<String> = kinds.iter().map(|kind| keys.kid(*kind).unwrap()).collect();
        let again: Vec<String> = kinds.iter().map(|kind| keys.kid(*kind).unwrap()).collect();
        assert_eq!(names, again);
        assert_eq!(names.iter().collect::<std::collections::HashSet<_>>().len(), kinds.len());
    }
}
