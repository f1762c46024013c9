//! When a link can be opened and work handed in: the rules of a period, and what holds at a moment.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::content::Period;
use super::edge::Invalid;

/// What a period says about a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    Open,
    /// It begins then.
    NotYet(Timestamp),
    /// It ended then.
    Over(Timestamp),
}

impl Period {
    /// A period with a beginning, an end or both (DL-059); nothing at all is no period.
    pub(crate) fn parse(
        field: &'static str,
        start: Option<String>,
        end: Option<String>,
    ) -> Result<Option<Self>, Invalid> {
        for text in [&start, &end].into_iter().flatten() {
            if moment(text).is_none() {
                return Err(Invalid::new(
                    field,
                    "a moment in ISO 8601, such as `2026-01-31T08:00:00Z`",
                    text,
                ));
            }
        }
        let both = start.as_deref().and_then(moment).zip(end.as_deref().and_then(moment));
        match (both, &end) {
            (Some((from, to)), Some(text)) if from > to => {
                Err(Invalid::new(field, "an end that is not before the start", text))
            }
            _ => {
                Ok(Some(Self { start, end }).filter(|period| period.start.is_some() || period.end.is_some()))
            }
        }
    }

    /// Whether it holds at this moment. What cannot be read as a moment closes nothing.
    pub(crate) fn opening(&self, now: Timestamp) -> Opening {
        let (start, end) = (self.start.as_deref().and_then(moment), self.end.as_deref().and_then(moment));
        match (start, end) {
            (Some(start), _) if now < start => Opening::NotYet(start),
            (_, Some(end)) if now >= end => Opening::Over(end),
            _ => Opening::Open,
        }
    }
}

/// A moment as tools write it; one without a zone is read as UTC, since nothing says whose clock is meant.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    if text.contains(' ') {
        return None;
    }
    let wall = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
    text.parse().ok().or_else(|| Some(wall()?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, end: &str) -> Result<Option<Period>, Invalid> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Period::parse("available", some(start), some(end))
    }

    #[test]
    fn a_period_is_closed_before_its_start_and_from_its_end_on() {
        let exam = period("2026-01-31T08:00:00Z", "2026-01-31T10:00:00+01:00").unwrap().unwrap();
        let at = |text: &str| exam.opening(moment(text).unwrap());
        let start = moment("2026-01-31T08:00:00Z").unwrap();
        assert_eq!(at("2026-01-31T07:59:59Z"), Opening::NotYet(start));
        assert_eq!(at("2026-01-31T08:00:00"), Opening::Open);
        assert_eq!(at("2026-01-31T09:00:00Z"), Opening::Over(moment("2026-01-31T09:00:00Z").unwrap()));
    }

    #[test]
    fn an_open_side_and_an_unreadable_moment_close_nothing() {
        let now = moment("2026-01-31T08:00:00Z").unwrap();
        for (start, end) in [("2020-01-01T00:00:00Z", ""), ("", "2030-01-01T00:00:00")] {
            assert_eq!(period(start, end).unwrap().unwrap().opening(now), Opening::Open);
        }
        let odd = Period { start: Some("soon".into()), end: Some("2026-01-31 08:00".into()) };
        assert_eq!(odd.opening(now), Opening::Open);
    }

    #[test]
    fn what_is_no_moment_or_ends_before_it_starts_is_refused() {
        assert_eq!(period("", "").unwrap(), None);
        for (start, end) in [("soon", ""), ("", "31.1.2026"), ("2026-01-02", "2026-01-01T08:00:00Z")] {
            assert_eq!(period(start, end).unwrap_err().field, "available", "{start} {end}");
        }
    }
}
