//! Moments in ISO 8601, with an offset or without.

/// A moment as it can be compared: exact where it has an offset, else by the clock on the wall.
pub(super) enum Moment {
    Exact(jiff::Timestamp),
    Wall(jiff::civil::DateTime),
}

pub(super) fn moment(text: &str) -> Option<Moment> {
    if text.contains(' ') {
        return None;
    }
    let exact = text.parse().ok().map(Moment::Exact);
    exact.or_else(|| text.parse().ok().map(Moment::Wall))
}

pub(super) fn is_backward(start: Option<&str>, end: Option<&str>) -> bool {
    let both = start.and_then(moment).zip(end.and_then(moment));
    match both {
        Some((Moment::Exact(start), Moment::Exact(end))) => start > end,
        Some((Moment::Wall(start), Moment::Wall(end))) => start > end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_compared_by_time_and_else_by_the_clock_on_the_wall() {
        for (start, end, backward) in [
            ("2026-01-01T08:00:00Z", "2026-01-01T08:30:00+01:00", true),
            ("2026-01-01T08:00:00", "2026-01-02", false),
            ("2026-01-01T08:00:00Z", "2025-01-01T08:00:00", false),
            ("soon", "never", false),
        ] {
            assert_eq!(is_backward(Some(start), Some(end)), backward, "{start} {end}");
        }
        assert!(moment("2026-01-01 08:00:00").is_none());
    }
}
