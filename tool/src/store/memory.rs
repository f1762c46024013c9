//! A store that lasts as long as the process.

use std::future::ready;
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::expiring::{Expiring, lock};
use crate::platform::PlatformId;
use crate::secret::SecretKey;
use crate::store::{Entry, Reply, Sealed, Shelf, Store, StoreError, StoredPlatform, Which};

/// Keeps everything in memory: as fast as a map, and forgotten when the process ends. There is room for 10,000 sessions
/// and 20,000 open logins; the oldest ones make room for more.
#[derive(Debug)]
pub struct MemoryStore {
    /// In the order in which they came. Held while entries of theirs come in, so that none outlives its platform.
    platforms: RwLock<Vec<StoredPlatform>>,
    shelves: [Mutex<Expiring<Kept>>; Shelf::ALL.len()],
    secret: Mutex<Option<SecretKey>>,
}

#[derive(Debug)]
struct Kept {
    value: Sealed,
    platform: Option<PlatformId>,
}

/// How many entries a shelf holds; the oldest ones make room.
fn room(kind: Shelf) -> usize {
    match kind {
        Shelf::Logins | Shelf::Answers => 20_000,
        Shelf::Nonces => 200_000,
        Shelf::Sessions => 10_000,
        Shelf::Keys | Shelf::Notes => usize::MAX,
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn shelf(&self, kind: Shelf) -> &Mutex<Expiring<Kept>> {
        &self.shelves[kind as usize]
    }

    fn read(&self) -> RwLockReadGuard<'_, Vec<StoredPlatform>> {
        self.platforms.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Vec<StoredPlatform>> {
        self.platforms.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, entry: Entry, now: i64, only_if_free: bool) -> bool {
        let platforms = self.read();
        if let Some(id) = &entry.platform
            && !platforms.iter().any(|platform| platform.id == *id)
        {
            return false;
        }
        let mut entries = lock(self.shelf(entry.shelf));
        if only_if_free && entries.get(&entry.key, now).is_some() {
            return false;
        }
        let kept = Kept { value: entry.value, platform: entry.platform };
        entries.insert_until(entry.key, kept, now, entry.expires);
        true
    }

    fn drop_of(&self, kind: Shelf, platform: &PlatformId) {
        lock(self.shelf(kind)).retain(|kept| kept.platform.as_ref() != Some(platform));
    }

    fn save(&self, new: StoredPlatform) -> bool {
        let mut platforms = self.write();
        let old = platforms.iter_mut().find(|old| old.id == new.id);
        if new.revision != old.as_ref().map_or(0, |old| old.revision) + 1 {
            return false;
        }
        match old {
            Some(old) => *old = new,
            None => platforms.push(new),
        }
        true
    }

    fn delete(&self, id: &PlatformId) -> bool {
        let mut platforms = self.write();
        let before = platforms.len();
        platforms.retain(|platform| platform.id != *id);
        for kind in Shelf::ALL {
            self.drop_of(kind, id);
        }
        platforms.len() < before
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        let shelves = Shelf::ALL.map(|kind| Mutex::new(Expiring::with_room(room(kind))));
        Self { platforms: RwLock::default(), shelves, secret: Mutex::default() }
    }
}

fn now_is<'a, T: Send + 'a>(value: T) -> Reply<'a, T> {
    Box::pin(ready(Ok::<T, StoreError>(value)))
}

impl Store for MemoryStore {
    fn platforms<'a>(&'a self, which: Which<'a>) -> Reply<'a, Vec<StoredPlatform>> {
        let is_asked_for = |platform: &&StoredPlatform| match which {
            Which::All => true,
            Which::Issuer(issuer) => platform.issuer.as_str() == issuer,
            Which::Id(id) => platform.id == *id,
        };
        now_is(self.read().iter().filter(is_asked_for).cloned().collect())
    }

    fn save_platform(&self, platform: StoredPlatform) -> Reply<'_, bool> {
        now_is(self.save(platform))
    }

    fn delete_platform<'a>(&'a self, id: &'a PlatformId) -> Reply<'a, bool> {
        now_is(self.delete(id))
    }

    fn get<'a>(&'a self, kind: Shelf, key: &'a str, now: i64) -> Reply<'a, Option<Sealed>> {
        now_is(lock(self.shelf(kind)).get(key, now).map(|kept| kept.value.clone()))
    }

    fn all(&self, kind: Shelf, now: i64) -> Reply<'_, Vec<(String, Sealed)>> {
        let entries = lock(self.shelf(kind));
        now_is(entries.iter(now).map(|(key, kept)| (key.clone(), kept.value.clone())).collect())
    }

    fn put(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        now_is(self.keep(entry, now, false))
    }

    fn claim(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        now_is(self.keep(entry, now, true))
    }

    fn remove<'a>(&'a self, kind: Shelf, key: &'a str) -> Reply<'a, ()> {
        lock(self.shelf(kind)).remove(key);
        now_is(())
    }

    fn secret(&self) -> Reply<'_, Option<SecretKey>> {
        let mut kept = lock(&self.secret);
        let secret = match &*kept {
            Some(secret) => Ok(secret.clone()),
            None => SecretKey::generate().map_err(|error| StoreError::Secret(error.to_string())),
        };
        Box::pin(ready(secret.inspect(|secret| *kept = Some(secret.clone())).map(Some)))
    }

    fn remove_of<'a>(&'a self, kind: Shelf, platform: &'a PlatformId) -> Reply<'a, ()> {
        self.drop_of(kind, platform);
        now_is(())
    }
}
