//! `/{campus}/admin/journal`: exchanges, newest first, one line each.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::domain::finding::{Finding, Level};
use crate::journal::book::Filter;
use crate::journal::exchange::{Exchange, KINDS, Kind};
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};
use crate::pages::typed::{Typed, some};
use crate::pages::visit::Visit;
use crate::pages::wire;

/// How many exchanges one page lists.
const A_PAGE: usize = 100;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(JournalPage::of(&visit))).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct JournalPage {
    pub(crate) count: usize,
    pub(crate) kinds: Vec<KindChoice>,
    pub(crate) with_findings: bool,
    /// The id of the course whose calls are shown; none for all.
    pub(crate) course: Option<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) pager: Pager,
}

#[derive(Debug, Serialize)]
pub(crate) struct KindChoice {
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) number: u64,
    pub(crate) at: When,
    /// Who asked.
    pub(crate) side: &'static str,
    pub(crate) kind: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) state: Mark,
    pub(crate) ms: u64,
    /// How many findings there are, marked as the heaviest of them.
    pub(crate) findings: Option<Mark>,
    pub(crate) launch: Option<String>,
}

/// Every service of tools at once, as a choice beside the single kinds.
const SERVICES: (&str, [Kind; 3]) = ("service calls", [Kind::Token, Kind::Ags, Kind::Nrps]);

/// Which exchanges are asked for.
#[derive(Debug)]
struct Asked {
    /// The chosen kind, or nothing.
    kind: String,
    filter: Filter,
    before: Option<u64>,
}

impl Asked {
    fn of(query: &Typed) -> Self {
        let kind = query.first("kind").to_owned();
        let kinds = if kind == SERVICES.0 {
            Some(SERVICES.1.to_vec())
        } else {
            Kind::parse(&kind).map(|kind| vec![kind])
        };
        let filter = Filter {
            kinds,
            course: some(query.first("course")),
            with_findings: query.ticked("findings"),
            ..Filter::default()
        };
        Self { kind, filter, before: query.first("before").parse().ok() }
    }

    /// The address of the part below a number, or of the newest.
    fn address(&self, path: &str, before: Option<u64>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("kind", &self.kind);
        if let Some(course) = &self.filter.course {
            query.append_pair("course", course);
        }
        if self.filter.with_findings {
            query.append_pair("findings", "true");
        }
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        format!("{path}?{}", query.finish())
    }

    fn kinds(&self) -> Vec<KindChoice> {
        let words = std::iter::once(SERVICES.0).chain(KINDS.iter().map(|(_, word)| *word));
        words.map(|word| KindChoice { name: word.to_owned(), chosen: self.kind == word }).collect()
    }
}

impl JournalPage {
    fn of(visit: &Visit) -> Self {
        let asked = Asked::of(&visit.query());
        let journal = visit.campus.journal();
        let mut found = journal.before(asked.before.unwrap_or(u64::MAX), &asked.filter, A_PAGE + 1);
        let more = found.len() > A_PAGE;
        found.truncate(A_PAGE);
        let now = visit.campus.now();
        let path = visit.path("/admin/journal");
        let last = found.last().map(|exchange| exchange.number).filter(|_| more);
        Self {
            count: journal.count(),
            kinds: asked.kinds(),
            with_findings: asked.filter.with_findings,
            rows: found.iter().map(|exchange| Row::new(exchange, now)).collect(),
            pager: Pager {
                newer: asked.before.map(|_| asked.address(&path, None)),
                older: last.map(|number| asked.address(&path, Some(number))),
            },
            course: asked.filter.course,
        }
    }
}

impl Row {
    fn new(exchange: &Exchange, now: jiff::Timestamp) -> Self {
        Self {
            number: exchange.number,
            at: wire::when(exchange, now),
            side: wire::sides(exchange.kind).0,
            kind: exchange.kind.word().to_owned(),
            method: exchange.method.clone(),
            url: exchange.url.chars().take(600).collect(),
            state: wire::state(exchange),
            ms: wire::milliseconds(exchange),
            findings: findings(&exchange.findings),
            launch: exchange.launch.clone(),
        }
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

impl Page for JournalPage {
    const TEMPLATE: &'static str = "journal/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let at = When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(130).unwrap());
        let row = |number, launch: Option<&str>| Row {
            number,
            at: at.clone(),
            side: "tool",
            kind: "jwks".into(),
            method: "GET".into(),
            url: format!("/main/lti/jwks?{}", "a".repeat(300)),
            state: Mark::status(200),
            ms: 1,
            findings: launch.map(|_| Mark::failed("2 findings")),
            launch: launch.map(Into::into),
        };
        let kind = |name: &str, chosen| KindChoice { name: name.into(), chosen };
        let full = Self {
            count: 100_000,
            kinds: vec![kind("jwks", true), kind("authorize", false)],
            with_findings: true,
            course: Some("c/1".into()),
            rows: vec![row(2, Some("0123456789abcdef0123")), row(1, None)],
            pager: Pager { newer: Some("?after=2".into()), older: Some("?before=1".into()) },
        };
        vec![("full", full), ("empty", Self::default())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(level: Level) -> Finding {
        Finding::new("AGS-061", level, "score, userId", "a user id", "nothing", "forgotten")
    }

    #[test]
    fn the_way_to_older_exchanges_keeps_what_is_asked_for() {
        let asked = Asked::of(&Typed::parse(b"kind=service+calls&course=a%2Fb&findings=on&before=9"));
        assert_eq!(asked.filter.kinds.as_deref(), Some(SERVICES.1.as_slice()));
        let older = asked.address("/j", Some(3));
        assert_eq!(older, "/j?kind=service+calls&course=a%2Fb&findings=true&before=3");
        let all = Asked::of(&Typed::parse(b"kind=nonsense"));
        assert_eq!((all.filter.kinds, all.filter.course), (None, None));
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
