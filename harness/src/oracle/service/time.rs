//! Points in time as AGS wants them written: ISO 8601 with a zone.

use std::sync::LazyLock;

use jiff::Timestamp;
use regex::{Captures, Regex};

/// Date, time and zone, in the extended or the basic format of ISO 8601.
static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let date = r"(\d{4})-?(\d{2})-?(\d{2})";
    let time = r"(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?(?:[.,](\d+))?";
    Regex::new(&format!("^{date}T{time}(Z|([+-]\\d{{2}})(?::?(\\d{{2}}))?)?$")).ok()
});

/// A point in time, as a tool wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) at: Timestamp,
    /// Whether it tells parts of a second.
    pub(super) is_fine: bool,
}

/// Reads a point in time; the error says what it lacks.
pub(super) fn point(text: &str) -> Result<Point, &'static str> {
    let read = FORM.as_ref().and_then(|form| form.captures(text)).ok_or("it is not ISO 8601")?;
    if read.get(8).is_none() {
        return Err("it names no zone");
    }
    let at = instant(&read).ok_or("there is no such time")?;
    Ok(Point { at, is_fine: read.get(7).is_some() })
}

fn instant(read: &Captures<'_>) -> Option<Timestamp> {
    let part = |group: usize, missing: &'static str| read.get(group).map_or(missing, |found| found.as_str());
    let fraction: String = part(7, "0").chars().take(9).collect();
    let zone = match part(9, "") {
        "" => "Z".to_owned(),
        hours => format!("{hours}:{}", part(10, "00")),
    };
    let date = format!("{}-{}-{}", part(1, ""), part(2, ""), part(3, ""));
    let time = format!("{}:{}:{}.{fraction}", part(4, ""), part(5, "00"), part(6, "00"));
    format!("{date}T{time}{zone}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_zones_and_precisions() {
        let first = point("2025-11-24T16:05:12.101Z").unwrap();
        for same in [
            "2025-11-24T18:05:12.101+02:00",
            "2025-11-24T16:05:12.101+00",
            "2025-11-24T16:05:12,101000-00:00",
            "2025-11-24T21:35:12.101000000000+0530",
            "20251124T160512.101Z",
        ] {
            assert_eq!(point(same), Ok(first), "{same}");
        }
        assert!(!point("2025-11-24T16:05:12Z").unwrap().is_fine);
        assert!(point("2025-11-24T16:05Z").is_ok());
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (text, why) in [
            ("2025-11-24T16:05:12.101", "it names no zone"),
            ("2025-11-24 16:05:12.101Z", "it is not ISO 8601"),
            ("1764000000", "it is not ISO 8601"),
            ("Mon, 24 Nov 2025 16:05:12 GMT", "it is not ISO 8601"),
            ("2025-02-30T16:05:12.101Z", "there is no such time"),
            ("2025-11-24T25:05:12.101Z", "there is no such time"),
            ("", "it is not ISO 8601"),
        ] {
            assert_eq!(point(text), Err(why), "{text}");
        }
    }
}
