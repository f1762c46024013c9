//! Dates in what goes to the platform.

use jiff::Timestamp;

/// ISO 8601 with milliseconds, in UTC (AGS-037, AGS-064); `millis` since 1970.
pub(crate) fn of(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis).unwrap_or_default();
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_milliseconds_and_a_zone() {
        assert_eq!(of(1_764_000_312_101), "2025-11-24T16:05:12.101Z");
        assert_eq!(of(1_764_000_312_000), "2025-11-24T16:05:12.000Z");
        assert_eq!(of(i64::MAX), "1970-01-01T00:00:00.000Z");
    }
}
