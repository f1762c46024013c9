//! Whether a request is sent again, and when (TOK-020, AGS-082): after a server error or when there are too many
//! requests, at most twice, with growing pauses; never after another refusal.

use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::services::error::Failure;
use crate::services::http::Heard;

/// The pauses before the second attempt and before the third.
const PAUSES: [Duration; 2] = [Duration::from_millis(150), Duration::from_millis(300)];
/// A platform that asks for more patience than this is not waited for.
const LONGEST: Duration = Duration::from_secs(3);

/// What a second sending of a request can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The same as one.
    Harmless,
    /// Something a second time, unless the platform did nothing yet.
    Twice,
}

/// How long to wait before the request is sent again, after this many attempts; nothing if it is not.
pub(crate) fn pause(
    attempts: usize,
    heard: &Heard,
    repeat: Repeat,
    now: i64,
) -> Result<Option<Duration>, Failure> {
    let Some(shortest) = PAUSES.get(attempts - 1).filter(|_| is_worth_it(heard.status, repeat)) else {
        return Ok(None);
    };
    let asked = retry_after(&heard.headers, now).unwrap_or_default();
    if asked > LONGEST {
        return Err(Failure::AskedToWait(asked.as_secs()));
    }
    Ok(Some(asked.max(*shortest)))
}

fn is_worth_it(status: u16, repeat: Repeat) -> bool {
    match repeat {
        Repeat::Harmless => status == 429 || status >= 500,
        Repeat::Twice => status == 429 || status == 503,
    }
}

/// Seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    let millis = date.as_millisecond().saturating_sub(now);
    Some(Duration::from_millis(u64::try_from(millis).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(status: u16, retry_after: Option<&str>) -> Heard {
        let headers = retry_after.map(|value| (RETRY_AFTER, value.parse().unwrap())).into_iter().collect();
        Heard { status, headers, body: Vec::new() }
    }

    fn wait(attempts: usize, status: u16, after: Option<&str>) -> Option<Duration> {
        pause(attempts, &heard(status, after), Repeat::Harmless, 784_111_775_000).unwrap()
    }

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(
            [1, 2, 3].map(|attempts| wait(attempts, 500, None)),
            [Some(PAUSES[0]), Some(PAUSES[1]), None]
        );
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let again = |status, repeat| pause(1, &heard(status, None), repeat, 0).unwrap().is_some();
        let harmless: Vec<u16> = (200..600).filter(|status| again(*status, Repeat::Harmless)).collect();
        assert_eq!(harmless.first(), Some(&429));
        assert_eq!(harmless[1..], (500..600).collect::<Vec<_>>());
        let twice: Vec<u16> = (200..600).filter(|status| again(*status, Repeat::Twice)).collect();
        assert_eq!(twice, [429, 503]);
    }

    #[test]
    fn the_platform_may_ask_for_more_patience() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(wait(1, 429, Some("1")), seconds(1));
        assert_eq!(wait(1, 429, Some("0")), Some(PAUSES[0]));
        assert_eq!(wait(1, 503, Some("Sun, 06 Nov 1994 08:49:37 GMT")), seconds(2));
        assert_eq!(wait(1, 503, Some("Sun, 06 Nov 1990 08:49:37 GMT")), Some(PAUSES[0]));
        assert_eq!(wait(1, 503, Some("soon")), Some(PAUSES[0]));
    }

    #[test]
    fn too_much_patience_is_refused() {
        for after in ["4", "86400", "18446744073709551615", "Sun, 06 Nov 2050 08:49:37 GMT"] {
            let refused = pause(1, &heard(429, Some(after)), Repeat::Harmless, 784_111_775_000);
            assert!(matches!(refused, Err(Failure::AskedToWait(_))), "{after}");
        }
    }
}
