//! The time, as a value.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// How often somebody who waits looks whether the time was moved.
const LOOK: Duration = Duration::from_millis(20);

/// Where the tool takes the time from. Clones share one time.
#[derive(Clone, Debug)]
pub struct Clock {
    base: Base,
    /// How far [`Clock::shift`] moved this clock, in milliseconds.
    offset: Arc<AtomicI64>,
}

#[derive(Clone, Copy, Debug)]
enum Base {
    System,
    Fixed(Timestamp),
}

impl Clock {
    /// The time of the machine.
    pub fn system() -> Self {
        Self { base: Base::System, offset: Arc::default() }
    }

    /// A clock that stands still until it is advanced.
    pub fn fixed(at: Timestamp) -> Self {
        Self { base: Base::Fixed(at), offset: Arc::default() }
    }

    /// Moves this clock and its clones forward.
    pub fn advance(&self, by: Duration) {
        self.shift(SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX));
    }

    /// Moves this clock and its clones forward or back.
    pub fn shift(&self, by: SignedDuration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.offset.fetch_add(millis, Ordering::Relaxed);
    }

    /// Waits until this time has passed on this clock, which may run faster than that of the machine.
    pub(crate) async fn pass(&self, time: Duration) {
        let end = self.millis().saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
        while self.millis() < end {
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Milliseconds since 1970.
    pub(crate) fn millis(&self) -> i64 {
        let base = match self.base {
            Base::System => system_now(),
            Base::Fixed(at) => at,
        };
        base.as_millisecond().saturating_add(self.offset.load(Ordering::Relaxed))
    }

    /// Seconds since 1970, as tokens count them.
    pub(crate) fn seconds(&self) -> i64 {
        self.millis().div_euclid(1000)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else asks")]
fn system_now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_it_is_advanced() {
        let clock = Clock::fixed(Timestamp::from_second(1_764_000_000).unwrap());
        let clone = clock.clone();
        assert_eq!(clock.seconds(), 1_764_000_000);
        clone.advance(Duration::from_millis(35_500));
        assert_eq!(clock.seconds(), 1_764_000_035);
        clone.shift(-SignedDuration::from_secs(35));
        assert_eq!(clock.seconds(), 1_764_000_000);
    }
}
