//! One RSA key, parsed once and kept ready, since parsing it again for each signature costs more than signing.

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RsaEncoding,
};
use homeroom_vocab::id::Kid;

use super::jwk::Jwk;
use crate::domain::registration::SigningAlg;

/// The algorithms this platform can really sign with; PS256 only where a fault asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RsaAlg {
    Rs256,
    Rs384,
    Rs512,
    Ps256,
}

impl From<SigningAlg> for RsaAlg {
    fn from(alg: SigningAlg) -> Self {
        match alg {
            SigningAlg::Rs256 => Self::Rs256,
            SigningAlg::Rs384 => Self::Rs384,
            SigningAlg::Rs512 => Self::Rs512,
        }
    }
}

impl RsaAlg {
    /// The value of `alg` in a header.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
        }
    }

    fn encoding(self) -> &'static dyn RsaEncoding {
        match self {
            Self::Rs256 => &RSA_PKCS1_SHA256,
            Self::Rs384 => &RSA_PKCS1_SHA384,
            Self::Rs512 => &RSA_PKCS1_SHA512,
            Self::Ps256 => &RSA_PSS_SHA256,
        }
    }
}

/// A key could not be made, read or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("an RSA key could not be generated")]
    Generate,
    #[error("a stored key cannot be read: it is no PKCS#8 RSA key")]
    Unreadable,
    #[error("the key cannot sign")]
    Sign,
    #[error("no key has left the key set yet, so none can sign as one that has")]
    NoneRetired,
}

/// An RSA 2048 key (KEY-013) with its public half in the form that tools read.
pub(crate) struct SigningKey {
    pair: KeyPair,
    public: Jwk,
}

impl SigningKey {
    /// Makes a key. Keys are never seeded: a predictable one would be trusted from caches.
    pub(crate) fn generate() -> Result<Self, KeyError> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Generate)?;
        Self::from_pair(pair)
    }

    /// Reads a stored key.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_pair(KeyPair::from_pkcs8(der).map_err(|_| KeyError::Unreadable)?)
    }

    fn from_pair(pair: KeyPair) -> Result<Self, KeyError> {
        let public = Jwk::from_pkcs1(pair.public_key().as_ref()).ok_or(KeyError::Unreadable)?;
        Ok(Self { pair, public })
    }

    /// The private key as it is stored (PKCS#8).
    pub(crate) fn to_der(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.pair.as_der().map_err(|_| KeyError::Unreadable)?.as_ref().to_vec())
    }

    /// The public key in the wrapping that PEM files hold (`SubjectPublicKeyInfo`).
    pub(crate) fn public_der(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.pair.public_key().as_der().map_err(|_| KeyError::Unreadable)?.as_ref().to_vec())
    }

    pub(crate) fn public(&self) -> &Jwk {
        &self.public
    }

    pub(crate) fn kid(&self) -> &Kid {
        &self.public.kid
    }

    /// Signs a message.
    pub(crate) fn sign(&self, alg: RsaAlg, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(alg.encoding(), &SystemRandom::new(), message, &mut signature)
            .map_err(|_| KeyError::Sign)?;
        Ok(signature)
    }
}

/// A private key is never printed.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.public.kid).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_key_is_the_same_key() {
        let key = SigningKey::generate().unwrap();
        let again = SigningKey::from_der(&key.to_der().unwrap()).unwrap();
        assert_eq!(key.public(), again.public());
        let message = b"header.payload";
        assert_eq!(key.sign(RsaAlg::Rs256, message).unwrap(), again.sign(RsaAlg::Rs256, message).unwrap());
    }

    #[test]
    fn garbage_is_no_key() {
        assert_eq!(SigningKey::from_der(b"garbage").unwrap_err(), KeyError::Unreadable);
    }

    #[test]
    fn a_key_is_not_printed() {
        let key = SigningKey::generate().unwrap();
        assert!(!format!("{key:?}").contains("pair"));
    }
}
