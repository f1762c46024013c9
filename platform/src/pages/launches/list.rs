//! `/{campus}/admin/launches`: each attempt to open a tool, newest first.

use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};

#[derive(Debug, Default, Serialize)]
pub(crate) struct Launches {
    pub(crate) launches: Vec<Row>,
    pub(crate) pager: Pager,
}

/// A launch in a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) link: String,
    pub(crate) tool: String,
    pub(crate) state: Mark,
    /// Why it was refused, in a few words.
    pub(crate) reason: Option<String>,
    pub(crate) faults: Vec<String>,
    pub(crate) at: When,
}

impl Page for Launches {
    const TEMPLATE: &'static str = "launches/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager { newer: None, older: Some("/main/admin/launches?before=10".into()) };
        vec![("two", Self { launches: Row::samples(), pager }), ("none", Self::default())]
    }
}

#[cfg(test)]
impl Row {
    pub(crate) fn samples() -> Vec<Self> {
        let at = When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(130).unwrap());
        let ok = Self {
            id: "4f2a9c".into(),
            person: "Ben Learner".into(),
            link: "Quiz 1".into(),
            tool: "My tool".into(),
            state: Mark::passed("answered"),
            reason: None,
            faults: Vec::new(),
            at,
        };
        let hard = Self {
            id: "0123456789abcdef0123456789abcdef".into(),
            person: crate::pages::samples::HARD_NAME.into(),
            link: crate::pages::samples::HARD_NAME.into(),
            tool: crate::pages::samples::HARD_NAME.into(),
            state: Mark::failed("refused"),
            reason: Some("invalid_request".into()),
            faults: vec!["kid.missing".into(), "target_link_uri.foreign".into()],
            ..ok.clone()
        };
        vec![ok, hard]
    }
}
