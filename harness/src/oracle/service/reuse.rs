//! Whether the tool keeps its access tokens as long as they are good (TOK-021).

use super::call::Call;
use super::evidence::{Evidence, Grant};
use super::{Broken, Judged};

pub(super) const RULE: &str = "token: reused";

/// Fewer calls say nothing about a habit.
const FEWEST_CALLS: usize = 4;

/// Needless requests that happen to a tool that keeps its tokens in several places.
const FORGIVEN: usize = 2;

/// Tokens that live no longer than this need not be kept, in seconds.
const SHORT: i64 = 120;

/// A tool asks needlessly while it has a good token, and is not blamed for a few: several processes, each with a memory of
/// its own, are fine. Asking for at least every other call is not.
pub(super) fn judge(evidence: &Evidence) -> Judged {
    let made = evidence.calls.iter().filter(|call| evidence.grant_of(call).is_some()).count();
    if made < FEWEST_CALLS {
        return Judged::NothingSeen(format!(
            "the tool has made {made} calls; a habit shows in {FEWEST_CALLS}"
        ));
    }
    let needless: Vec<_> = evidence.grants.iter().filter(|grant| is_needless(grant, evidence)).collect();
    if needless.len() <= FORGIVEN || needless.len() * 2 < made {
        return Judged::Kept;
    }
    let first = &evidence.calls[needless[0].at];
    Judged::Broken(Broken {
        expected: "an access token that is used until it expires".to_owned(),
        actual: format!(
            "{} of {} requests for one while another was good, for {made} calls of services; the first is {}",
            needless.len(),
            evidence.grants.len(),
            first.name()
        ),
    })
}

fn is_needless(grant: &Grant, evidence: &Evidence) -> bool {
    evidence
        .grants
        .iter()
        .take_while(|each| each.at != grant.at)
        .any(|earlier| serves(earlier, grant, evidence))
}

/// Whether the tool had an access token in hand that would have done.
fn serves(earlier: &Grant, grant: &Grant, evidence: &Evidence) -> bool {
    let (first, second) = (&evidence.calls[earlier.at], &evidence.calls[grant.at]);
    let half_life = earlier.life.filter(|life| *life >= SHORT).unwrap_or_default() * 500;
    let covers = grant.asked.iter().all(|scope| earlier.granted.contains(scope));
    earlier.campus == grant.campus
        && covers
        && for_the_same(first, second)
        && !first.was_slow()
        && first.precedes(second)
        && second.wire.at_ms < first.ended_ms().saturating_add(half_life)
        && evidence.facts.clock_stood_still(first.wire.at_ms, second.wire.at_ms)
        && !was_refused(earlier, second, evidence)
}

/// An assertion may name the deployment; a token for one is none for another (TOK-013).
fn for_the_same(first: &Call, second: &Call) -> bool {
    super::assertion::names(first) == super::assertion::names(second)
        && super::assertion::deployment(first) == super::assertion::deployment(second)
}

/// Whether a service said that the token is no longer good.
fn was_refused(grant: &Grant, before: &Call, evidence: &Evidence) -> bool {
    let refused = |call: &&Call| call.is_to_a_service() && [401, 403].contains(&call.wire.status);
    evidence.before(before).filter(refused).any(|call| call.bearer() == Some(&grant.token))
}
