//! The platforms that a tool is registered with, managed while it runs.

use std::sync::Arc;

use homeroom_vocab::id::DeploymentId;

use crate::keys::pairs::OwnKeys;
use crate::platform::{Deployments, Platform, PlatformId};
use crate::store::{Shelf, StoreError, StoredPlatform, Which};
use crate::vault::{Vault, logged};

/// So often a change is tried again when somebody else changed the same platform in between.
const ATTEMPTS: usize = 20;

/// Why a platform is not registered or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlatformError {
    /// Something in it cannot be used.
    #[error("the platform's `{field}` cannot be used: {why}")]
    Unusable {
        /// Which field of [`Platform`].
        field: &'static str,
        /// What was expected, and what there is.
        why: String,
    },
    /// No key pair could be made for it.
    #[error("no key pair could be made for the platform: {0}")]
    NoKeyPair(String),
    /// Others change it without end.
    #[error("the platform is being changed by others all the time; hint: try again")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The platforms of a tool. Changes hold at once, also for other processes that use the same store.
#[derive(Clone, Debug)]
pub struct Platforms {
    vault: Vault,
    keys: OwnKeys,
}

/// A platform with what the store needs to know to change it.
struct Found {
    platform: Option<Arc<Platform>>,
    revision: i64,
}

impl Platforms {
    pub(crate) fn new(vault: Vault, keys: OwnKeys) -> Self {
        Self { vault, keys }
    }

    /// Adds a platform, or updates the one with the same issuer and client id: then its key pair and sessions stay, and
    /// a deployment that it has learned.
    ///
    /// # Errors
    ///
    /// When something in it cannot be used, or the store fails; a new platform is not known then.
    pub async fn register(&self, platform: Platform) -> Result<Arc<Platform>, PlatformError> {
        if let Some((field, why)) = platform.flaw() {
            return Err(PlatformError::Unusable { field, why });
        }
        let id = platform.id();
        let is_new = self.vault.store().platforms(Which::Id(&id)).await?.is_empty();
        let registered = self.change(&id, |known| Some(updated(&platform, known))).await?;
        let registered = registered.ok_or(PlatformError::Busy)?;
        if let Err(error) = self.settle(&registered).await {
            if is_new {
                self.vault.store().delete_platform(&id).await?;
            }
            return Err(error);
        }
        tracing::info!(issuer = %registered.issuer, client_id = %registered.client_id, %id, "registered a platform");
        Ok(registered)
    }

    /// The platform with this issuer and client id, compared byte by byte.
    pub async fn get(&self, issuer: &str, client_id: &str) -> Result<Option<Arc<Platform>>, StoreError> {
        self.by_id(&PlatformId::of(issuer, client_id)).await
    }

    /// The platform with this id.
    pub async fn by_id(&self, id: &PlatformId) -> Result<Option<Arc<Platform>>, StoreError> {
        let found = self.vault.store().platforms(Which::Id(id)).await?;
        found.first().map(|stored| self.read(stored)).transpose()
    }

    /// The platforms of an issuer, one for each client id, the first registered first.
    pub async fn of_issuer(&self, issuer: &str) -> Result<Vec<Arc<Platform>>, StoreError> {
        let found = self.vault.store().platforms(Which::Issuer(issuer)).await?;
        found.iter().map(|stored| self.read(stored)).collect()
    }

    /// All platforms that can be read, the first registered first; the log tells of the rest.
    pub async fn all(&self) -> Result<Vec<Arc<Platform>>, StoreError> {
        let found = self.vault.store().platforms(Which::All).await?;
        Ok(found.iter().filter_map(|stored| logged(self.read(stored))).collect())
    }

    /// Forgets a platform, with its sessions, open logins and key pair. The answer says whether there was one.
    pub async fn delete(&self, id: &PlatformId) -> Result<bool, StoreError> {
        let deleted = self.vault.store().delete_platform(id).await?;
        if deleted {
            tracing::info!(%id, "deleted a platform");
        }
        Ok(deleted)
    }

    /// The same, by issuer and client id.
    pub async fn delete_client(&self, issuer: &str, client_id: &str) -> Result<bool, StoreError> {
        self.delete(&PlatformId::of(issuer, client_id)).await
    }

    /// Lets a platform launch. `None` where there is no such platform.
    pub async fn activate(&self, id: &PlatformId) -> Result<Option<Arc<Platform>>, PlatformError> {
        self.set_active(id, true).await
    }

    /// Keeps a platform out, and ends its sessions. `None` where there is no such platform.
    pub async fn deactivate(&self, id: &PlatformId) -> Result<Option<Arc<Platform>>, PlatformError> {
        self.set_active(id, false).await
    }

    async fn set_active(
        &self,
        id: &PlatformId,
        active: bool,
    ) -> Result<Option<Arc<Platform>>, PlatformError> {
        let changed =
            self.change(id, |known| known.map(|known| Platform { active, ..known.clone() })).await?;
        if let Some(platform) = &changed {
            self.settle(platform).await?;
            tracing::info!(%id, active, "a platform may launch, or not");
        }
        Ok(changed)
    }

    /// Whether the deployment may launch. A platform that waits for its first one learns it here, and of two at once one
    /// is the first (DYN-009).
    pub(crate) async fn admits(&self, platform: &Platform, deployment: &str) -> Result<bool, PlatformError> {
        let known = match &platform.deployments {
            Deployments::Any => return Ok(true),
            Deployments::Only(known) => return Ok(is_among(known, deployment)),
            Deployments::First => self.learn(&platform.id(), deployment).await?,
        };
        Ok(known.is_some_and(|platform| is_among(platform.deployments.known(), deployment)))
    }

    /// Only a platform that may launch has a key, so that strangers who register themselves make us none.
    async fn settle(&self, platform: &Platform) -> Result<(), PlatformError> {
        let id = platform.id();
        if platform.active { self.keys.prepare(&id).await } else { Ok(self.end_sessions(&id).await?) }
    }

    async fn learn(&self, id: &PlatformId, deployment: &str) -> Result<Option<Arc<Platform>>, PlatformError> {
        let learned = |known: &Platform| match known.deployments {
            Deployments::First => known.clone().deployment(deployment),
            Deployments::Only(_) | Deployments::Any => known.clone(),
        };
        self.change(id, |known| known.map(learned)).await
    }

    async fn end_sessions(&self, id: &PlatformId) -> Result<(), StoreError> {
        for kind in [Shelf::Sessions, Shelf::Logins] {
            self.vault.store().remove_of(kind, id).await?;
        }
        Ok(())
    }

    /// Reads, changes and writes, again when somebody else wrote in between. `None` leaves everything as it is.
    async fn change(
        &self,
        id: &PlatformId,
        new: impl Fn(Option<&Platform>) -> Option<Platform>,
    ) -> Result<Option<Arc<Platform>>, PlatformError> {
        for _ in 0..ATTEMPTS {
            let found = self.find(id).await?;
            let Some(changed) = new(found.platform.as_deref()) else { return Ok(None) };
            if found.platform.as_deref() == Some(&changed) {
                return Ok(found.platform);
            }
            let platform = Arc::new(changed);
            let stored = StoredPlatform {
                id: id.clone(),
                issuer: platform.issuer.clone(),
                client_id: platform.client_id.clone(),
                revision: found.revision + 1,
                value: self.vault.seal(Arc::clone(&platform), place(id)),
            };
            if self.vault.store().save_platform(stored).await? {
                return Ok(Some(platform));
            }
        }
        Err(PlatformError::Busy)
    }

    /// A platform that cannot be read may be replaced, which mends it.
    async fn find(&self, id: &PlatformId) -> Result<Found, StoreError> {
        let found = self.vault.store().platforms(Which::Id(id)).await?;
        let revision = found.first().map_or(0, |stored| stored.revision);
        Ok(Found { platform: found.first().and_then(|stored| logged(self.read(stored))), revision })
    }

    fn read(&self, stored: &StoredPlatform) -> Result<Arc<Platform>, StoreError> {
        self.vault.unseal(&place(&stored.id), &stored.value)
    }
}

/// A registration that names no deployment does not forget the one that was learned.
fn updated(new: &Platform, known: Option<&Platform>) -> Platform {
    let learned = known.filter(|_| new.deployments == Deployments::First);
    match learned {
        Some(known) => Platform { deployments: known.deployments.clone(), ..new.clone() },
        None => new.clone(),
    }
}

fn is_among(known: &[DeploymentId], deployment: &str) -> bool {
    known.iter().any(|known| known.as_str() == deployment)
}

fn place(id: &PlatformId) -> String {
    format!("platforms/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::defects::Defects;
    use crate::keys::pairs::KeyPairs;
    use crate::platform::sample;
    use crate::store::{MemoryStore, Store};

    const A: &str = "https://a.test";

    async fn on(store: Arc<dyn Store>) -> Platforms {
        let vault = Vault::open(store, None, Clock::system()).await.unwrap();
        let keys = OwnKeys::open(vault.clone(), KeyPairs::Shared, Defects::default()).await.unwrap();
        Platforms::new(vault, keys)
    }

    async fn platforms() -> Platforms {
        on(Arc::new(MemoryStore::new())).await
    }

    #[tokio::test]
    async fn the_same_again_updates() {
        let platforms = platforms().await;
        platforms.register(sample(A, "one", &["1"])).await.unwrap();
        platforms.register(sample(A, "two", &["1"])).await.unwrap();
        platforms.register(sample(A, "one", &["9"]).name("New")).await.unwrap();
        let of_a = platforms.of_issuer(A).await.unwrap();
        let clients: Vec<_> = of_a.iter().map(|platform| platform.client_id.as_str()).collect();
        assert_eq!(clients, ["one", "two"]);
        assert_eq!(of_a[0].name.as_deref(), Some("New"));
        assert_eq!(of_a[0].deployments.known(), [DeploymentId::from("9")]);
    }

    #[tokio::test]
    async fn a_platform_is_found_and_deleted_both_ways() {
        let platforms = platforms().await;
        let one = platforms.register(sample(A, "one", &[])).await.unwrap();
        platforms.register(sample(A, "two", &[])).await.unwrap();
        assert_eq!(platforms.get(A, "one").await.unwrap(), platforms.by_id(&one.id()).await.unwrap());
        assert_eq!(platforms.get(A, "ONE").await.unwrap(), None);
        assert!(platforms.delete(&one.id()).await.unwrap() && !platforms.delete(&one.id()).await.unwrap());
        assert_eq!(platforms.all().await.unwrap().len(), 1);
        assert!(platforms.delete_client(A, "two").await.unwrap());
        assert!(platforms.all().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_platform_is_let_in_and_kept_out() {
        let platforms = platforms().await;
        let id = platforms.register(sample(A, "one", &[]).inactive()).await.unwrap().id();
        assert!(!platforms.by_id(&id).await.unwrap().unwrap().active);
        assert!(platforms.activate(&id).await.unwrap().unwrap().active);
        assert!(platforms.by_id(&id).await.unwrap().unwrap().active);
        let session = || platforms.vault.put(Shelf::Sessions, "s", Some(&id), Arc::new(1), None);
        assert!(session().await.unwrap());
        assert!(!platforms.deactivate(&id).await.unwrap().unwrap().active);
        assert_eq!(platforms.vault.get::<i32>(Shelf::Sessions, "s").await.unwrap(), None);
        assert_eq!(platforms.activate(&"nobody".into()).await.unwrap(), None);
        platforms.delete(&id).await.unwrap();
        assert!(!session().await.unwrap(), "a platform that is gone opens no session");
    }

    #[tokio::test]
    async fn what_cannot_work_is_not_registered() {
        let platforms = platforms().await;
        let error = platforms.register(sample("", "one", &[])).await.unwrap_err();
        assert!(error.to_string().contains("`issuer`"), "{error}");
        assert!(platforms.all().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn the_first_deployment_is_learned_once() {
        let platforms = platforms().await;
        let mut platform = sample(A, "one", &[]);
        platform.deployments = Deployments::First;
        let platform = platforms.register(platform).await.unwrap();
        assert!(platforms.admits(&platform, "1").await.unwrap());
        assert!(!platforms.admits(&platform, "2").await.unwrap(), "also for those who read before");
        assert!(platforms.admits(&platform, "1").await.unwrap());
        let again = platforms.register(Platform::clone(&platform)).await.unwrap();
        assert_eq!(again.deployments.known(), [DeploymentId::from("1")]);
    }

    #[tokio::test]
    async fn known_deployments_are_compared_byte_by_byte() {
        let platforms = platforms().await;
        let platform = platforms.register(sample(A, "one", &["1", "Two"])).await.unwrap();
        for (deployment, admitted) in [("1", true), ("Two", true), ("two", false), ("12", false), ("", false)]
        {
            assert_eq!(platforms.admits(&platform, deployment).await.unwrap(), admitted, "{deployment}");
        }
        let any = platforms.register(sample(A, "any", &[]).any_deployment()).await.unwrap();
        assert!(platforms.admits(&any, "whatever").await.unwrap());
    }

    #[cfg(feature = "sqlite")]
    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn registered_many_times_at_once_it_is_one_platform() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("tool.sqlite");
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let path = path.clone();
                tokio::spawn(async move {
                    let platforms = on(Arc::new(crate::store::SqliteStore::open(path).await.unwrap())).await;
                    let platform = sample(A, "one", &[]).name(number.to_string());
                    platforms.register(platform).await.unwrap();
                    platforms
                })
            })
            .collect();
        let mut seen = Vec::new();
        for task in tasks {
            seen.push(task.await.unwrap().all().await.unwrap());
        }
        assert!(seen.iter().all(|all| all.len() == 1));
        let revisions = on(Arc::new(crate::store::SqliteStore::open(path).await.unwrap())).await;
        let stored = revisions.vault.store().platforms(Which::All).await.unwrap();
        assert_eq!(stored[0].revision, 8, "no change is lost");
    }

    #[cfg(feature = "sqlite")]
    #[tokio::test]
    async fn a_platform_that_cannot_be_read_is_left_out_and_mended() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("tool.sqlite");
        let platforms = on(Arc::new(crate::store::SqliteStore::open(&path).await.unwrap())).await;
        let id = platforms.register(sample(A, "one", &[])).await.unwrap().id();
        platforms.register(sample(A, "two", &[])).await.unwrap();
        let mut stored = platforms.vault.store().platforms(Which::Id(&id)).await.unwrap().remove(0);
        stored.revision += 1;
        stored.value = crate::store::Sealed::from_bytes(*b"spoilt");
        assert!(platforms.vault.store().save_platform(stored).await.unwrap());
        assert!(platforms.by_id(&id).await.is_err());
        assert_eq!(platforms.all().await.unwrap().len(), 1);
        platforms.register(sample(A, "one", &[])).await.unwrap();
        assert_eq!(platforms.all().await.unwrap().len(), 2);
    }
}
