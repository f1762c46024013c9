//! What people type into forms, read field by field; whatever is wrong is told beside its field.

mod pairs;

use std::collections::BTreeMap;

pub(crate) use pairs::{pairs, pairs_as_lines};

use crate::domain::edge::Invalid;

/// The fields of a form in the order in which they came, exactly as they were typed; names may repeat.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// The body of a form post.
    pub(crate) fn parse(body: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(body).into_owned().collect())
    }

    /// The first value of a field, or nothing.
    pub(crate) fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = &(String, String)> {
        self.0.iter()
    }

    /// Whether a check box is ticked.
    pub(crate) fn ticked(&self, name: &str) -> bool {
        !self.first(name).is_empty()
    }
}

/// What is wrong, by field.
pub(crate) type Wrong = BTreeMap<&'static str, String>;

/// The value, or nothing and a note of what is wrong.
pub(crate) fn keep<T>(wrong: &mut Wrong, field: &'static str, result: Result<T, String>) -> Option<T> {
    result.map_err(|error| wrong.insert(field, error)).ok()
}

/// The value of a select box; the first choice is the empty one or the default.
pub(crate) fn chosen<T: Default + serde::de::DeserializeOwned>(
    wrong: &mut Wrong,
    field: &'static str,
    word: &str,
) -> T {
    if word.is_empty() {
        return T::default();
    }
    let value = serde_json::from_value(serde_json::Value::String(word.to_owned()));
    keep(wrong, field, value.map_err(|_| format!("Expected one of the choices, got `{word}`.")))
        .unwrap_or_default()
}

/// A refusal as a sentence beside the field.
pub(crate) fn explain(invalid: &Invalid) -> String {
    let hint = if invalid.hint.is_empty() { String::new() } else { format!(" ({})", invalid.hint) };
    format!("Expected {}, got {}{hint}.", invalid.expected, invalid.actual)
}

/// The lines that hold something.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What was typed, unless it is blank.
pub(crate) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
