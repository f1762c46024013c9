//! How long a person waits for a whole act, however many requests it needs.

use std::time::Duration;

use tokio::time::Instant;

use crate::clock::Clock;

/// A whole act, unless somebody says otherwise.
pub(crate) const ACT: Duration = Duration::from_secs(10);
/// How often is looked whether the tool's own time has passed, where it may be moved.
const LOOK: Duration = Duration::from_millis(20);

/// The time that is left, on the machine's clock and on the tool's own, whichever is over first.
#[derive(Clone, Debug)]
pub(crate) struct Patience {
    clock: Clock,
    ends: Instant,
}

impl Patience {
    pub(crate) fn new(clock: Clock, time: Duration) -> Self {
        Self { clock, ends: Instant::now() + time }
    }

    pub(crate) fn left(&self) -> Duration {
        self.ends.saturating_duration_since(Instant::now())
    }

    /// Whether there is time for a wait, and for something afterwards.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        wait < self.left()
    }

    /// Waits until the time has passed for the machine or for the tool.
    pub(crate) async fn pass(&self, time: Duration) {
        tokio::select! {
            () = tokio::time::sleep(time) => (),
            () = own_time(&self.clock, time) => (),
        }
    }
}

/// Our time may pass faster than that of the machine.
async fn own_time(clock: &Clock, time: Duration) {
    let end = clock.millis().saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
    while clock.millis() < end {
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[tokio::test]
    async fn a_wait_is_over_when_the_tools_own_time_has_passed() {
        let clock = Clock::fixed(Timestamp::from_second(1_764_000_000).unwrap());
        let patience = Patience::new(clock.clone(), ACT);
        let started = Instant::now();
        let moved = async {
            tokio::time::sleep(Duration::from_millis(30)).await;
            clock.advance(Duration::from_mins(10));
        };
        tokio::join!(patience.pass(Duration::from_mins(10)), moved);
        assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[tokio::test]
    async fn a_wait_is_over_by_the_machine_when_the_tools_time_stands_still() {
        let patience = Patience::new(Clock::fixed(Timestamp::from_second(1_764_000_000).unwrap()), ACT);
        patience.pass(Duration::from_millis(30)).await;
        assert!(patience.allows(Duration::from_secs(1)));
        assert!(!patience.allows(Duration::from_secs(11)));
    }
}
