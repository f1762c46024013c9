//! The forgiving date of the `Expires` attribute (RFC 6265bis 5.1.1).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[derive(Default)]
struct Found {
    time: Option<(i8, i8, i8)>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

/// Reads a date as browsers do; `None` if some part is missing or impossible.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let mut found = Found::default();
    text.split(is_delimiter).filter(|token| !token.is_empty()).for_each(|token| found.take(token));
    let (hour, minute, second) = found.time?;
    let year = found.year.filter(|year| *year >= 1601)?;
    let date = DateTime::new(year, found.month?, found.day?, hour, minute, second, 0).ok()?;
    TimeZone::UTC.to_timestamp(date).ok()
}

impl Found {
    /// Gives the token to the first part that is still missing and that it fits.
    fn take(&mut self, token: &str) {
        if self.time.is_none() && token.contains(':') {
            self.time = time(token);
            if self.time.is_some() {
                return;
            }
        }
        if self.day.is_none() && self.set_day(token) {
            return;
        }
        if self.month.is_none() {
            self.month = month(token);
            if self.month.is_some() {
                return;
            }
        }
        if self.year.is_none() {
            self.year = year(token);
        }
    }

    fn set_day(&mut self, token: &str) -> bool {
        self.day = number(token, 1, 2).and_then(|day| i8::try_from(day).ok());
        self.day.is_some()
    }
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '\t' | '\u{20}'..='\u{2f}' | '\u{3b}'..='\u{40}' | '\u{5b}'..='\u{60}' | '\u{7b}'..='\u{7e}')
}

/// Leading digits, as many as allowed, followed by nothing or by something that is no digit.
fn number(token: &str, least: usize, most: usize) -> Option<i16> {
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    if !(least..=most).contains(&digits) {
        return None;
    }
    token.get(..digits)?.parse().ok()
}

fn time(token: &str) -> Option<(i8, i8, i8)> {
    let mut parts = token.splitn(3, ':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2 && !part.starts_with('+'));
    let second = number(second, 1, 2).and_then(|second| i8::try_from(second).ok())?;
    Some((whole(hour)?, whole(minute)?, second))
}

fn month(token: &str) -> Option<i8> {
    let name = token.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == name)?;
    i8::try_from(index + 1).ok()
}

fn year(token: &str) -> Option<i16> {
    let year = number(token, 2, 4)?;
    Some(match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_are_read_in_every_common_form() {
        for (text, expected) in [
            ("Wed, 21 Oct 2015 07:28:00 GMT", "2015-10-21T07:28:00Z"),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", "2015-10-21T07:28:00Z"),
            ("Wed Oct 21 07:28:00 2015", "2015-10-21T07:28:00Z"),
            ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
            ("Wed, 21 October 2015 7:28:0 GMT", "2015-10-21T07:28:00Z"),
            ("21 Oct 70 07:28:00", "1970-10-21T07:28:00Z"),
            ("21 Oct 69 07:28:00", "2069-10-21T07:28:00Z"),
            ("2015 Oct 21 07:28:00x", "2015-10-21T07:28:00Z"),
        ] {
            assert_eq!(parse(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn impossible_and_incomplete_dates_are_none() {
        for text in [
            "",
            "tomorrow",
            "Wed, 31 Feb 2015 07:28:00 GMT",
            "Wed, 21 Oct 2015",
            "Wed, 21 Oct 2015 25:00:00 GMT",
            "Wed, 21 Oct 1600 07:28:00 GMT",
            "21 Oct 2015 7::0",
            "é:é:é ÄÖÜ 99999999999999999999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
