//! `/{campus}/courses/{id}`: the links of a course and its people.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;

use super::content::ContentRow;
use super::found;
use super::pick::ToolRef;
use crate::domain::content::{Period, Size};
use crate::domain::course::Course;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager};
use crate::pages::people::{A_PAGE, Row as PersonRow, spoken};
use crate::pages::visit::Visit;
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(CoursePage::of(&visit).await).await
}

#[derive(Debug, Serialize)]
pub(crate) struct CoursePage {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) label: Option<String>,
    pub(crate) acting: Option<Acting>,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) content: Vec<ContentRow>,
    /// The tools that content can be picked with.
    pub(crate) tools: Vec<ToolRef>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) people_count: i64,
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
    /// What came with it by deep linking, each in a few words.
    pub(crate) notes: Vec<String>,
    /// The size of the window that it wants, for a script to open.
    pub(crate) popup: String,
}

impl CoursePage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let course = found::course(visit).await?;
        let id = course.id.as_str();
        let skip = Pager::skip(&visit.query());
        let mut members = visit.campus.members_page(id, skip, A_PAGE + 1).await?;
        let path = visit.path(&format!("/courses/{}", segment(id)));
        let pager = Pager::by_skip(&path, skip, A_PAGE, members.len());
        members.truncate(A_PAGE);
        let links = visit.campus.links_of(id).await?;
        let columns = visit.campus.line_items_of(id).await?;
        Ok(Self {
            id: course.id.to_string(),
            title: course.heading(),
            label: course.label.clone(),
            acting: acting(visit, &course).await?,
            links: links.iter().map(|link| LinkRow::new(link, &columns, visit)).collect(),
            content: visit.campus.content_of(id).await?.iter().map(ContentRow::from).collect(),
            tools: tools(visit),
            people: members
                .iter()
                .map(|(enrolment, person)| PersonRow::new(person, &enrolment.roles, visit))
                .collect(),
            people_count: visit.campus.course_sizes().await?.get(id).map_or(0, |size| size.people),
            pager,
        })
    }
}

impl LinkRow {
    fn new(link: &Link, columns: &[LineItem], visit: &Visit) -> Self {
        Self {
            id: link.id.to_string(),
            title: link.heading(),
            description: link.description.clone(),
            client_id: link.client_id.to_string(),
            tool: visit.campus.registration(link.client_id.as_str()).map(|tool| tool.name.clone()),
            missing: Mark::failed("not registered"),
            notes: notes(link, columns.iter().find(|column| column.link.as_ref() == Some(&link.id))),
            popup: link.window.as_ref().map(|window| popup(window.size)).unwrap_or_default(),
        }
    }
}

/// What deep linking brought along with a link: its column of the gradebook, and when it is open.
fn notes(link: &Link, column: Option<&LineItem>) -> Vec<String> {
    let column = column.map(|column| format!("graded: {}, {} points", column.label, column.score_maximum));
    let open = link.available.as_ref().and_then(|period| span("available", period));
    let due = link.submission.as_ref().and_then(|period| span("submission", period));
    [column, open, due].into_iter().flatten().collect()
}

fn span(what: &str, period: &Period) -> Option<String> {
    match (&period.start, &period.end) {
        (None, None) => None,
        (Some(start), None) => Some(format!("{what} from {start}")),
        (None, Some(end)) => Some(format!("{what} until {end}")),
        (Some(start), Some(end)) => Some(format!("{what} from {start} until {end}")),
    }
}

fn popup(size: Size) -> String {
    let part = |name: &str, value: Option<u32>| value.map(|value| format!("{name}={value}"));
    [part("width", size.width), part("height", size.height)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(",")
}

/// Tools with a picker of their own first.
fn tools(visit: &Visit) -> Vec<ToolRef> {
    let mut all = visit.campus.registrations();
    all.sort_by_key(|tool| tool.deep_linking_url.is_none());
    let tool =
        |tool: &Arc<Registration>| ToolRef { client_id: tool.client_id.to_string(), name: tool.name.clone() };
    all.iter().map(tool).collect()
}

async fn acting(visit: &Visit, course: &Course) -> Result<Option<Acting>, Problem> {
    let Some(person) = &visit.person else { return Ok(None) };
    let enrolment = visit.campus.enrolment(course.id.as_str(), person.id.as_str()).await?;
    let roles = enrolment.map_or_else(String::new, |enrolment| spoken(&enrolment.roles));
    Ok(Some(Acting { name: person.label(), roles }))
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
            notes: tool.map(|_| "graded: Quiz 1, 10 points".into()).into_iter().collect(),
            popup: tool.map(|_| "width=700".into()).unwrap_or_default(),
        };
        let full = Self {
            id: "c/1".into(),
            title: HARD_NAME.into(),
            label: Some("ALG-1".into()),
            acting: Some(Acting { name: "Ada Teacher".into(), roles: "Instructor".into() }),
            links: vec![link("Quiz 1", Some("My tool")), link(HARD_NAME, None)],
            content: crate::pages::courses::content::samples::all()
                .iter()
                .map(|(_, item)| ContentRow::from(item))
                .collect(),
            tools: vec![ToolRef { client_id: "t".into(), name: HARD_NAME.into() }],
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
            content: Vec::new(),
            tools: Vec::new(),
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
            content: Vec::new(),
            tools: vec![ToolRef { client_id: "t".into(), name: "My tool".into() }],
            people: PersonRow::samples(),
            people_count: 2,
            pager: Pager::default(),
        };
        vec![("full", full), ("empty", empty), ("stranger", stranger)]
    }
}
