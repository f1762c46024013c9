//! Durations as people write them: `500ms`, `35s`, `3m`, `1h`.

use std::time::Duration;

/// What a good duration looks like, for error texts.
pub(crate) const EXPECTED: &str = "a number with a unit, such as `500ms`, `35s`, `3m` or `1h`";

/// The longest that anybody may mean: a day.
const LONGEST: Duration = Duration::from_hours(24);

/// Units by their name, in milliseconds. `ms` stands before `s` and `m`, whose letters it shares.
const UNITS: &[(&str, u64)] = &[("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

/// Reads a duration.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    read(text).ok_or_else(|| format!("expected {EXPECTED}"))
}

fn read(text: &str) -> Option<Duration> {
    let (number, factor) =
        UNITS.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let milliseconds = number.parse::<u64>().ok()?.checked_mul(*factor)?;
    Some(Duration::from_millis(milliseconds)).filter(|duration| *duration <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_read() {
        let rows = [("0s", 0), ("500ms", 500), ("35s", 35_000), ("3m", 180_000), ("1h", 3_600_000)];
        for (text, milliseconds) in rows {
            assert_eq!(parse(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_told_what_a_duration_looks_like() {
        for text in
            ["", "35", "s", "-1s", "+1s", "1.5s", "1 s", "3 minutes", "25h", "99999999999999999999s", "½h"]
        {
            assert_eq!(parse(text), Err(format!("expected {EXPECTED}")), "{text}");
        }
    }
}
