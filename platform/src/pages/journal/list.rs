//! `/{campus}/admin/journal`: exchanges, newest first, one line each.

use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};

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
    /// Who spoke to the platform.
    pub(crate) side: &'static str,
    pub(crate) kind: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) state: Mark,
    pub(crate) ms: u64,
    pub(crate) launch: Option<String>,
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
