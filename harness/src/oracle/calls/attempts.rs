//! What a tool does with a score that was refused: whether it says the same again, and when (AGS-082).

use super::scores::Score;
use crate::service_calls::ServiceCall;

/// The clocks of two programs need not agree to the last bit.
const TOLERANCE_MS: i64 = 50;

/// Less than this between two attempts, and nobody has waited. The platform answers within a few milliseconds.
const SHORTEST_WAIT_MS: i64 = 100;

/// A score that was refused at first, and the further attempts.
#[derive(Debug)]
pub(crate) struct Attempts {
    first: Score,
    again: Vec<Score>,
}

impl Attempts {
    /// Of the first score that was answered with that status.
    pub(crate) fn after(scores: &[Score], status: u16) -> Option<Self> {
        let at = scores.iter().position(|score| score.call.status == status)?;
        let first = scores[at].clone();
        let again = scores[at + 1..].iter().filter(|score| score.progress() == first.progress());
        let again = again.cloned().collect();
        Some(Self { first, again })
    }

    pub(crate) fn is_tried_again(&self) -> bool {
        !self.again.is_empty()
    }

    /// An attempt that says something else than the first.
    pub(crate) fn changed(&self) -> Option<(String, String)> {
        let same = |score: &&Score| score.has_time_of(&self.first) && score.value() == self.first.value();
        let other = self.again.iter().find(|score| !same(score))?;
        Some((self.first.told(), other.told()))
    }

    /// An attempt that came too soon: what was to be waited, and what was, in milliseconds.
    pub(crate) fn hurried(&self) -> Option<(i64, i64)> {
        let all: Vec<_> = std::iter::once(&self.first).chain(&self.again).collect();
        all.windows(2).find_map(|pair| {
            let [before, after] = pair else { return None };
            let waited = after.call.at_ms - before.call.at_ms;
            let asked = wait_asked_by(&before.call).unwrap_or(SHORTEST_WAIT_MS);
            (waited < asked).then_some((asked, waited))
        })
    }
}

/// `Retry-After` in milliseconds, with a little tolerance.
fn wait_asked_by(call: &ServiceCall) -> Option<i64> {
    let seconds: i64 = call.response_header("retry-after")?.trim().parse().ok()?;
    Some(seconds * 1000 - TOLERANCE_MS)
}

#[cfg(test)]
mod tests {
    use super::super::scores::scores;
    use super::super::scores::tests::{Posted, post, with};
    use super::*;

    #[test]
    fn a_further_attempt_says_the_same_after_a_while() {
        let refused = Posted { status: 500, ..with(8) };
        let again = |posted: Posted<'_>| {
            Attempts::after(&scores(&[post(1, &refused), post(2, &posted)]), 500).unwrap()
        };
        let late = "2026-11-22T09:00:01.000Z";
        let good = again(Posted { at: late, timestamp: "2026-11-22T10:00:00.1+01:00", ..with(8.0) });
        assert!(good.is_tried_again() && good.changed().is_none() && good.hurried().is_none());
        assert!(again(Posted { at: late, ..with(9) }).changed().is_some());
        assert!(again(Posted { at: late, timestamp: late, ..with(8) }).changed().is_some());
        assert_eq!(again(Posted { at: "2026-11-22T09:00:00.500Z", ..with(8) }).hurried(), Some((950, 500)));
        assert!(!again(Posted { grading: "NotReady", ..with(8) }).is_tried_again());
        assert!(Attempts::after(&scores(&[post(1, &with(8))]), 500).is_none());
    }
}
