//! What is asked of the journal: the words of the filter box, and from where on.

use serde::Serialize;

use crate::domain::person::Person;
use crate::journal::exchange::KINDS;
use crate::journal::words::{WORDS, quote};
use crate::pages::typed::Typed;
use crate::pages::visit::Visit;

/// Which exchanges are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The words of the filter box, as typed.
    pub(crate) words: String,
    /// Only exchanges with a lower number.
    pub(crate) before: Option<u64>,
}

impl Asked {
    pub(crate) fn of(query: &Typed) -> Self {
        Self { words: query.first("q").trim().to_owned(), before: query.first("before").parse().ok() }
    }

    /// The address of the part below a number, or of the newest.
    pub(crate) fn address(&self, path: &str, before: Option<u64>) -> String {
        self.with(path, before.map(|number| ("before", number)))
    }

    /// The address of what comes after a number, while it comes.
    pub(crate) fn live(&self, path: &str, after: u64) -> String {
        self.with(&format!("{path}/live"), Some(("after", after)))
    }

    /// The same question about other things, such as one exchange.
    pub(crate) fn with(&self, path: &str, number: Option<(&str, u64)>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        if let Some((name, number)) = number {
            query.append_pair(name, &number.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// The words that the filter box understands, each with an example that finds something here.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Help {
    words: Vec<Hint>,
    /// Every kind of exchange, as a filter.
    kinds: Vec<Hint>,
}

#[derive(Debug, Serialize)]
struct Hint {
    example: String,
    meaning: &'static str,
    /// The list with this condition added.
    address: String,
}

impl Help {
    pub(crate) fn of(visit: &Visit, asked: &Asked) -> Self {
        let path = visit.path("/admin/journal");
        let hint = |example: String, meaning| {
            let words = format!("{} {example}", asked.words).trim().to_owned();
            let address = Asked { words, before: None }.with(&path, None);
            Hint { example, meaning, address }
        };
        let words = WORDS.iter().map(|entry| {
            let here = from_here(visit, entry.name).map(|value| format!("{}:{}", entry.name, quote(&value)));
            hint(here.unwrap_or_else(|| entry.example.to_owned()), entry.meaning)
        });
        let kinds = KINDS.iter().map(|(_, word)| hint(format!("kind:{word}"), ""));
        Self { words: words.collect(), kinds: kinds.collect() }
    }

    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        let hint = |example: &str| Hint {
            example: example.into(),
            meaning: "a `sentence`",
            address: "?q=a%3Ab".into(),
        };
        Self { words: vec![hint("tool:homeroom"), hint("is:kept")], kinds: vec![hint("kind:jwks")] }
    }
}

/// A value for a word that means something on this campus.
fn from_here(visit: &Visit, word: &str) -> Option<String> {
    match word {
        "tool" => visit.campus.registrations().first().map(|tool| tool.name.clone()),
        "person" => visit.person.as_ref().map(Person::label),
        "launch" => visit.campus.recent_launches(1).first().map(|launch| launch.ticket.id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_older_exchanges_keeps_what_is_asked_for() {
        let asked = Asked::of(&Typed::parse(b"q=kind:service+course:a%2Fb&before=9"));
        assert_eq!((asked.words.as_str(), asked.before), ("kind:service course:a/b", Some(9)));
        assert_eq!(asked.address("/j", Some(3)), "/j?q=kind%3Aservice+course%3Aa%2Fb&before=3");
        assert_eq!(asked.live("/j", 3), "/j/live?q=kind%3Aservice+course%3Aa%2Fb&after=3");
        assert_eq!(Asked::default().address("/j", None), "/j");
    }
}
