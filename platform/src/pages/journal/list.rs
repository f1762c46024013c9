//! `/{campus}/admin/journal`: exchanges, newest first, one line each.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::journal::exchange::{Exchange, KINDS, Kind};
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};
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
    pub(crate) launch: Option<String>,
}

impl JournalPage {
    fn of(visit: &Visit) -> Self {
        let query = visit.query();
        let kind = Kind::parse(query.first("kind"));
        let before = query.first("before").parse().ok();
        let journal = visit.campus.journal();
        let mut found = journal.before(before.unwrap_or(u64::MAX), kind, A_PAGE + 1);
        let more = found.len() > A_PAGE;
        found.truncate(A_PAGE);
        let now = visit.campus.now();
        let base = format!("{}?kind={}", visit.path("/admin/journal"), kind.map_or("", Kind::word));
        let last = found.last().map(|exchange| exchange.number).filter(|_| more);
        Self {
            count: journal.count(),
            kinds: KINDS
                .iter()
                .map(|&(known, word)| KindChoice { name: word.to_owned(), chosen: kind == Some(known) })
                .collect(),
            rows: found.iter().map(|exchange| Row::new(exchange, now)).collect(),
            pager: Pager {
                newer: before.map(|_| base.clone()),
                older: last.map(|number| format!("{base}&before={number}")),
            },
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
            launch: exchange.launch.clone(),
        }
    }
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
            launch: launch.map(Into::into),
        };
        let kind = |name: &str, chosen| KindChoice { name: name.into(), chosen };
        let full = Self {
            count: 100_000,
            kinds: vec![kind("jwks", true), kind("authorize", false)],
            rows: vec![row(2, Some("0123456789abcdef0123")), row(1, None)],
            pager: Pager { newer: Some("?after=2".into()), older: Some("?before=1".into()) },
        };
        vec![("full", full), ("empty", Self::default())]
    }
}
