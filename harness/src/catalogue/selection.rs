//! Which cases to run: by id prefix, by tag expression, by requirement, attack or certification test.

use std::fmt;

use cucumber::tag::Ext as _;
use gherkin::tagexpr::TagOperation;

use super::Case;

/// One `--case` of the command line.
#[derive(Debug)]
pub(crate) enum Selector {
    /// `launch.nonce`: every case whose id starts so.
    Prefix(String),
    /// `SEC-021`, `ATK-070`, `CT-005`: every case that names it.
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

    pub(crate) fn picks(&self, case: &Case) -> bool {
        match self {
            Self::Prefix(prefix) => case.id.starts_with(prefix.as_str()),
            Self::Named(name) => [&case.requirements, &case.certification, &case.attacks]
                .iter()
                .any(|list| list.contains(name)),
            Self::Tags(expression) => expression.eval(&case.tags),
        }
    }
}

/// Reads all selectors; each must pick something.
pub(crate) fn parse(texts: &[String], cases: &[Case]) -> Result<Vec<Selector>, SelectsNothing> {
    texts.iter().map(|text| useful(text, cases)).collect()
}

fn useful(text: &str, cases: &[Case]) -> Result<Selector, SelectsNothing> {
    let nothing =
        |unreadable| SelectsNothing { selector: text.to_owned(), unreadable, nearest: nearest(text, cases) };
    let selector = Selector::read(text.trim()).ok_or_else(|| nothing(true))?;
    if cases.iter().any(|case| selector.picks(case)) { Ok(selector) } else { Err(nothing(false)) }
}

fn nearest(text: &str, cases: &[Case]) -> Option<String> {
    let ids = cases.iter().flat_map(|case| std::iter::once(&case.id).chain(&case.requirements));
    ids.map(|id| (strsim::jaro_winkler(text, id), id))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id.clone())
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    fn case(id: &str) -> Case {
        Case {
            id: id.into(),
            title: String::new(),
            level: Level::Must,
            requirements: vec!["SEC-021".into()],
            feature: "x.feature".into(),
            line: 1,
            certification: vec!["CT-005".into()],
            attacks: vec![],
            tags: vec!["must".into(), "serial".into()],
        }
    }

    #[test]
    fn a_case_is_picked_by_prefix_requirement_certification_and_tags() {
        let cases = [case("launch.nonce.replayed")];
        for text in ["launch.nonce", "SEC-021", "CT-005", "@must and @serial", "not @should"] {
            assert!(parse(&[text.to_owned()], &cases).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_broken_tag_expression_says_how_they_read() {
        let error = parse(&["@must and".to_owned()], &[case("a.b")]).unwrap_err();
        assert!(error.to_string().contains("cannot be read"));
    }

    #[test]
    fn a_typo_names_the_nearest_id() {
        let error = parse(&["launch.nonse".to_owned()], &[case("launch.nonce.replayed")]).unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("launch.nonce.replayed"));
    }
}
