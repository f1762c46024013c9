//! A moment as tools write it: ISO 8601 with a zone, compared to the last digit.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Nothing that is meant as a moment is longer.
const LONGEST: usize = 80;

/// What `jiff` keeps of a fraction.
const NANOSECONDS: usize = 9;

/// Makes every second that `jiff` knows a positive number of twelve digits.
const SHIFT: i64 = 400_000_000_000;

/// A moment, kept as it was written. Two spellings of one moment are equal by [`Moment::key`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Moment {
    text: String,
    key: String,
}

impl Moment {
    /// Reads a moment with a zone designator: `Z`, or an offset such as `+01:00`, `+0100` or `+01` (AGS-064).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // An annotation such as `[Europe/Paris]` is of another standard, and so is a space for the `T`.
        if text.len() > LONGEST || text.contains([' ', '[']) {
            return None;
        }
        let (short, beyond) = cut(text);
        let moment: Timestamp = short.parse().ok()?;
        Some(Self { text: text.to_owned(), key: key(moment, &beyond) })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Text that sorts as moments do, however many digits their fractions have.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Whether this is later than another, to the last digit.
    pub(crate) fn is_after(&self, other: &Self) -> bool {
        self.key > other.key
    }

    /// Whether there is a fraction of seconds, as AGS-064 asks for.
    pub(crate) fn has_fraction(&self) -> bool {
        fraction(&self.text).is_some_and(|(start, end)| end > start)
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no moment with a zone"))
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.text
    }
}

/// Where the digits of the fraction start and end.
fn fraction(text: &str) -> Option<(usize, usize)> {
    let start = text.find(['.', ','])? + 1;
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    Some((start, start + digits))
}

/// The text with at most nine digits of fraction, and the digits beyond.
fn cut(text: &str) -> (String, String) {
    match fraction(text) {
        Some((start, end)) if end - start > NANOSECONDS => {
            let kept = start + NANOSECONDS;
            (format!("{}{}", &text[..kept], &text[end..]), text[kept..end].to_owned())
        }
        _ => (text.to_owned(), String::new()),
    }
}

fn key(moment: Timestamp, beyond: &str) -> String {
    // Before 1970 both parts are negative; the key counts up from the second before.
    let (second, nanosecond) = match moment.subsec_nanosecond() {
        part @ ..0 => (moment.as_second() - 1, part + 1_000_000_000),
        part => (moment.as_second(), part),
    };
    format!("{:012}{nanosecond:09}{}", second + SHIFT, beyond.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(text: &str) -> String {
        Moment::parse(text).unwrap_or_else(|| panic!("{text}")).key
    }

    #[test]
    fn every_zone_designator_is_read_and_none_is_not_enough() {
        let same = [
            "2025-11-24T16:05:12.101Z",
            "2025-11-24T16:05:12.101+00:00",
            "2025-11-24T16:05:12.101+00",
            "2025-11-24T17:35:12.1010+01:30",
            "2025-11-24T15:05:12,101-0100",
            "2025-11-24T16:05:12.10100000000000Z",
        ];
        for text in same {
            assert_eq!(key_of(text), key_of(same[0]), "{text}");
        }
        for bad in [
            "2025-11-24T16:05:12.101",
            "2025-11-24",
            "24.11.2025 16:05",
            "2025-11-24 16:05:12Z",
            "2025-11-24T16:05:12Z[UTC]",
            "2025-13-24T16:05:12Z",
            "2025-11-24T25:05:12Z",
            "1764000000",
            "2025-11-24T16:05:12.Z",
            "soon",
            "",
            "2025-11-24T16:05:12.é",
        ] {
            assert!(Moment::parse(bad).is_none(), "{bad}");
        }
        assert!(Moment::parse(&format!("2025-11-24T16:05:12.{}Z", "1".repeat(100))).is_none());
    }

    #[test]
    fn moments_are_told_apart_to_the_last_digit_and_in_every_century() {
        let rising = [
            "-009998-01-01T00:00:00Z",
            "1969-12-31T23:59:58.5Z",
            "1969-12-31T23:59:59.25Z",
            "1970-01-01T00:00:00Z",
            "2025-11-24T16:05:12Z",
            "2025-11-24T16:05:12.123456789Z",
            "2025-11-24T16:05:12.12345678900001Z",
            "2025-11-24T16:05:12.1234567891Z",
            "2025-11-24T16:05:12.12345679Z",
            "2025-11-24T17:00:00+00:30",
            "9999-12-30T22:00:00Z",
        ];
        for pair in rising.windows(2) {
            assert!(key_of(pair[0]) < key_of(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_fraction_is_seen_in_either_spelling() {
        for (text, has) in [
            ("2025-11-24T16:05:12.1Z", true),
            ("2025-11-24T16:05:12,1Z", true),
            ("2025-11-24T16:05:12Z", false),
        ] {
            assert_eq!(Moment::parse(text).unwrap().has_fraction(), has, "{text}");
        }
    }
}
