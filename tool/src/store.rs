//! Where a tool keeps what must outlive a request: [`MemoryStore`] until the process ends, [`SqliteStore`] in a file, or
//! a [`Store`] of your own.

mod error;
mod memory;
mod sealed;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(test)]
mod tests;

use std::fmt;
use std::pin::Pin;

use homeroom_vocab::id::{ClientId, Issuer};

use crate::platform::PlatformId;
use crate::secret::SecretKey;

pub use error::StoreError;
pub use memory::MemoryStore;
pub use sealed::Sealed;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

/// The answer of a store, when it comes.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A place for platforms and for entries on shelves.
///
/// Several processes may share one store, so each call is atomic: where two do the same at once, it is as if one came
/// after the other. `now` and `expires` are milliseconds since 1970; an entry whose `expires` is not after `now` is
/// as good as gone, and may be thrown away. All values are encrypted (see [`Sealed`]); names and keys are not.
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// The platforms that are asked for, in the order in which they first came.
    fn platforms<'a>(&'a self, which: Which<'a>) -> Reply<'a, Vec<StoredPlatform>>;

    /// Keeps a platform, if its revision is one more than that which is kept, or 1 where none is. Else nothing
    /// changes, and the answer is `false`.
    fn save_platform(&self, platform: StoredPlatform) -> Reply<'_, bool>;

    /// Deletes a platform and the entries that belong to it. The answer says whether there was one.
    fn delete_platform<'a>(&'a self, id: &'a PlatformId) -> Reply<'a, bool>;

    /// The value of a living entry.
    fn get<'a>(&'a self, kind: Shelf, key: &'a str, now: i64) -> Reply<'a, Option<Sealed>>;

    /// All living entries of a shelf, with their keys.
    fn all(&self, kind: Shelf, now: i64) -> Reply<'_, Vec<(String, Sealed)>>;

    /// Keeps an entry, whatever was there before. Where its platform is gone nothing changes, and the answer is `false`.
    fn put(&self, entry: Entry, now: i64) -> Reply<'_, bool>;

    /// The same, but where a living entry has that key, nothing changes and the answer is `false`: of all who try at
    /// once, one succeeds.
    fn claim(&self, entry: Entry, now: i64) -> Reply<'_, bool>;

    /// Throws an entry away.
    fn remove<'a>(&'a self, kind: Shelf, key: &'a str) -> Reply<'a, ()>;

    /// Throws all entries of a shelf away that belong to a platform.
    fn remove_of<'a>(&'a self, kind: Shelf, platform: &'a PlatformId) -> Reply<'a, ()>;

    /// The secret key that this store keeps for tools that are given none. It lasts as long as what is in the store, and is
    /// best kept beside it.
    fn secret(&self) -> Reply<'_, Option<SecretKey>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

/// Which platforms are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// All of them.
    All,
    /// Those with this `iss`, compared byte by byte: one for each client id.
    Issuer(&'a str),
    /// The one with this id.
    Id(&'a PlatformId),
}

/// A platform as it is kept.
#[derive(Clone, Debug)]
pub struct StoredPlatform {
    /// Its name, which is unique.
    pub id: PlatformId,
    /// The `iss` by which it is found.
    pub issuer: Issuer,
    /// What it calls this tool.
    pub client_id: ClientId,
    /// How often it was saved, this time included.
    pub revision: i64,
    /// All that is known of it.
    pub value: Sealed,
}

/// A value under a key, on a shelf.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What kind of thing it is.
    pub shelf: Shelf,
    /// Its name, unique on the shelf.
    pub key: String,
    /// The platform with which it goes.
    pub platform: Option<PlatformId>,
    /// What is kept.
    pub value: Sealed,
    /// When it is over, in milliseconds since 1970; [`i64::MAX`] for never.
    pub expires: i64,
}

/// The kinds of things that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Shelf {
    /// Logins that wait for their answer. Strangers can open as many as they like, so keep no more than there is room
    /// for.
    Logins,
    /// Logins that were answered.
    Answers,
    /// Nonces that were used.
    Nonces,
    /// Sessions with their launches.
    Sessions,
    /// Our own keys, one pair for each platform.
    Keys,
    /// What the kit remembers of itself.
    Notes,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 6] =
        [Self::Logins, Self::Answers, Self::Nonces, Self::Sessions, Self::Keys, Self::Notes];

    /// A name that never changes, for databases.
    pub fn name(self) -> &'static str {
        match self {
            Self::Logins => "logins",
            Self::Answers => "answers",
            Self::Nonces => "nonces",
            Self::Sessions => "sessions",
            Self::Keys => "keys",
            Self::Notes => "notes",
        }
    }
}
