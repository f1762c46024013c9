//! Chance: the ids, handles and hints that the platform mints.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The machine has no randomness to give, so nothing unguessable can be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system's random source gives nothing")]
pub(crate) struct NoEntropy;

/// Where chance comes from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entropy {
    source: SystemRandom,
}

/// Letters and digits without those that people mix up when they read an id aloud.
const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl Entropy {
    /// Fresh random bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> Result<[u8; N], NoEntropy> {
        let mut bytes = [0; N];
        self.source.fill(&mut bytes).map_err(|_| NoEntropy)?;
        Ok(bytes)
    }

    /// An unguessable handle of 128 bits, safe in URLs.
    pub(crate) fn token(&self) -> Result<String, NoEntropy> {
        Ok(URL_SAFE_NO_PAD.encode(self.bytes::<16>()?))
    }

    /// A short id for people to read, such as `person-k3v9x2qp`; not a secret.
    pub(crate) fn id(&self, kind: &str) -> Result<String, NoEntropy> {
        let letters: String =
            self.bytes::<8>()?.iter().map(|byte| char::from(READABLE[usize::from(byte % 32)])).collect();
        Ok(format!("{kind}-{letters}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tokens_differ_and_carry_128_bits() {
        let entropy = Entropy::default();
        let (one, two) = (entropy.token().unwrap(), entropy.token().unwrap());
        assert_ne!(one, two);
        assert_eq!(URL_SAFE_NO_PAD.decode(&one).unwrap().len(), 16);
    }

    #[test]
    fn an_id_says_what_it_names() {
        let id = Entropy::default().id("link").unwrap();
        assert!(id.starts_with("link-") && id.len() == 13, "{id}");
    }
}
