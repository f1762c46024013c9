//! One line of the journal, in the list and while it is live.

use jiff::Timestamp;
use serde::Serialize;

use super::asked::Asked;
use crate::domain::finding::{Finding, Level};
use crate::journal::book::Journal;
use crate::journal::exchange::Exchange;
use crate::pages::parts::{Mark, When};
use crate::pages::wire;

/// How much of an address a line holds.
const LONGEST_URL: usize = 600;

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    number: u64,
    /// What comes behind the address of the exchange, so that its neighbours are those of this list.
    query: String,
    at: When,
    /// Who asked.
    side: &'static str,
    kind: &'static str,
    method: String,
    url: String,
    state: Mark,
    ms: u64,
    /// How many findings there are, marked as the heaviest of them.
    findings: Option<Mark>,
    launch: Option<String>,
    kept: bool,
    /// Why somebody keeps it.
    note: Option<String>,
}

impl Row {
    pub(crate) fn new(exchange: &Exchange, journal: &Journal, asked: &Asked, now: Timestamp) -> Self {
        let kept = journal.kept(exchange.number);
        Self {
            number: exchange.number,
            query: asked.with("", None),
            at: wire::when(exchange, now),
            side: wire::sides(exchange.kind).0,
            kind: exchange.kind.word(),
            method: exchange.method.clone(),
            url: exchange.url.chars().take(LONGEST_URL).collect(),
            state: wire::state(exchange),
            ms: wire::milliseconds(exchange),
            findings: findings(&exchange.findings),
            launch: exchange.launch.clone(),
            kept: kept.is_some(),
            note: kept.and_then(|kept| kept.note).map(|note| note.text).filter(|text| !text.is_empty()),
        }
    }

    #[cfg(test)]
    pub(crate) fn samples() -> Vec<Self> {
        use crate::pages::samples::HARD_NAME;
        let row = |number, launch: Option<&str>| Self {
            number,
            query: "?q=kind%3Ajwks".into(),
            at: When::new(Timestamp::UNIX_EPOCH, Timestamp::from_second(130).unwrap()),
            side: "tool",
            kind: "jwks",
            method: "GET".into(),
            url: format!("/main/lti/jwks?{}", "a".repeat(300)),
            state: Mark::status(200),
            ms: 1,
            findings: launch.map(|_| Mark::failed("2 findings")),
            launch: launch.map(Into::into),
            kept: launch.is_some(),
            note: None,
        };
        let noted = Self { note: Some(HARD_NAME.into()), ..row(3, Some("4f2a")) };
        vec![noted, row(2, Some("0123456789abcdef0123")), row(1, None)]
    }
}

/// How many findings there are, marked as the heaviest of them.
pub(crate) fn findings(all: &[Finding]) -> Option<Mark> {
    let word = match all.len() {
        0 => return None,
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let any = |level| all.iter().any(|finding| finding.level == level);
    Some(match (any(Level::Must), any(Level::Should)) {
        (true, _) => Mark::failed(word),
        (false, true) => Mark::warned(word),
        (false, false) => Mark::open(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(level: Level) -> Finding {
        Finding::new("AGS-061", level, "score, userId", "a user id", "nothing", "forgotten")
    }

    #[test]
    fn findings_are_marked_as_the_heaviest_of_them() {
        let (must, should, note) = (finding(Level::Must), finding(Level::Should), finding(Level::Note));
        assert_eq!(findings(&[]), None);
        assert_eq!(findings(std::slice::from_ref(&note)), Some(Mark::open("1 finding")));
        assert_eq!(findings(&[note.clone(), should.clone()]), Some(Mark::warned("2 findings")));
        assert_eq!(findings(&[note, should, must]), Some(Mark::failed("3 findings")));
    }
}
