//! Timestamps of scores: for one learner and one line item never the same, and never an earlier one (AGS-065).

use std::sync::Mutex;

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::expiring::{Expiring, lock};

/// How long the last one is remembered, in seconds; the clock has moved on by then.
const LIFE: i64 = 30 * 24 * 60 * 60;
const MOST: usize = 50_000;

#[derive(Debug)]
pub(crate) struct Stamps {
    clock: Clock,
    defects: Defects,
    last: Mutex<Expiring<i64>>,
}

impl Stamps {
    pub(crate) fn new(clock: Clock, defects: Defects) -> Self {
        Self { clock, defects, last: Mutex::new(Expiring::new(LIFE, MOST)) }
    }

    /// The time of a new score, in milliseconds since 1970: now, or a little later if the last one is not over.
    pub(crate) fn next(&self, item: &str, user: &str) -> i64 {
        let now = self.clock.millis();
        // Addresses have no spaces.
        let key = format!("{item} {user}");
        let mut last = lock(&self.last);
        let before = last.get(&key, now).copied();
        if let Some(first) = before.filter(|_| self.defects.has(Defect::SCORE_TIME_OF_LAUNCH)) {
            return first;
        }
        let stamp = before.map_or(now, |last| now.max(last + 1));
        last.insert(key, stamp, now);
        stamp
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::*;

    #[test]
    fn times_of_one_learner_and_item_grow_even_if_the_clock_does_not() {
        let clock = Clock::fixed(Timestamp::from_millisecond(5000).unwrap());
        let stamps = Stamps::new(clock.clone(), Defects::default());
        let next = |item, user| stamps.next(item, user);
        assert_eq!(
            [next("a", "u"), next("a", "u"), next("a", "v"), next("b", "u")],
            [5000, 5001, 5000, 5000]
        );
        clock.advance(Duration::from_secs(1));
        assert_eq!(next("a", "u"), 6000);
        clock.shift(-SignedDuration::from_secs(3));
        assert_eq!(next("a", "u"), 6001);
    }
}
