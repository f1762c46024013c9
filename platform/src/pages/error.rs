//! The page that says what went wrong: what happened, what was expected, what came, what to try.

use serde::Serialize;

use super::page::Page;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorPage {
    pub(crate) status: u16,
    pub(crate) title: String,
    pub(crate) detail: Option<String>,
    pub(crate) expected: Option<String>,
    pub(crate) actual: Option<String>,
    pub(crate) hint: Option<String>,
    pub(crate) requirement: Option<String>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let full = Self {
            status: 404,
            title: "There is no such course".into(),
            detail: Some("The campus has two courses, but none with this id.".into()),
            expected: Some("the id of a course".into()),
            actual: Some(super::samples::HARD_NAME.into()),
            hint: Some("Go to the campus home and choose one.".into()),
            requirement: Some("CORE-040".into()),
        };
        let bare = Self { status: 500, title: "Something failed here".into(), ..Self::default() };
        vec![("full", full), ("bare", bare)]
    }
}
