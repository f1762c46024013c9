//! Chance, as a value.

use std::fmt;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng as _, SeedableRng as _, TryRng as _};

use crate::expiring::lock;

/// Where the tool takes chance from. Clones share one stream.
#[derive(Clone)]
pub struct Entropy(Arc<Mutex<StdRng>>);

impl Entropy {
    /// Unpredictable, seeded by the machine.
    ///
    /// # Errors
    ///
    /// When the machine has no random numbers to give.
    pub fn system() -> Result<Self, std::io::Error> {
        let mut seed = [0; 32];
        SysRng.try_fill_bytes(&mut seed).map_err(std::io::Error::other)?;
        Ok(Self(Arc::new(Mutex::new(StdRng::from_seed(seed)))))
    }

    /// The same stream for the same seed. Only for tests: states and nonces can then be guessed.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A new unguessable word of 256 bits, safe in URLs and cookies.
    pub(crate) fn word(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes())
    }

    /// 256 new bits.
    pub(crate) fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        lock(&self.0).fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entropy")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_differ_and_are_long() {
        let entropy = Entropy::system().unwrap();
        let (first, second) = (entropy.word(), entropy.word());
        assert_ne!(first, second);
        assert_eq!(first.len(), 43);
    }

    #[test]
    fn a_seed_gives_the_same_words_again() {
        assert_eq!(Entropy::seeded(7).word(), Entropy::seeded(7).word());
        assert_ne!(Entropy::seeded(7).word(), Entropy::seeded(8).word());
    }
}
