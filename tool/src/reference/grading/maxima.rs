//! What the platform said last about full scores of line items, so that scores follow it (AGS-030).

use std::sync::Mutex;

use crate::Clock;
use crate::expiring::{Expiring, lock};
use crate::grades::LineItem;

/// How long it is believed, in seconds. A score with an old maximum is still right: platforms scale it (AGS-073).
const LIFE: i64 = 24 * 60 * 60;
const MOST: usize = 50_000;

#[derive(Debug)]
pub(crate) struct Maxima {
    clock: Clock,
    known: Mutex<Expiring<f64>>,
}

impl Maxima {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, known: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    pub(super) fn learn(&self, item: &LineItem) {
        if let (Some(url), Some(maximum)) = (item.url(), item.score_maximum()) {
            lock(&self.known).insert(url.to_string(), maximum, self.clock.millis());
        }
    }

    pub(super) fn of(&self, item: &str) -> Option<f64> {
        lock(&self.known).get(item, self.clock.millis()).copied()
    }
}
