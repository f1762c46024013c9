//! Where new keys come from.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::odd::OddKeys;
use super::signing::{KeyError, SigningKey};

/// Keys, made when they are first wanted.
///
/// One supply for many platforms in one process, such as those of a test bench, makes each key once: the n-th key of one
/// of them is the n-th of all. The keys of one platform are all different. Nothing is seeded and nothing is kept, so no
/// other process knows a key.
#[derive(Debug, Clone, Default)]
pub struct KeySupply(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    made: Mutex<Vec<Arc<SigningKey>>>,
    odd: OddKeys,
}

/// What one platform takes from a supply.
#[derive(Debug)]
pub(crate) struct Keys {
    supply: KeySupply,
    taken: AtomicUsize,
}

impl From<KeySupply> for Keys {
    fn from(supply: KeySupply) -> Self {
        Self { supply, taken: AtomicUsize::new(0) }
    }
}

impl Keys {
    /// A key that this platform has not had before.
    pub(crate) fn fresh(&self) -> Result<Arc<SigningKey>, KeyError> {
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        let mut made = self.supply.0.made.lock().unwrap_or_else(PoisonError::into_inner);
        while made.len() <= number {
            made.push(Arc::new(SigningKey::generate()?));
        }
        Ok(Arc::clone(&made[number]))
    }

    /// Keys that no honest platform has, for attacks.
    pub(crate) fn odd(&self) -> &OddKeys {
        &self.supply.0.odd
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_never_has_a_key_twice_and_platforms_of_one_supply_have_the_same_keys() {
        let supply = KeySupply::default();
        let (one, other) = (Keys::from(supply.clone()), Keys::from(supply));
        let first = one.fresh().unwrap();
        assert_ne!(one.fresh().unwrap().kid(), first.kid());
        assert_eq!(other.fresh().unwrap().kid(), first.kid());
        assert_ne!(Keys::from(KeySupply::default()).fresh().unwrap().kid(), first.kid());
    }
}
