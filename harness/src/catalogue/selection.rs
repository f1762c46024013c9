//! Which cases to run: by id prefix, by tag expression, by requirement, attack or certification test.

use std::fmt;

use cucumber::tag::Ext as _;
use gherkin::tagexpr::TagOperation;

use super::tags::values;

/// Every `--case` of the command line.
#[derive(Debug)]
pub(crate) struct Selection(Vec<Selector>);

/// One `--case`.
#[derive(Debug)]
enum Selector {
    /// `launch.nonce`: every scenario whose id starts so.
    Prefix(String),
    /// `SEC-021`, `ATK-070`, `CT-005`: every scenario that names it.
    Named(String),
    /// `@must and not @serial`.
    Tags(TagOperation),
}

/// A `--case` that picks no case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectsNothing {
    /// The text as given.
    pub selector: String,
    /// Whether it is a tag expression that cannot be read.
    pub unreadable: bool,
    /// The id that looks most like it.
    pub nearest: Option<String>,
}

impl fmt::Display for SelectsNothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.unreadable {
            let example = "a tag expression joins tags with `and`, `or`, `not` and parentheses: `@must and not @serial`";
            return write!(f, "`--case {}` cannot be read\n  hint: {example}", self.selector);
        }
        write!(f, "`--case {}` selects no case", self.selector)?;
        match &self.nearest {
            Some(nearest) => write!(f, "\n  hint: did you mean `{nearest}`? `homeroom list` shows all cases"),
            None => write!(f, "\n  hint: `homeroom list` shows all cases"),
        }
    }
}

impl std::error::Error for SelectsNothing {}

impl Selector {
    fn read(text: &str) -> Option<Self> {
        if text.starts_with('@') || text.starts_with("not ") || text.starts_with('(') {
            return text.parse().ok().map(Self::Tags);
        }
        let named = text
            .split_once('-')
            .is_some_and(|(family, _)| !family.is_empty() && family.chars().all(|c| c.is_ascii_uppercase()));
        Some(if named { Self::Named(text.to_owned()) } else { Self::Prefix(text.to_owned()) })
    }

    fn picks(&self, tags: &[String]) -> bool {
        match self {
            Self::Prefix(prefix) => values(tags, "id").any(|id| id.starts_with(prefix.as_str())),
            Self::Named(name) => NAMED.iter().any(|key| values(tags, key).any(|named| named == name)),
            Self::Tags(expression) => expression.eval(tags),
        }
    }
}

/// The tags that name what a scenario is about.
const NAMED: &[&str] = &["req", "cert", "atk"];

impl Selection {
    /// Reads all selectors; each must pick something.
    pub(crate) fn read(texts: &[String], scenarios: &[&[String]]) -> Result<Self, SelectsNothing> {
        texts.iter().map(|text| useful(text, scenarios)).collect::<Result<_, _>>().map(Self)
    }

    /// Whether any selector picks the scenario; without a selector all are picked.
    pub(crate) fn picks(&self, tags: &[String]) -> bool {
        self.0.is_empty() || self.0.iter().any(|selector| selector.picks(tags))
    }
}

fn useful(text: &str, scenarios: &[&[String]]) -> Result<Selector, SelectsNothing> {
    let nothing = |unreadable| SelectsNothing {
        selector: text.to_owned(),
        unreadable,
        nearest: nearest(text, scenarios),
    };
    let selector = Selector::read(text.trim()).ok_or_else(|| nothing(true))?;
    if scenarios.iter().any(|tags| selector.picks(tags)) { Ok(selector) } else { Err(nothing(false)) }
}

fn nearest(text: &str, scenarios: &[&[String]]) -> Option<String> {
    if text.starts_with('@') {
        let tags = scenarios.iter().flat_map(|tags| tags.iter().map(|tag| format!("@{tag}")));
        return most_like(text, tags);
    }
    let ids = scenarios.iter().flat_map(|tags| values(tags, "id").chain(values(tags, "req")));
    most_like(text, ids.map(str::to_owned))
}

fn most_like(text: &str, names: impl Iterator<Item = String>) -> Option<String> {
    names
        .map(|name| (strsim::jaro_winkler(text, &name), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(text: &str) -> Result<Selection, SelectsNothing> {
        let tags = ["id:launch.nonce.replayed", "must", "serial", "req:SEC-021", "cert:CT-005"];
        let tags: Vec<_> = tags.iter().map(ToString::to_string).collect();
        Selection::read(&[text.to_owned()], &[&tags])
    }

    #[test]
    fn a_case_is_picked_by_prefix_requirement_certification_and_tags() {
        for text in ["launch.nonce", "SEC-021", "CT-005", "@must and @serial", "not @should"] {
            assert!(select(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_broken_tag_expression_says_how_they_read() {
        assert!(select("@must and").unwrap_err().to_string().contains("cannot be read"));
    }

    #[test]
    fn a_typo_names_the_nearest_id() {
        let error = select("launch.nonse").unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("launch.nonce.replayed"));
        assert_eq!(select("@serail").unwrap_err().nearest.as_deref(), Some("@serial"));
    }
}
