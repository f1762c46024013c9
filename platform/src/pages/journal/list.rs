//! `/{campus}/admin/journal`: exchanges, newest first, one line each, found by words.

use std::time::Duration;

use actix_web::HttpResponse;
use serde::Serialize;

use super::asked::{Asked, Help};
use super::row::Row;
use crate::error::Problem;
use crate::journal::words::Question;
use crate::pages::page::Page;
use crate::pages::parts::Pager;
use crate::pages::visit::Visit;

/// How many exchanges one page lists.
pub(crate) const A_PAGE: usize = 100;

/// How long a search may take; what it did not reach is a click away.
pub(crate) const PATIENCE: Duration = Duration::from_millis(30);

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(JournalPage::of(&visit).await).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct JournalPage {
    /// How many exchanges are remembered, and how many of them are kept.
    pub(crate) count: usize,
    pub(crate) kept: usize,
    /// What was typed into the filter box.
    pub(crate) question: String,
    /// What of it was not understood.
    pub(crate) problems: Vec<String>,
    pub(crate) help: Help,
    pub(crate) rows: Vec<Row>,
    pub(crate) pager: Pager,
    /// Where a search that ran out of time goes on.
    pub(crate) further: Option<Further>,
    /// Where new exchanges come from; none on older pages.
    pub(crate) live: Option<String>,
}

/// A search that ran out of time.
#[derive(Debug, Serialize)]
pub(crate) struct Further {
    /// Exchanges below this number were not looked at.
    pub(crate) number: u64,
    pub(crate) address: String,
}

impl JournalPage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let asked = Asked::of(&visit.query());
        let question = Question::parse(&asked.words);
        let filter = visit.campus.filter(&question).await?;
        let journal = visit.campus.journal();
        let last = journal.last();
        let below = asked.before.unwrap_or(u64::MAX);
        let mut searched = journal.search(below, &filter, A_PAGE + 1, PATIENCE);
        let more = searched.found.len() > A_PAGE;
        searched.found.truncate(A_PAGE);
        let path = visit.path("/admin/journal");
        let oldest = searched.found.last().map(|exchange| exchange.number).filter(|_| more);
        let now = visit.campus.now();
        Ok(Self {
            count: journal.count(),
            kept: journal.kept_numbers().len(),
            help: Help::of(visit, &asked),
            problems: question.problems,
            rows: searched.found.iter().map(|exchange| Row::new(exchange, journal, &asked, now)).collect(),
            pager: Pager {
                newer: asked.before.map(|_| asked.address(&path, None)),
                older: oldest.map(|number| asked.address(&path, Some(number))),
            },
            further: searched
                .stopped
                .map(|number| Further { number, address: asked.address(&path, Some(number)) }),
            live: asked.before.is_none().then(|| asked.live(&path, last)),
            question: asked.words,
        })
    }
}

impl Page for JournalPage {
    const TEMPLATE: &'static str = "journal/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let full = Self {
            count: 100_000,
            kept: 2,
            question: format!("statsu:4xx tool:{HARD_NAME}"),
            problems: vec!["No word is called `statsu:`; did you mean `status:4xx`?".into()],
            help: Help::sample(),
            rows: Row::samples(),
            pager: Pager { newer: Some("?q=".into()), older: Some("?before=1".into()) },
            further: Some(Further { number: 62_000, address: "?before=62000".into() }),
            live: Some("/main/admin/journal/live?after=2".into()),
        };
        let nothing = Self { count: 3, question: "nonce".into(), ..Self::default() };
        vec![("full", full), ("nothing found", nothing), ("empty", Self::default())]
    }
}
