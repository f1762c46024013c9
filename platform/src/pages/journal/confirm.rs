//! The page that asks before something of the journal is gone.

use serde::Serialize;

use crate::pages::page::Page;

/// The question, and where each answer leads.
#[derive(Debug, Serialize)]
pub(crate) struct Confirm {
    pub(crate) title: String,
    /// What would happen, each in a sentence.
    pub(crate) consequences: Vec<String>,
    pub(crate) action: String,
    /// What the button says.
    pub(crate) act: &'static str,
    pub(crate) back: String,
}

impl Page for Confirm {
    const TEMPLATE: &'static str = "journal/confirm.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let full = Self {
            title: "Clear the journal?".into(),
            consequences: vec!["10,000 exchanges are forgotten.".into(), "`2` stay.".into()],
            action: "/main/admin/journal/clear".into(),
            act: "Clear the journal",
            back: "/main/admin/journal".into(),
        };
        vec![("full", full)]
    }
}
