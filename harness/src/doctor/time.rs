//! Do tool and platform agree on what time it is? Tokens are valid for minutes, and some tools forgive no second.

use jiff::{SignedDuration, Timestamp};

use super::connection::Reached;
use super::finding::Finding;

const WHAT: &str = "clock";

/// Seconds that a `Date` header without fractions may hide.
const UNNOTICED: i64 = 2;
/// Seconds from which on tokens are refused that are right.
const TOO_MUCH: i64 = 60;

pub(super) fn look(reached: &[Reached]) -> Finding {
    let answered = reached.iter().filter_map(|reached| Some((reached, reached.answer.as_ref().ok()?)));
    let dated = answered.into_iter().find_map(|(reached, hop)| Some((reached, read(hop.header("date")?)?)));
    match dated {
        None if reached.iter().all(|reached| reached.answer.is_err()) => {
            Finding::not_looked_at(WHAT, "the tool gives no answer")
        }
        None => Finding::not_looked_at(WHAT, "no answer of the tool carries a `Date` header"),
        Some((reached, theirs)) => judge(ahead(theirs, reached.sent, reached.received)),
    }
}

fn read(date: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}

/// How far the tool is ahead; nothing if its time lies between question and answer.
fn ahead(theirs: Timestamp, sent: Timestamp, received: Timestamp) -> SignedDuration {
    // The header has cut the fraction of the second off.
    let latest = theirs.checked_add(SignedDuration::from_secs(1)).unwrap_or(theirs);
    if latest < sent {
        latest.duration_since(sent)
    } else if theirs > received {
        theirs.duration_since(received)
    } else {
        SignedDuration::ZERO
    }
}

fn judge(ahead: SignedDuration) -> Finding {
    let side = if ahead.is_negative() { "behind" } else { "ahead of" };
    let apart = ahead.abs();
    let seen = format!("the clock of the tool is {} {side} ours", told(apart));
    let fix =
        "set the clocks of both machines by NTP: tokens that are right are refused as too old or too new";
    match apart.as_secs() {
        ..=UNNOTICED => Finding::well(WHAT, "the clocks of tool and platform agree"),
        TOO_MUCH.. => Finding::problem(WHAT, seen, fix),
        _ => Finding::warning(WHAT, seen, fix),
    }
}

fn told(apart: SignedDuration) -> String {
    match apart.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ ..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_date_of_an_answer_is_read() {
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(at(784_111_777)));
        assert_eq!(read("yesterday"), None);
    }

    #[test]
    fn a_slow_answer_is_no_difference() {
        assert_eq!(ahead(at(105), at(100), at(110)), SignedDuration::ZERO);
        assert_eq!(ahead(at(100), at(100), at(100)), SignedDuration::ZERO);
        assert_eq!(ahead(at(115), at(100), at(110)), SignedDuration::from_secs(5));
        assert_eq!(ahead(at(89), at(100), at(110)), SignedDuration::from_secs(-10));
    }

    #[test]
    fn the_difference_decides_how_bad_it_is() {
        for (seconds, state, seen) in [
            (1, State::Well, "agree"),
            (30, State::Warning, "30 s ahead of ours"),
            (-300, State::Problem, "5 min behind ours"),
            (7300, State::Problem, "2 h ahead of ours"),
        ] {
            let finding = judge(SignedDuration::from_secs(seconds));
            assert_eq!(finding.state, state, "{seconds}");
            assert!(finding.seen.contains(seen), "{}", finding.seen);
        }
    }
}
