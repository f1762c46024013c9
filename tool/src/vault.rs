//! The store as the kit uses it: values of known types, the tool's own clock, and one secret.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Clock;
use crate::platform::PlatformId;
use crate::secret::{Seal, SecretKey};
use crate::store::{Entry, Sealed, Shelf, Store, StoreError};

/// The name of the note by which a secret key is recognised.
const MARK: &str = "secret";

/// Clones share one store.
#[derive(Clone, Debug)]
pub(crate) struct Vault {
    store: Arc<dyn Store>,
    secret: Arc<SecretKey>,
    seal: Arc<Seal>,
    clock: Clock,
}

impl Vault {
    /// Uses the secret that is given, else the one that the store keeps.
    ///
    /// # Errors
    ///
    /// When the store was made with another secret, or cannot be used.
    pub(crate) async fn open(
        store: Arc<dyn Store>,
        secret: Option<SecretKey>,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let secret = match secret {
            Some(secret) => secret,
            None => kept(&*store).await?,
        };
        let seal = Seal::new(&secret)
            .map_err(|_| StoreError::Secret("this machine has no AES-256-GCM".to_owned()))?;
        let vault = Self { store, secret: Arc::new(secret), seal: Arc::new(seal), clock };
        vault.recognise().await?;
        Ok(vault)
    }

    /// The first secret leaves a mark that no other one can read.
    async fn recognise(&self) -> Result<(), StoreError> {
        self.claim(Shelf::Notes, MARK, None, Arc::new(MARK.to_owned()), None).await?;
        match self.get::<String>(Shelf::Notes, MARK).await {
            Ok(_) => Ok(()),
            Err(StoreError::Unreadable { .. }) => Err(StoreError::WrongSecret),
            Err(error) => Err(error),
        }
    }

    /// A key derived from the secret, for one purpose.
    pub(crate) fn subkey(&self, purpose: &str) -> [u8; 32] {
        self.secret.subkey(purpose)
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    pub(crate) async fn get<T>(&self, kind: Shelf, key: &str) -> Result<Option<Arc<T>>, StoreError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let found = self.store.get(kind, key, self.clock.millis()).await?;
        found.map(|sealed| self.unseal(&place(kind, key), &sealed)).transpose()
    }

    /// All that can be read of a shelf; the log tells of the rest.
    pub(crate) async fn all<T>(&self, kind: Shelf) -> Result<Vec<(String, Arc<T>)>, StoreError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let all = self.store.all(kind, self.clock.millis()).await?;
        let read = all.into_iter().filter_map(|(key, sealed)| {
            let value = logged(self.unseal(&place(kind, &key), &sealed))?;
            Some((key, value))
        });
        Ok(read.collect())
    }

    /// Keeps a value for some seconds, or for good. `false` where its platform is gone.
    pub(crate) async fn put<T>(
        &self,
        kind: Shelf,
        key: &str,
        platform: Option<&PlatformId>,
        value: Arc<T>,
        life: Option<i64>,
    ) -> Result<bool, StoreError>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let entry = self.entry(kind, key, platform, value, life);
        self.store.put(entry, self.clock.millis()).await
    }

    /// The same, for one caller of all who try.
    pub(crate) async fn claim<T>(
        &self,
        kind: Shelf,
        key: &str,
        platform: Option<&PlatformId>,
        value: Arc<T>,
        life: Option<i64>,
    ) -> Result<bool, StoreError>
    where
        T: Serialize + Send + Sync + 'static,
    {
        let entry = self.entry(kind, key, platform, value, life);
        self.store.claim(entry, self.clock.millis()).await
    }

    pub(crate) async fn remove(&self, kind: Shelf, key: &str) -> Result<(), StoreError> {
        self.store.remove(kind, key).await
    }

    fn entry<T>(
        &self,
        kind: Shelf,
        key: &str,
        platform: Option<&PlatformId>,
        value: Arc<T>,
        life: Option<i64>,
    ) -> Entry
    where
        T: Serialize + Send + Sync + 'static,
    {
        let now = self.clock.millis();
        Entry {
            shelf: kind,
            key: key.to_owned(),
            platform: platform.cloned(),
            value: self.seal(value, place(kind, key)),
            expires: life.map_or(i64::MAX, |seconds| now.saturating_add(seconds.saturating_mul(1000))),
        }
    }

    pub(crate) fn seal<T>(&self, value: Arc<T>, place: String) -> Sealed
    where
        T: Serialize + Send + Sync + 'static,
    {
        Sealed::new(value, place, &self.seal)
    }

    pub(crate) fn unseal<T>(&self, place: &str, sealed: &Sealed) -> Result<Arc<T>, StoreError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        sealed.open(place, &self.seal)
    }

    /// A vault in memory.
    #[cfg(test)]
    pub(crate) async fn in_memory(clock: Clock) -> Self {
        Self::open(Arc::new(crate::store::MemoryStore::new()), None, clock).await.unwrap()
    }
}

/// What can be read; the log tells why, where it cannot.
pub(crate) fn logged<T>(read: Result<T, StoreError>) -> Option<T> {
    read.map_err(|error| tracing::error!(%error, "left out")).ok()
}

async fn kept(store: &dyn Store) -> Result<SecretKey, StoreError> {
    let missing = || {
        StoreError::Secret(
            "there is none, and this store keeps none; hint: give one by `Builder::secret`".to_owned(),
        )
    };
    store.secret().await?.ok_or_else(missing)
}

/// Where a value lies. What is sealed for one place does not open in another, so rows cannot be exchanged.
fn place(kind: Shelf, key: &str) -> String {
    format!("{}/{key}", kind.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn values_come_back_as_they_were() {
        let vault = Vault::in_memory(Clock::system()).await;
        let value = Arc::new("v".to_owned());
        assert!(vault.put(Shelf::Sessions, "k", None, Arc::clone(&value), Some(1)).await.unwrap());
        let found = vault.get::<String>(Shelf::Sessions, "k").await.unwrap().unwrap();
        assert!(Arc::ptr_eq(&found, &value), "a store in memory copies nothing");
        assert!(matches!(vault.get::<u8>(Shelf::Sessions, "k").await, Err(StoreError::Unreadable { .. })));
        vault.remove(Shelf::Sessions, "k").await.unwrap();
        assert_eq!(vault.get::<String>(Shelf::Sessions, "k").await.unwrap(), None);
    }
}
