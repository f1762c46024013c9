//! Sessions: who is here, in which browser. One launch makes one new session (OIDC-083, ATK-078).

use std::sync::{Arc, Mutex};

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::expiring::{Expiring, lock};
use crate::message::LaunchData;

/// How long a session lasts, in seconds.
pub(crate) const LIFE: i64 = 8 * 60 * 60;
const MOST: usize = 10_000;
const LONGEST_FIXED_ID: usize = 128;

#[derive(Debug)]
pub(crate) struct Sessions {
    clock: Clock,
    entropy: Entropy,
    defects: Defects,
    all: Mutex<Expiring<Arc<LaunchData>>>,
}

impl Sessions {
    pub(crate) fn new(clock: Clock, entropy: Entropy, defects: Defects) -> Self {
        Self { clock, entropy, defects, all: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    pub(crate) fn get(&self, id: &str) -> Option<Arc<LaunchData>> {
        lock(&self.all).get(id, self.clock.millis()).cloned()
    }

    /// Opens a session under a new id and ends those that the browser came with, so that nothing is left of
    /// an earlier user (ATK-061).
    pub(crate) fn replace(&self, brought: &[String], launch: Arc<LaunchData>) -> String {
        let id = self.fixed_id(brought).unwrap_or_else(|| self.entropy.word());
        let mut sessions = lock(&self.all);
        for old in brought {
            sessions.remove(old);
        }
        sessions.insert(id.clone(), launch, self.clock.millis());
        id
    }

    /// A refused launch leaves sessions alone; only [`Defect::LOGIN_SESSION_EARLY`] and a variant have a use for this.
    pub(crate) fn end(&self, brought: &[String]) {
        let mut sessions = lock(&self.all);
        for id in brought {
            sessions.remove(id);
        }
    }

    /// Only [`Defect::SESSION_FIXATION`] has a use for this.
    fn fixed_id(&self, brought: &[String]) -> Option<String> {
        let is_plain = |id: &&String| {
            !id.is_empty()
                && id.len() <= LONGEST_FIXED_ID
                && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        brought.iter().find(is_plain).filter(|_| self.defects.has(Defect::SESSION_FIXATION)).cloned()
    }
}
