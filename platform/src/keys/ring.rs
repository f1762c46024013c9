//! The key ring of a campus: one active key, perhaps older ones still published.

use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use utoipa::ToSchema;

use super::signing::SigningKey;

/// What a key is still good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeyState {
    /// Signs, and is published.
    Active,
    /// Signs no more, still published, so that tokens in flight verify (KEY-007).
    Published,
    /// Gone from the set.
    Retired,
}

impl KeyState {
    /// As the database keeps it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Published => "published",
            Self::Retired => "retired",
        }
    }

    /// Back from the database.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Active, Self::Published, Self::Retired].into_iter().find(|state| state.word() == word)
    }
}

/// A key of the ring.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) key: Arc<SigningKey>,
    pub(crate) state: KeyState,
}

/// All keys of a campus, oldest first, exactly one of them active.
#[derive(Debug)]
pub(crate) struct KeyRing {
    keys: RwLock<Vec<Held>>,
}

impl KeyRing {
    /// A ring of stored keys, or none if no key is active.
    pub(crate) fn new(keys: Vec<Held>) -> Option<Self> {
        keys.iter().any(|held| held.state == KeyState::Active).then(|| Self { keys: RwLock::new(keys) })
    }

    /// Every key, oldest first.
    pub(crate) fn all(&self) -> Vec<Held> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key that signs.
    pub(crate) fn active(&self) -> Option<Arc<SigningKey>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().rev().find(|held| held.state == KeyState::Active).map(|held| Arc::clone(&held.key))
    }

    /// The newest key that has left the key set, for a token that comes too late.
    pub(crate) fn retired(&self) -> Option<Arc<SigningKey>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().rev().find(|held| held.state == KeyState::Retired).map(|held| Arc::clone(&held.key))
    }

    /// What the key set shows: the active key first, then those of the overlap.
    pub(crate) fn published(&self) -> Vec<Arc<SigningKey>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let of = |state| keys.iter().rev().filter(move |held| held.state == state);
        of(KeyState::Active).chain(of(KeyState::Published)).map(|held| Arc::clone(&held.key)).collect()
    }

    /// What a rotation changes, newest key included, to be stored before it takes effect.
    pub(crate) fn rotated(&self, fresh: Arc<SigningKey>, overlap: bool) -> Vec<Held> {
        let mut keys = self.all();
        for held in &mut keys {
            held.state = after_rotation(held.state, overlap);
        }
        keys.push(Held { key: fresh, state: KeyState::Active });
        keys
    }

    /// What it changes to sign with a key of the ring again, the present one staying published; none if it has no such
    /// key. For a test bench that has to leave a tool with the key that it knows.
    pub(crate) fn activated(&self, kid: &str) -> Option<Vec<Held>> {
        let mut keys = self.all();
        keys.iter().any(|held| held.key.kid().as_str() == kid).then_some(())?;
        for held in &mut keys {
            held.state = match held.state {
                _ if held.key.kid().as_str() == kid => KeyState::Active,
                KeyState::Active => KeyState::Published,
                other => other,
            };
        }
        Some(keys)
    }

    /// Takes over what a rotation decided.
    pub(crate) fn replace(&self, keys: Vec<Held>) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }
}

/// With overlap the active key stays published; what was published before has had its time either way.
fn after_rotation(state: KeyState, overlap: bool) -> KeyState {
    match state {
        KeyState::Active if overlap => KeyState::Published,
        _ => KeyState::Retired,
    }
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::id::Kid;

    use super::*;

    fn ring() -> KeyRing {
        KeyRing::new(vec![Held { key: Arc::new(SigningKey::generate().unwrap()), state: KeyState::Active }])
            .unwrap()
    }

    fn rotate(ring: &KeyRing, overlap: bool) -> Kid {
        let fresh = Arc::new(SigningKey::generate().unwrap());
        let kid = fresh.kid().clone();
        ring.replace(ring.rotated(fresh, overlap));
        kid
    }

    #[test]
    fn with_overlap_the_old_key_stays_published() {
        let ring = ring();
        let old = ring.active().unwrap().kid().clone();
        let new = rotate(&ring, true);
        let published: Vec<Kid> = ring.published().iter().map(|key| key.kid().clone()).collect();
        assert_eq!(published, [new.clone(), old]);
        assert_eq!(ring.active().unwrap().kid(), &new);
    }

    #[test]
    fn without_overlap_the_old_key_is_gone_at_once() {
        let ring = ring();
        let old = ring.active().unwrap().kid().clone();
        let new = rotate(&ring, false);
        assert_eq!(ring.published().iter().map(|key| key.kid().clone()).collect::<Vec<_>>(), [new]);
        assert!(ring.all().iter().any(|held| held.key.kid() == &old && held.state == KeyState::Retired));
    }

    #[test]
    fn a_retired_key_can_sign_again() {
        let ring = ring();
        let old = ring.active().unwrap().kid().clone();
        let new = rotate(&ring, false);
        ring.replace(ring.activated(old.as_str()).unwrap());
        assert_eq!(ring.active().unwrap().kid(), &old);
        assert_eq!(ring.published().iter().map(|key| key.kid().clone()).collect::<Vec<_>>(), [old, new]);
        assert!(ring.activated("no such key").is_none());
    }

    #[test]
    fn a_ring_without_an_active_key_is_none() {
        assert!(KeyRing::new(Vec::new()).is_none());
    }
}
