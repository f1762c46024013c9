//! RSA keys of platforms and of strangers. Made once, because making them is what takes long.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};

pub(crate) struct Key {
    pub(crate) kid: String,
    private: RsaPrivateKey,
    encoding: EncodingKey,
}

static KEYS: LazyLock<Vec<Key>> =
    LazyLock::new(|| ["main", "north", "rotated", "foreign"].map(Key::generate).into());

impl Key {
    pub(crate) fn named(kid: &str) -> &'static Self {
        KEYS.iter().find(|key| key.kid == kid).unwrap()
    }

    fn generate(kid: &str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
        let private = RsaPrivateKey::from_pkcs8_der(der.as_ref()).unwrap();
        let encoding = EncodingKey::from_rsa_der(private.to_pkcs1_der().unwrap().as_bytes());
        Self { kid: kid.to_owned(), private, encoding }
    }

    pub(crate) fn jwk(&self) -> Value {
        let text = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid,
            "n": text(self.private.n()), "e": text(self.private.e()),
        })
    }

    pub(crate) fn pem(&self) -> String {
        self.private.to_public_key().to_public_key_pem(LineEnding::LF).unwrap()
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.private.to_public_key().to_public_key_der().unwrap().into_vec()
    }

    /// As much of a certificate as anybody looks at: the key with something before and behind it, in base64.
    pub(crate) fn certificate(&self) -> String {
        STANDARD.encode([b"\x30\x82\xff\xff issuer".as_slice(), &self.der(), b"signature"].concat())
    }

    pub(crate) fn sign(&self, message: &str, algorithm: Algorithm) -> String {
        crypto::sign(message.as_bytes(), &self.encoding, algorithm).unwrap()
    }
}
