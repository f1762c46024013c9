//! The small values that many pages show; their templates are in `templates/parts.html`.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;

use super::typed::Typed;

/// One of the four states: an icon and a word each, never colour alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    kind: &'static str,
    icon: &'static str,
    word: Cow<'static, str>,
}

impl Mark {
    pub(crate) fn passed(word: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: "passed", icon: "✓", word: word.into() }
    }

    pub(crate) fn failed(word: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: "failed", icon: "✕", word: word.into() }
    }

    pub(crate) fn warned(word: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: "warned", icon: "!", word: word.into() }
    }

    /// Not judged.
    pub(crate) fn open(word: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: "open", icon: "·", word: word.into() }
    }

    pub(crate) fn icon(&self) -> &'static str {
        self.icon
    }

    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// How an HTTP status looks in a list.
    pub(crate) fn status(status: u16) -> Self {
        let word = status.to_string();
        match status {
            0..=99 => Self::open("no answer"),
            100..=399 => Self::passed(word),
            400..=499 => Self::warned(word),
            _ => Self::failed(word),
        }
    }
}

/// A moment: exact for machines and on hover, relative for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct When {
    exact: String,
    ago: String,
}

impl When {
    pub(crate) fn new(at: Timestamp, now: Timestamp) -> Self {
        Self { exact: at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(), ago: ago(at, now) }
    }

    /// How long ago, in words.
    pub(crate) fn ago(&self) -> &str {
        &self.ago
    }
}

fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    match seconds {
        i64::MIN..=-1 => format!("in {}", span(-seconds)),
        0..=4 => "just now".to_owned(),
        _ => format!("{} ago", span(seconds)),
    }
}

/// A number of seconds in the largest unit that fits.
pub(crate) fn span(seconds: i64) -> String {
    match seconds {
        ..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds / 60),
        7_200..=172_799 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Links to the pages of a long list beside this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Pager {
    pub(crate) newer: Option<String>,
    pub(crate) older: Option<String>,
}

impl Pager {
    /// How many rows the query of a page leaves out.
    pub(crate) fn skip(query: &Typed) -> usize {
        query.first("skip").parse().unwrap_or(0)
    }

    /// The neighbours of a page that leaves out `skip` rows and found `found` of the `count + 1` that it asked for.
    pub(crate) fn by_skip(path: &str, skip: usize, count: usize, found: usize) -> Self {
        let at = |skip: usize| if skip == 0 { path.to_owned() } else { format!("{path}?skip={skip}") };
        Self::around(skip, count, found > count, at)
    }

    /// The neighbours of a page of `count` rows that leaves out `skip`, at the addresses that `at` makes of a skip.
    pub(crate) fn around(skip: usize, count: usize, more: bool, at: impl Fn(usize) -> String) -> Self {
        Self {
            newer: (skip > 0).then(|| at(skip.saturating_sub(count))),
            older: more.then(|| at(skip.saturating_add(count))),
        }
    }
}

/// What stands in an input, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Field {
    pub(crate) value: String,
    pub(crate) error: Option<String>,
}

impl From<&str> for Field {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned(), error: None }
    }
}

/// A wrong field, as the summary on top of a form lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    pub(crate) field: String,
    pub(crate) label: String,
    pub(crate) error: String,
}

/// A select box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) help: &'static str,
    pub(crate) options: Vec<Opt>,
    pub(crate) error: Option<String>,
}

/// One line of a select box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Opt {
    value: String,
    label: String,
    chosen: bool,
}

impl Choice {
    /// A select box with `(value, label)` rows, of which the chosen one is selected.
    pub(crate) fn new(
        name: &'static str,
        label: &'static str,
        help: &'static str,
        rows: &[(&str, &str)],
        chosen: &str,
    ) -> Self {
        let row = |&(value, label): &(&str, &str)| Opt {
            value: value.to_owned(),
            label: label.to_owned(),
            chosen: value == chosen,
        };
        Self { name, label, help, options: rows.iter().map(row).collect(), error: None }
    }
}

/// A request or an answer, as pages show it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Message {
    /// The start line, where there is one to show.
    pub(crate) line: Option<String>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
    /// That the body was cut, or what it was before it was laid out.
    pub(crate) body_note: Option<String>,
    /// The body as it came, where it was laid out for reading.
    pub(crate) raw: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn moments_are_told_in_the_largest_unit_that_fits() {
        let told = |seconds: i64| When::new(at(1_000_000), at(1_000_000 + seconds)).ago;
        assert_eq!(told(2), "just now");
        assert_eq!(told(90), "90 s ago");
        assert_eq!(told(180), "3 min ago");
        assert_eq!(told(7_300), "2 h ago");
        assert_eq!(told(200_000), "2 days ago");
        assert_eq!(told(-60), "in 60 s");
    }

    #[test]
    fn a_moment_is_exact_to_the_millisecond() {
        let when = When::new(Timestamp::from_millisecond(1_500).unwrap(), at(2));
        assert_eq!(when.exact, "1970-01-01T00:00:01.500Z");
    }

    #[test]
    fn a_pager_leads_to_what_there_is() {
        let first = Pager::by_skip("/x", 0, 10, 11);
        assert_eq!((first.newer, first.older.as_deref()), (None, Some("/x?skip=10")));
        let last = Pager::by_skip("/x", 10, 10, 3);
        assert_eq!((last.newer.as_deref(), last.older), (Some("/x"), None));
    }

    #[test]
    fn a_status_says_how_it_went() {
        let kinds = [0, 200, 302, 404, 500].map(|status| Mark::status(status).kind);
        assert_eq!(kinds, ["open", "passed", "passed", "warned", "failed"]);
    }
}
