//! Dates in what goes to the platform.

use std::time::SystemTime;

use jiff::Timestamp;

/// ISO 8601 with milliseconds, in UTC (AGS-037, AGS-064); `millis` since 1970.
pub(crate) fn of_millis(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis).unwrap_or_default();
    format!("{time:.3}")
}

/// The same of a time of the machine; one that no calendar has is the end of all times.
pub(crate) fn of(time: SystemTime) -> String {
    format!("{:.3}", Timestamp::try_from(time).unwrap_or(Timestamp::MAX))
}

/// A date that a platform wrote.
pub(super) fn read(text: &str) -> Option<SystemTime> {
    text.trim().parse::<Timestamp>().ok().map(SystemTime::from)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn a_date_has_milliseconds_and_a_zone() {
        assert_eq!(of_millis(1_764_000_312_101), "2025-11-24T16:05:12.101Z");
        assert_eq!(of_millis(1_764_000_312_000), "2025-11-24T16:05:12.000Z");
        assert_eq!(of_millis(i64::MAX), "1970-01-01T00:00:00.000Z");
        assert_eq!(of(UNIX_EPOCH + Duration::from_millis(1_764_000_312_101)), "2025-11-24T16:05:12.101Z");
    }

    #[test]
    fn a_date_is_read_in_any_zone() {
        let expected = Some(UNIX_EPOCH + Duration::from_secs(1_764_000_312));
        for text in ["2025-11-24T16:05:12Z", "2025-11-24T17:05:12.000+01:00", " 2025-11-24T16:05:12+00:00 "] {
            assert_eq!(read(text), expected, "{text}");
        }
        for text in ["", "2025-11-24T16:05:12", "tomorrow"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
