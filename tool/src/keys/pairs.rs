//! Our key pairs: one for each platform, or one for all; published together (KEY-002, KEY-012).

use std::sync::Arc;

use serde_json::{Value, json};

use crate::defects::Defects;
use crate::keys::own::OwnKey;
use crate::platform::PlatformId;
use crate::platforms::PlatformError;
use crate::store::{Shelf, StoreError};
use crate::vault::Vault;

/// The name of the key that belongs to no platform. It is there from the start, since platforms look at our key set before
/// they register us, and an empty set is none to them.
const OWN: &str = "own";

/// Which keys a tool signs with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPairs {
    /// A pair for each platform, made when it becomes active. All are published in one set.
    #[default]
    PerPlatform,
    /// One pair for all platforms.
    Shared,
}

#[derive(Clone, Debug)]
pub(crate) struct OwnKeys {
    vault: Vault,
    pairs: KeyPairs,
    defects: Defects,
}

impl OwnKeys {
    /// Makes the first key where there is none, which takes some 50 ms.
    pub(crate) async fn open(vault: Vault, pairs: KeyPairs, defects: Defects) -> Result<Self, PlatformError> {
        let keys = Self { vault, pairs, defects };
        keys.own().await?;
        Ok(keys)
    }

    /// Makes the key for a platform, unless it has one.
    pub(crate) async fn prepare(&self, id: &PlatformId) -> Result<(), PlatformError> {
        self.of(id).await.map(drop)
    }

    /// The key that a platform knows us by.
    pub(crate) async fn of(&self, id: &PlatformId) -> Result<Arc<OwnKey>, PlatformError> {
        match self.pairs {
            KeyPairs::PerPlatform => self.find_or_make(id.as_str(), Some(id)).await,
            KeyPairs::Shared => self.own().await,
        }
    }

    /// The key that belongs to no platform.
    pub(crate) async fn own(&self) -> Result<Arc<OwnKey>, PlatformError> {
        self.find_or_make(OWN, None).await
    }

    /// What `/keys` shows: never a key that signs for nobody any more.
    pub(crate) async fn jwks(&self) -> Result<Value, StoreError> {
        let keys = self.vault.all::<OwnKey>(Shelf::Keys).await?;
        let keys: Vec<_> = keys.iter().map(|(_, key)| key.jwk()).collect();
        Ok(json!({ "keys": keys }))
    }

    async fn find_or_make(&self, name: &str, id: Option<&PlatformId>) -> Result<Arc<OwnKey>, PlatformError> {
        if let Some(key) = self.vault.get(Shelf::Keys, name).await? {
            return Ok(key);
        }
        let new = self.make().await?;
        if self.vault.claim(Shelf::Keys, name, id, Arc::clone(&new), None).await? {
            return Ok(new);
        }
        // Somebody else made one in between, or the platform is gone.
        let gone = || PlatformError::NoKeyPair("the platform was deleted meanwhile".to_owned());
        self.vault.get(Shelf::Keys, name).await?.ok_or_else(gone)
    }

    async fn make(&self) -> Result<Arc<OwnKey>, PlatformError> {
        let defects = self.defects.clone();
        let made = tokio::task::spawn_blocking(move || OwnKey::generate(&defects)).await;
        let made = made.map_err(|error| PlatformError::NoKeyPair(error.to_string()))?;
        made.map(Arc::new).map_err(PlatformError::NoKeyPair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::platform::sample;
    use crate::platforms::Platforms;

    async fn keys(pairs: KeyPairs) -> (Platforms, OwnKeys) {
        let vault = Vault::in_memory(Clock::system()).await;
        let keys = OwnKeys::open(vault.clone(), pairs, Defects::default()).await.unwrap();
        (Platforms::new(vault, keys.clone()), keys)
    }

    async fn published(keys: &OwnKeys) -> Vec<String> {
        let jwks = keys.jwks().await.unwrap();
        jwks["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
    }

    #[tokio::test]
    async fn a_platform_has_a_key_of_its_own_as_long_as_it_is_registered() {
        let (platforms, keys) = keys(KeyPairs::PerPlatform).await;
        assert_eq!(published(&keys).await.len(), 1, "a set is never empty");
        let a = platforms.register(sample("https://a.test", "c", &[])).await.unwrap().id();
        let b = platforms.register(sample("https://b.test", "c", &[])).await.unwrap().id();
        assert_eq!(published(&keys).await.len(), 3);
        let (of_a, of_b) = (keys.of(&a).await.unwrap(), keys.of(&b).await.unwrap());
        assert_ne!(of_a.jwk()["kid"], of_b.jwk()["kid"]);
        platforms.register(sample("https://a.test", "c", &["new"])).await.unwrap();
        assert_eq!(keys.of(&a).await.unwrap().jwk(), of_a.jwk(), "an update keeps the key");
        platforms.delete(&a).await.unwrap();
        assert_eq!(published(&keys).await.len(), 2);
        assert!(matches!(keys.of(&a).await, Err(PlatformError::NoKeyPair(_))));
    }

    #[tokio::test]
    async fn a_platform_that_is_not_let_in_has_no_key() {
        let (platforms, keys) = keys(KeyPairs::PerPlatform).await;
        let id = platforms.register(sample("https://a.test", "c", &[]).inactive()).await.unwrap().id();
        assert_eq!(published(&keys).await.len(), 1);
        platforms.activate(&id).await.unwrap();
        assert_eq!(published(&keys).await.len(), 2);
    }

    #[tokio::test]
    async fn one_key_can_do_for_all() {
        let (platforms, keys) = keys(KeyPairs::Shared).await;
        let a = platforms.register(sample("https://a.test", "c", &[])).await.unwrap().id();
        let b = platforms.register(sample("https://b.test", "c", &[])).await.unwrap().id();
        assert_eq!(keys.of(&a).await.unwrap().jwk(), keys.of(&b).await.unwrap().jwk());
        assert_eq!(published(&keys).await.len(), 1);
    }
}
