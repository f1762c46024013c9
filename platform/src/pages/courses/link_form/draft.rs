//! A link as it stands in its form.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::domain::content::{Period, Size, Window};
use crate::domain::edge::quoted;
use crate::domain::link::{Link, NewLink};
use crate::domain::period::moment;
use crate::pages::parts::Field;
use crate::pages::seen::Differs;
use crate::pages::typed::{Typed, Wrong, explain, keep, pairs, pairs_as_lines, some};

/// The fields of the form by what people call them.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("tool", "Tool"),
    ("title", "Title"),
    ("text", "Text"),
    ("url", "URL"),
    ("custom", "Custom parameters"),
    ("available_start", "Opens"),
    ("available_end", "Closes"),
    ("submission_start", "Work can be handed in from"),
    ("submission_end", "Work can be handed in until"),
    ("points", "Points"),
    ("iframe_width", "Width of the frame"),
    ("iframe_height", "Height of the frame"),
    ("window_width", "Width of the window"),
    ("window_height", "Height of the window"),
    ("window_name", "Name of the window"),
    ("window_features", "Features of the window"),
];

/// The largest side of a frame or window, in pixels.
const LARGEST: u32 = 10_000;

/// What was typed, by field.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft(BTreeMap<&'static str, String>);

impl From<&Typed> for Draft {
    fn from(typed: &Typed) -> Self {
        Self(LABELS.iter().map(|&(name, _)| (name, typed.first(name).to_owned())).collect())
    }
}

impl From<&Link> for Draft {
    fn from(link: &Link) -> Self {
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let side = |value: Option<u32>| value.map(|pixels| pixels.to_string()).unwrap_or_default();
        let (frame, window) = (link.iframe.unwrap_or_default(), link.window.clone().unwrap_or_default());
        let (open, due) = (link.available.as_ref(), link.submission.as_ref());
        Self(BTreeMap::from([
            ("title", text(link.title.as_ref())),
            ("text", text(link.description.as_ref())),
            ("url", link.url.as_str().to_owned()),
            ("custom", pairs_as_lines(&link.custom)),
            ("available_start", shown(open.and_then(|period| period.start.as_ref()))),
            ("available_end", shown(open.and_then(|period| period.end.as_ref()))),
            ("submission_start", shown(due.and_then(|period| period.start.as_ref()))),
            ("submission_end", shown(due.and_then(|period| period.end.as_ref()))),
            ("iframe_width", side(frame.width)),
            ("iframe_height", side(frame.height)),
            ("window_width", side(window.size.width)),
            ("window_height", side(window.size.height)),
            ("window_name", text(window.target_name.as_ref())),
            ("window_features", text(window.features.as_ref())),
        ]))
    }
}

/// A stored moment as the field shows it: in UTC, to the minute where it has no seconds.
fn shown(stored: Option<&String>) -> String {
    let Some(text) = stored else { return String::new() };
    let Some(at) = moment(text) else { return text.clone() };
    let wall = at.to_zoned(TimeZone::UTC).datetime();
    let format = if wall.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    wall.strftime(format).to_string()
}

/// A typed moment as it is stored: UTC, unless it brings a zone of its own.
fn when(typed: &str, before: Option<&String>) -> Result<Option<String>, String> {
    let Some(text) = some(typed) else { return Ok(None) };
    // What was not touched stays as its tool wrote it.
    if let Some(before) = before.filter(|before| shown(Some(before)) == text) {
        return Ok(Some(before.clone()));
    }
    if let Ok(wall) = text.parse::<DateTime>()
        && !text.ends_with('Z')
        && !has_offset(&text)
    {
        return Ok(Some(wall.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()));
    }
    let expected = "Expected a moment in UTC such as `2026-01-31T08:00`, or one with a zone of its own";
    moment(&text).map(|_| Some(text.clone())).ok_or_else(|| format!("{expected}, got {}.", quoted(&text)))
}

fn has_offset(text: &str) -> bool {
    text.split_once(['T', ' ']).is_some_and(|(_, time)| time.contains(['+', '-']))
}

impl Draft {
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Every field with what stands in it and what is wrong with it.
    pub(super) fn fields(&self, wrong: &Wrong) -> BTreeMap<&'static str, Field> {
        let field =
            |name: &'static str| Field { value: self.get(name).to_owned(), error: wrong.get(name).cloned() };
        LABELS.iter().map(|&(name, _)| (name, field(name))).collect()
    }

    /// Every field of two drafts, side by side.
    pub(super) fn differences(&self, typed: &Self) -> Vec<Differs> {
        let differs =
            |&(name, label): &(&str, &'static str)| Differs::new(label, self.get(name), typed.get(name));
        LABELS.iter().filter(|(name, _)| !["tool", "points"].contains(name)).map(differs).collect()
    }

    /// The link that is asked for, in this course, opened with this deployment of a tool.
    pub(super) fn check(
        &self,
        course: &str,
        (client_id, deployment): (&str, &str),
        before: Option<&Link>,
    ) -> Result<NewLink, Wrong> {
        let mut wrong = Wrong::new();
        let custom = keep(&mut wrong, "custom", pairs(self.get("custom"))).unwrap_or_default();
        let available = self.period(&mut wrong, OPEN, before.and_then(|link| link.available.as_ref()));
        let submission = self.period(&mut wrong, DUE, before.and_then(|link| link.submission.as_ref()));
        let iframe = self.size(&mut wrong, "iframe_width", "iframe_height");
        let window = self.window(&mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewLink {
            id: before.map(|link| link.id.to_string()),
            description: some(self.get("text")),
            deployment: Some(deployment.to_owned()),
            url: some(self.get("url")),
            custom,
            available,
            submission,
            iframe,
            window,
            ..NewLink::plain(course, client_id, some(self.get("title")))
        })
    }

    fn period(
        &self,
        wrong: &mut Wrong,
        [from, to]: [&'static str; 2],
        before: Option<&Period>,
    ) -> Option<Period> {
        let start = when(self.get(from), before.and_then(|period| period.start.as_ref()));
        let end = when(self.get(to), before.and_then(|period| period.end.as_ref()));
        let (start, end) = (keep(wrong, from, start).flatten(), keep(wrong, to, end).flatten());
        let period = Period::parse(to, start, end).map_err(|invalid| explain(&invalid));
        keep(wrong, to, period).flatten()
    }

    fn size(&self, wrong: &mut Wrong, width: &'static str, height: &'static str) -> Option<Size> {
        let size = Size { width: self.pixels(wrong, width), height: self.pixels(wrong, height) };
        (size != Size::default()).then_some(size)
    }

    fn pixels(&self, wrong: &mut Wrong, name: &'static str) -> Option<u32> {
        let text = some(self.get(name))?;
        let pixels = text.parse().ok().filter(|pixels| (1..=LARGEST).contains(pixels));
        let expected = format!("Expected a number of pixels from 1 to {LARGEST}, got {}.", quoted(&text));
        keep(wrong, name, pixels.ok_or(expected))
    }

    fn window(&self, wrong: &mut Wrong) -> Option<Window> {
        let window = Window {
            target_name: some(self.get("window_name")),
            size: self.size(wrong, "window_width", "window_height").unwrap_or_default(),
            features: some(self.get("window_features")),
        };
        (window != Window::default()).then_some(window)
    }

    /// The maximum of the column that comes with the link, if one is wanted.
    pub(super) fn points(&self) -> Result<Option<f64>, Wrong> {
        let Some(text) = some(self.get("points")) else { return Ok(None) };
        let points = text.parse().ok().filter(|points: &f64| points.is_finite() && *points > 0.0);
        let expected = format!("Expected a number above 0, got {}.", quoted(&text));
        points.map(Some).ok_or_else(|| Wrong::from([("points", expected)]))
    }
}

const OPEN: [&str; 2] = ["available_start", "available_end"];
const DUE: [&str; 2] = ["submission_start", "submission_end"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str) -> Result<NewLink, Wrong> {
        Draft::from(&Typed::parse(body.as_bytes())).check("c", ("t", "1"), None)
    }

    #[test]
    fn moments_are_typed_in_utc_or_with_a_zone_of_their_own() {
        let link = check("available_start=2026-01-31T08:00&available_end=2026-01-31 09:30:15").unwrap();
        let open = link.available.unwrap();
        assert_eq!(open.start.as_deref(), Some("2026-01-31T08:00:00Z"));
        assert_eq!(open.end.as_deref(), Some("2026-01-31T09:30:15Z"));
        let link = check("submission_end=2026-01-31T08:00:00%2B02:00").unwrap();
        assert_eq!(link.submission.unwrap().end.as_deref(), Some("2026-01-31T08:00:00+02:00"));
        assert_eq!(check("").unwrap().available, None);
    }

    #[test]
    fn a_moment_that_nobody_touched_stays_as_its_tool_wrote_it() {
        let stored = "2026-01-31T08:00:00.000+02:00".to_owned();
        let typed = shown(Some(&stored));
        assert_eq!(typed, "2026-01-31T06:00");
        assert_eq!(when(&typed, Some(&stored)), Ok(Some(stored)));
    }

    #[test]
    fn what_is_wrong_is_told_beside_its_field() {
        let wrong = check(
            "available_start=soon&submission_start=2026-02-01T00:00&submission_end=2026-01-01T00:00\
             &iframe_width=0&window_height=wide&custom=oops",
        )
        .unwrap_err();
        let named: Vec<&str> = wrong.keys().copied().collect();
        assert_eq!(named, ["available_start", "custom", "iframe_width", "submission_end", "window_height"]);
    }

    #[test]
    fn points_are_above_nothing() {
        let points = |text: &str| Draft(BTreeMap::from([("points", text.to_owned())])).points();
        assert_eq!(points(" "), Ok(None));
        assert_eq!(points("7.5"), Ok(Some(7.5)));
        assert!(points("0").is_err() && points("inf").is_err() && points("ten").is_err());
    }
}
