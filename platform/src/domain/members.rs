//! Reading the members of a JSON object that a tool sent to a service: what is right is taken, and what is wrong becomes
//! a flaw, either one that refuses the whole body or one that is only told.

use serde_json::{Map, Value};
use url::Url;

use super::edge::{quoted, shown};
use super::finding::{Finding, Level};
use super::moment::Moment;

/// Longer texts than these are refused; they are stored and shown.
const LONGEST: usize = 10_000;

/// More is not told: a body of two megabytes could break a rule a hundred thousand times.
const MOST: usize = 50;

/// What is wrong with one member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) requirement: &'static str,
    pub(crate) level: Level,
    /// The member, such as `` `submission`, `startedAt` ``.
    pub(crate) place: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// What usually causes it.
    pub(crate) cause: &'static str,
}

impl From<Flaw> for Finding {
    fn from(flaw: Flaw) -> Self {
        Self::new(flaw.requirement, flaw.level, flaw.place, flaw.expected, flaw.actual, flaw.cause)
    }
}

/// What a reading found wrong.
#[derive(Debug, Default)]
pub(crate) struct Flaws {
    /// The body is refused for these.
    pub(crate) refusing: Vec<Flaw>,
    /// The body is taken all the same.
    pub(crate) told: Vec<Flaw>,
}

/// An object, where it stands, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Members<'a> {
    all: &'a Map<String, Value>,
    /// Empty for the body itself, else what stands before the member, such as `` `submission`, ``.
    place: String,
    flaws: &'a mut Flaws,
}

impl<'a> Members<'a> {
    pub(crate) fn new(all: &'a Map<String, Value>, flaws: &'a mut Flaws) -> Self {
        Self { all, place: String::new(), flaws }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.all.get(name)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.all.keys().cloned().collect()
    }

    /// A member that is there and not `null`.
    pub(crate) fn given(&self, name: &str) -> Option<&'a Value> {
        self.get(name).filter(|value| !value.is_null())
    }

    fn flaw(&self, requirement: &'static str, name: &str, expected: String, cause: &'static str) -> Flaw {
        let (place, actual) = (format!("{}`{name}`", self.place), shown(self.get(name)));
        Flaw { requirement, level: Level::Must, place, expected, actual, cause }
    }

    /// Refuses the body for a member.
    pub(crate) fn refuse(
        &mut self,
        requirement: &'static str,
        name: &str,
        expected: impl Into<String>,
        cause: &'static str,
    ) {
        let flaw = self.flaw(requirement, name, expected.into(), cause);
        if self.flaws.refusing.len() < MOST {
            self.flaws.refusing.push(flaw);
        }
    }

    /// Tells of a member, and takes the body all the same.
    pub(crate) fn tell(
        &mut self,
        requirement: &'static str,
        level: Level,
        name: &str,
        expected: impl Into<String>,
        cause: &'static str,
    ) {
        let flaw = Flaw { level, ..self.flaw(requirement, name, expected.into(), cause) };
        if self.flaws.told.len() < MOST {
            self.flaws.told.push(flaw);
        }
    }

    /// A member that may be missing; `null` for a missing one is told, and taken as that.
    fn optional(&mut self, requirement: &'static str, name: &str, expected: &str) -> Option<&'a Value> {
        let value = self.get(name)?;
        if value.is_null() {
            let cause = "a serialiser that writes `null` for what is not set; not every platform takes it";
            self.tell(requirement, Level::Should, name, format!("{expected}, or no such member"), cause);
            return None;
        }
        Some(value)
    }

    /// A text that may be missing.
    pub(crate) fn text(&mut self, requirement: &'static str, name: &str) -> Option<String> {
        let text = self.optional(requirement, name, "a string")?.as_str();
        if text.is_none() {
            self.refuse(requirement, name, "a string", "a number or an object in place of a text");
        }
        self.bounded(requirement, name, text?)
    }

    /// A text that has to be there and says something.
    pub(crate) fn demanded_text(&mut self, requirement: &'static str, name: &str) -> Option<String> {
        let text = self.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let cause = "the member is missing, `null`, blank, or no text";
            self.refuse(requirement, name, "a string that is not blank", cause);
        }
        self.bounded(requirement, name, text?)
    }

    fn bounded(&mut self, requirement: &'static str, name: &str, text: &str) -> Option<String> {
        if text.chars().count() > LONGEST {
            self.refuse(requirement, name, format!("at most {LONGEST} characters"), "a whole document");
            return None;
        }
        Some(text.to_owned())
    }

    /// One word out of a list that has to be there; the letter case counts.
    pub(crate) fn word<T: Copy>(
        &mut self,
        requirement: &'static str,
        name: &str,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        let given = self.get(name).and_then(Value::as_str);
        let found = known.iter().find(|(word, _)| Some(*word) == given);
        if found.is_none() {
            let words: Vec<String> = known.iter().map(|(word, _)| quoted(word)).collect();
            let cause = "the member is missing, or the word is spelt otherwise; the letter case counts";
            self.refuse(requirement, name, format!("one of {}", words.join(", ")), cause);
        }
        found.map(|(_, value)| *value)
    }

    /// A switch that may be missing.
    pub(crate) fn switch(&mut self, requirement: &'static str, name: &str) -> Option<bool> {
        let value = self.optional(requirement, name, "`true` or `false`")?;
        if !value.is_boolean() {
            self.refuse(requirement, name, "`true` or `false`", "a text or a number in place of a boolean");
        }
        value.as_bool()
    }

    /// A moment; `expected` says what is asked of it.
    pub(crate) fn moment(&mut self, requirement: &'static str, name: &str) -> Option<Moment> {
        let moment = self.get(name)?.as_str().and_then(Moment::parse);
        if moment.is_none() {
            let expected = "a moment in ISO 8601 with a zone, such as `2026-01-31T08:00:00.000Z`";
            let cause = "no zone designator, a number of seconds, or a date for people";
            self.refuse(requirement, name, expected, cause);
        }
        moment
    }

    /// An object that may be missing, read in its turn.
    pub(crate) fn object<T>(
        &mut self,
        requirement: &'static str,
        name: &str,
        read: impl FnOnce(&mut Members<'_>) -> T,
    ) -> Option<T> {
        let Value::Object(all) = self.optional(requirement, name, "an object")? else {
            self.refuse(requirement, name, "an object", "a list or a text where an object belongs");
            return None;
        };
        let place = format!("{}`{name}`, ", self.place);
        Some(read(&mut Members { all, place, flaws: self.flaws }))
    }

    /// AGS-008: a member that the standard does not know is called by a URL.
    pub(crate) fn demand_known(&mut self, known: &[&str]) {
        let is_url = |name: &str| Url::parse(name).is_ok_and(|url| url.has_host());
        let unknown: Vec<&String> =
            self.all.keys().filter(|name| !known.contains(&name.as_str()) && !is_url(name)).collect();
        for name in unknown.into_iter().take(MOST) {
            let shown: String = name.chars().take(100).collect();
            let cause = "a typing error, or a member of one's own without a URL as its name; it was ignored";
            self.tell("AGS-008", Level::Must, &shown, "a member of the standard, or a URL as name", cause);
        }
    }
}
