//! How often strangers can make us ask a platform for its keys (KEY-006, ATK-087).

/// A credit of milliseconds that grows with time and is spent by refreshes.
#[derive(Debug)]
pub(crate) struct Allowance {
    credit: i64,
    at: i64,
}

/// What a refresh turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The key is there now: the platform rotated, and rotation is free.
    Found,
    /// The platform has no such key: somebody made it up.
    Unknown,
    /// The platform did not answer well; it may soon.
    Failed,
}

/// Eight made-up kids at once, then one every three seconds.
const UNKNOWN_COSTS: i64 = 3_000;
const FAILURE_COSTS: i64 = 500;
const MOST: i64 = 8 * UNKNOWN_COSTS;

impl Allowance {
    pub(crate) fn new(now: i64) -> Self {
        Self { credit: MOST, at: now }
    }

    /// Whether one more refresh may be tried.
    pub(crate) fn permits(&mut self, now: i64) -> bool {
        let grown = now.saturating_sub(self.at).max(0);
        self.credit = self.credit.saturating_add(grown).min(MOST);
        self.at = now;
        self.credit >= UNKNOWN_COSTS
    }

    pub(crate) fn spend(&mut self, outcome: Outcome) {
        self.credit -= match outcome {
            Outcome::Found => 0,
            Outcome::Unknown => UNKNOWN_COSTS,
            Outcome::Failed => FAILURE_COSTS,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refreshes(allowance: &mut Allowance, outcome: Outcome, now: i64) -> usize {
        (0..1000)
            .take_while(|_| {
                allowance.permits(now) && {
                    allowance.spend(outcome);
                    true
                }
            })
            .count()
    }

    #[test]
    fn a_flood_of_unknown_kids_costs_few_refreshes() {
        let mut allowance = Allowance::new(0);
        assert_eq!(refreshes(&mut allowance, Outcome::Unknown, 0), 8);
        assert_eq!(refreshes(&mut allowance, Outcome::Unknown, 2_999), 0);
        assert_eq!(refreshes(&mut allowance, Outcome::Unknown, 6_000), 2);
    }

    #[test]
    fn rotation_is_never_held_back() {
        assert_eq!(refreshes(&mut Allowance::new(0), Outcome::Found, 0), 1000);
    }

    #[test]
    fn an_outage_is_asked_about_more_often_but_not_for_ever() {
        assert_eq!(refreshes(&mut Allowance::new(0), Outcome::Failed, 0), 43);
    }
}
