//! How often each tool asked for an access token since the platform started.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What one tool asked, and got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) requests: u64,
    pub(crate) granted: u64,
}

/// One row for each registered client that ever asked.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<HashMap<String, Count>>);

impl Counts {
    fn table(&self) -> MutexGuard<'_, HashMap<String, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn of(&self, client: &str) -> Count {
        self.table().get(client).copied().unwrap_or_default()
    }

    /// Counts a request of a registered client, and whether it was granted.
    pub(crate) fn add(&self, client: &str, granted: bool) {
        let mut table = self.table();
        let count = table.entry(client.to_owned()).or_default();
        count.requests += 1;
        count.granted += u64::from(granted);
    }
}
