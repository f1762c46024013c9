//! Does the clock of the tool agree with that of this campus?

use jiff::fmt::rfc2822;
use reqwest::header::DATE;

use super::answer::Answer;
use super::check::Check;

/// Differences that no library complains about, in seconds; `Date` counts whole ones.
const FINE: i64 = 2;

/// Beyond it every token is too old, or from the future.
const MUCH: i64 = 60;

const WHAT: &str = "Header `Date`";

/// The first answer with a time decides.
pub(super) fn look(answers: &[&[Answer]]) -> Vec<Check> {
    let dated =
        answers.iter().copied().flatten().find_map(|answer| Some((answer, answer.hop.header(&DATE)?)));
    let Some((answer, date)) = dated else {
        return vec![Check::open(WHAT, "no answer says what time it is")];
    };
    vec![judge(date, answer.asked_at, answer.hop.took.as_secs()).seen_in(answer.number)]
}

fn judge(date: &str, asked_at: i64, took: u64) -> Check {
    let expected = format!("our time, at most {FINE} s apart");
    let Ok(told) = rfc2822::parse(date) else {
        return Check::passed(WHAT, expected, format!("`{date}`"))
            .warned("Send the time as HTTP does, or no such header.");
    };
    let told = told.timestamp().as_second();
    let answered_at = asked_at.saturating_add_unsigned(took);
    let apart = if told < asked_at { told - asked_at } else { (told - answered_at).max(0) };
    let side = if apart < 0 { "behind" } else { "ahead" };
    let came = format!("`{date}`, {} s {side}", apart.abs());
    let check = Check::passed(WHAT, expected, came).of("SEC-018");
    match apart.abs() {
        0..=FINE => check,
        ..MUCH => {
            check.warned("Set the clocks by NTP: a library without leeway refuses tokens from the future.")
        }
        _ => check.failed("Set the clocks by NTP: tokens look expired, or not yet valid."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::State;
    use super::*;

    #[test]
    fn clocks_are_compared_by_the_second() {
        let at = 784_111_777; // the time of the header below
        let state = |asked_at| judge("Sun, 06 Nov 1994 08:49:37 GMT", asked_at, 0).state;
        assert_eq!([at, at + 2, at - 2].map(state), [State::Passed; 3]);
        assert_eq!([at + 10, at - 10].map(state), [State::Warned; 2]);
        assert_eq!(state(at + 3600), State::Failed);
        assert_eq!(judge("yesterday", at, 0).state, State::Warned);
        assert!(judge("Sun, 06 Nov 1994 08:49:37 GMT", at + 10, 0).came.contains("10 s behind"));
    }
}
