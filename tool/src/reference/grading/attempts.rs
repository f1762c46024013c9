//! When learners began, so that later scores can say it again (AGS-071).

use std::sync::Mutex;

use crate::Clock;
use crate::expiring::{Expiring, lock};

/// How long an attempt may take, in seconds.
const LIFE: i64 = 7 * 24 * 60 * 60;
const MOST: usize = 50_000;

#[derive(Debug)]
pub(crate) struct Attempts {
    clock: Clock,
    begun: Mutex<Expiring<i64>>,
}

impl Attempts {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, begun: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    /// Times in milliseconds since 1970.
    pub(super) fn begin(&self, attempt: String, at: i64) {
        lock(&self.begun).insert(attempt, at, self.clock.millis());
    }

    pub(super) fn begun(&self, attempt: &str) -> Option<i64> {
        lock(&self.begun).get(attempt, self.clock.millis()).copied()
    }
}
