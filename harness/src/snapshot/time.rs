//! Times as seconds from now, so that two runs write the same.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// A time so far away that it was written by hand is shown as it is.
const FAR: i64 = 366 * 24 * 60 * 60;

/// What counts as the same moment: a token may be made a little before the answer that carries it.
const NEAR: i64 = 7;

/// What `now` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Now {
    second: i64,
    /// Whether it is known to the second.
    exact: bool,
    /// Whether a minute more or less is the same.
    rough: bool,
}

/// A tool may tell when something began that has taken a while.
const WHILE: i64 = 60;

impl Now {
    /// Around this second.
    pub(super) fn around(second: i64) -> Self {
        Self { second, exact: false, rough: false }
    }

    /// The time that a token gives itself, if it was made about now; then the others follow from it to the second.
    #[must_use]
    pub(super) fn at_issue(self, issued: Option<i64>) -> Self {
        match issued {
            Some(second) if (second.saturating_sub(self.second)).abs() <= NEAR => {
                Self { second, exact: true, rough: false }
            }
            _ => self,
        }
    }

    /// The same where a minute more or less tells nothing.
    #[must_use]
    pub(super) fn roughly(self) -> Self {
        Self { rough: true, ..self }
    }

    /// The time as `now`, `now+300` or `now-60`.
    pub(super) fn tell(self, time: i64) -> String {
        self.away(time).unwrap_or_else(|| time.to_string())
    }

    /// A time that is written as in `2026-11-22T10:00:00Z`, likewise; nothing for any other text.
    pub(super) fn tell_written(self, text: &str) -> Option<String> {
        let time: Timestamp = text.parse().ok()?;
        self.away(time.as_second())
    }

    fn away(self, time: i64) -> Option<String> {
        let away = time.saturating_sub(self.second);
        if away.saturating_abs() > FAR {
            return None;
        }
        if self.rough && away.saturating_abs() <= WHILE {
            return Some("now".to_owned());
        }
        let slack = if self.exact { 1 } else { 2 };
        Some(match to_five(away, slack) {
            0 => "now".to_owned(),
            away => format!("now{away:+}"),
        })
    }
}

/// Whoever made the time looked at a clock a little earlier or later than whoever said what time it is.
fn to_five(seconds: i64, slack: i64) -> i64 {
    let near = (seconds + seconds.signum() * slack) / 5 * 5;
    if (near - seconds).abs() <= slack { near } else { seconds }
}

/// A time as HTTP headers and cookies write it.
pub(super) fn read_http(text: &str) -> Option<i64> {
    let text = text.trim();
    let (day, rest) = text.split_once(", ")?;
    // Older servers write `22-Nov-2026`.
    let spaced = format!("{day}, {}", rest.replace('-', " "));
    let read: Timestamp = DateTimeParser::new().parse_timestamp(&spaced).ok()?;
    Some(read.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_the_moment_of_issue() {
        let now = Now::around(1_000_000).at_issue(Some(999_998));
        let told = [999_998, 1_000_298, 1_000_299, 999_995, 1_000_060].map(|time| now.tell(time));
        assert_eq!(told, ["now", "now+300", "now+300", "now-3", "now+62"]);
        assert_eq!(now.tell_written("1970-01-12T14:46:38Z").as_deref(), Some("now+3600"));
        assert_eq!(now.tell_written("1970-01-12T15:46:38+01:00").as_deref(), Some("now+3600"));
        assert_eq!(now.tell_written("2026-11-22T10:00:00Z"), None);
        assert_eq!(now.tell_written("12"), None);
    }

    #[test]
    fn without_a_moment_of_issue_times_are_told_to_five_seconds() {
        let now = Now::around(1_000_000).at_issue(Some(1_000_010));
        let told = [999_998, 1_000_002, 1_000_009, 1_000_299, 999_400, 1_086_401].map(|time| now.tell(time));
        assert_eq!(told, ["now", "now", "now+10", "now+300", "now-600", "now+86400"]);
    }

    #[test]
    fn a_time_of_another_age_is_shown_as_it_is() {
        assert_eq!(Now::around(1_795_314_478).tell(22_222), "22222");
        assert_eq!(Now::around(0).tell(i64::MIN), i64::MIN.to_string());
    }

    #[test]
    fn http_dates_are_read_in_both_spellings() {
        assert_eq!(read_http("Thu, 01 Jan 1970 00:00:10 GMT"), Some(10));
        assert_eq!(read_http("Thu, 01-Jan-1970 00:00:10 GMT"), Some(10));
        assert_eq!(read_http("never"), None);
    }
}
