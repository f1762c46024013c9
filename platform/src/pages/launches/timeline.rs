//! The timeline of a launch: when each hop began, how long it took, and how long nobody spoke to the platform.

use serde::Serialize;

use super::diagram::pause;
use super::hop::Hop;

/// The narrowest bar, in per cent of the width.
const NARROWEST: f64 = 0.6;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Timeline {
    /// From the first hop to the end of the last, in words.
    pub(crate) whole: String,
    pub(crate) rows: Vec<Row>,
}

/// One hop, or one that nobody saw.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Counts from 1, as the hops are listed.
    pub(crate) number: usize,
    pub(crate) title: String,
    pub(crate) side: &'static str,
    /// After the first hop.
    pub(crate) began: Option<String>,
    pub(crate) took: Option<String>,
    /// How long nothing came before this one, where that is long enough to tell.
    pub(crate) gap: Option<String>,
    /// Per cent of the width.
    pub(crate) bar: Option<Bar>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) x: String,
    pub(crate) width: String,
}

impl Timeline {
    pub(crate) fn new(hops: &[Hop]) -> Self {
        let own: Vec<&Hop> = hops.iter().filter(|hop| !hop.afterwards).collect();
        let first = own.iter().filter_map(|hop| hop.began_ms).min();
        let last = own.iter().filter_map(|hop| hop.ended_ms()).max();
        let (Some(first), Some(last)) = (first, last) else { return Self::default() };
        let whole = (last - first).max(1);
        let mut ended = first;
        let row = |(at, hop): (usize, &&Hop)| {
            let gap = hop.began_ms.map(|began| began - ended).filter(|gap| *gap >= 10);
            ended = hop.ended_ms().map_or(ended, |end| end.max(ended));
            Row {
                number: at + 1,
                title: hop.title.clone(),
                side: hop.from,
                began: hop.began_ms.map(|began| format!("+{}", told(began - first))),
                took: hop.took_ms.map(milliseconds),
                gap: gap.map(told),
                bar: hop.began_ms.map(|began| bar(began - first, hop.took_ms.unwrap_or_default(), whole)),
            }
        };
        let rows = own.iter().enumerate().map(row).collect();
        Self { whole: told(whole), rows }
    }
}

/// Milliseconds while they are few, then seconds and more.
fn told(ms: i64) -> String {
    if ms < 1_000 { format!("{ms} ms") } else { pause(ms) }
}

fn milliseconds(ms: f64) -> String {
    if ms < 10.0 { format!("{ms:.1} ms") } else { told(whole_ms(ms)) }
}

/// Rounded; a duration is never longer than the platform runs.
pub(super) fn whole_ms(ms: f64) -> i64 {
    std::time::Duration::try_from_secs_f64(ms / 1_000.0)
        .map_or(0, |took| i64::try_from(took.as_millis()).unwrap_or(i64::MAX))
}

fn bar(began: i64, took: f64, whole: i64) -> Bar {
    let part = |ms: f64| (ms / as_float(whole) * 100.0).clamp(0.0, 100.0);
    let width = part(took).max(NARROWEST);
    let x = part(as_float(began)).min(100.0 - width);
    Bar { x: format!("{x:.2}%"), width: format!("{width:.2}%") }
}

/// A number of milliseconds for drawing; what is lost beyond 52 bits no screen shows.
fn as_float(ms: i64) -> f64 {
    f64::from(i32::try_from(ms).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_stays_within_the_width_however_short_or_late() {
        let early = bar(0, 0.2, 1_000);
        assert_eq!((early.x.as_str(), early.width.as_str()), ("0.00%", "0.60%"));
        let late = bar(1_000, 0.0, 1_000);
        assert_eq!(late.x, "99.40%");
        assert_eq!(bar(250, 500.0, 1_000).width, "50.00%");
    }

    #[test]
    fn hops_are_told_after_the_first_with_the_gaps_between() {
        let hops = crate::pages::launches::story::samples::full().hops;
        let timeline = Timeline::new(&hops);
        let rows = &timeline.rows;
        assert_eq!(rows[0].began.as_deref(), Some("+0 ms"));
        assert_eq!(rows[1].began, None);
        assert!(rows.iter().any(|row| row.gap.is_some()));
    }

    #[test]
    fn a_launch_of_which_nothing_was_seen_has_no_timeline() {
        assert!(Timeline::new(&[]).rows.is_empty());
    }
}
