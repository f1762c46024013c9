//! `/{campus}/`: first steps, courses, last launches.

use serde::Serialize;

use super::launches::Row as LaunchRow;
use super::page::Page;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Home {
    /// What the first step launches.
    pub(crate) first_link: Option<FirstLink>,
    pub(crate) last_launch: Option<String>,
    /// Whether somebody registered a tool beside the built-in one.
    pub(crate) own_tools: bool,
    pub(crate) courses: Vec<CourseRow>,
    pub(crate) launches: Vec<LaunchRow>,
}

#[derive(Debug, Serialize)]
pub(crate) struct FirstLink {
    pub(crate) id: String,
    pub(crate) course: String,
    pub(crate) title: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct CourseRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) people: i64,
    pub(crate) links: i64,
}

impl Page for Home {
    const TEMPLATE: &'static str = "home.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let course = |title: &str| CourseRow { id: "c/1".into(), title: title.into(), people: 6, links: 3 };
        let full = Self {
            first_link: Some(FirstLink { id: "l 1".into(), course: "c/1".into(), title: "Quiz 1".into() }),
            last_launch: Some("4f2a".into()),
            own_tools: true,
            courses: vec![course("Algebra I"), course(super::samples::HARD_NAME)],
            launches: LaunchRow::samples(),
        };
        vec![("full", full), ("empty", Self::default())]
    }
}
