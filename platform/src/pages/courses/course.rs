//! `/{campus}/courses/{id}`: the links of a course and its people.

use serde::Serialize;

use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager};
use crate::pages::people::Row as PersonRow;

#[derive(Debug, Serialize)]
pub(crate) struct CoursePage {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) label: Option<String>,
    pub(crate) acting: Option<Acting>,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) people_count: usize,
    pub(crate) pager: Pager,
}

/// Who would launch, and as what.
#[derive(Debug, Serialize)]
pub(crate) struct Acting {
    pub(crate) name: String,
    pub(crate) roles: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct LinkRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) client_id: String,
    /// The name of the tool; none when its registration is gone.
    pub(crate) tool: Option<String>,
    pub(crate) missing: Mark,
}

impl Page for CoursePage {
    const TEMPLATE: &'static str = "courses/course.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let link = |title: &str, tool: Option<&str>| LinkRow {
            id: "l/1".into(),
            title: title.into(),
            description: tool.map(|_| "An activity".into()),
            client_id: "client".into(),
            tool: tool.map(Into::into),
            missing: Mark::failed("not registered"),
        };
        let full = Self {
            id: "c/1".into(),
            title: HARD_NAME.into(),
            label: Some("ALG-1".into()),
            acting: Some(Acting { name: "Ada Teacher".into(), roles: "Instructor".into() }),
            links: vec![link("Quiz 1", Some("My tool")), link(HARD_NAME, None)],
            people: PersonRow::samples(),
            people_count: 2,
            pager: Pager::default(),
        };
        let empty = Self {
            id: "c-2".into(),
            title: "Biology".into(),
            label: None,
            acting: None,
            links: Vec::new(),
            people: Vec::new(),
            people_count: 0,
            pager: Pager { newer: None, older: Some("?after=2".into()) },
        };
        let stranger = Self {
            acting: Some(Acting { name: HARD_NAME.into(), roles: String::new() }),
            id: "c-3".into(),
            title: "Chemistry".into(),
            label: None,
            links: vec![link("Lab", Some(HARD_NAME))],
            people: PersonRow::samples(),
            people_count: 2,
            pager: Pager::default(),
        };
        vec![("full", full), ("empty", empty), ("stranger", stranger)]
    }
}
