//! `/{campus}/courses/{id}`: the links, pages and placed items of a course, and its people.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde::Serialize;

use super::content::ContentRow;
use super::found;
use super::gate::{Standing, standing};
use super::pick::ToolRef;
use super::popup;
use super::teaching;
use crate::domain::course::Course;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::registration::Registration;
use crate::domain::written::{Piece, WrittenPage};
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
    /// The courses that it is a copy of, the latest first.
    pub(crate) history: Vec<String>,
    pub(crate) acting: Option<Acting>,
    /// Those that no page shows.
    pub(crate) links: Vec<LinkRow>,
    pub(crate) written: Vec<WrittenRow>,
    pub(crate) content: Vec<ContentRow>,
    /// The tools that content can be picked with.
    pub(crate) tools: Vec<ToolRef>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) people_count: i64,
    pub(crate) pager: Pager,
}

/// A written page in the list.
#[derive(Debug, Serialize)]
pub(crate) struct WrittenRow {
    pub(crate) id: String,
    pub(crate) title: String,
    /// How many links and items it shows.
    pub(crate) placed: usize,
}

impl From<&WrittenPage> for WrittenRow {
    fn from(page: &WrittenPage) -> Self {
        let placed = page.blocks.iter().filter(|block| !matches!(block.piece, Piece::Text { .. })).count();
        Self { id: page.id.clone(), title: page.title.clone(), placed }
    }
}

/// Who would launch, and as what.
#[derive(Debug, Serialize)]
pub(crate) struct Acting {
    pub(crate) name: String,
    pub(crate) roles: String,
    /// Whether times that close a link to learners do not hold for them.
    pub(crate) teaches: bool,
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
    /// Its columns of the gradebook.
    pub(crate) columns: Vec<String>,
    pub(crate) available: Option<Standing>,
    pub(crate) submission: Option<Standing>,
    /// The size of the window that it wants, for a script to open.
    pub(crate) popup: String,
    pub(crate) window: String,
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
        let written = visit.campus.pages_of(id).await?;
        let links = visit.campus.links_of(id).await?;
        let links = links.iter().filter(|link| !written.iter().any(|page| page.shows_link(&link.id)));
        let content = visit.campus.content_of(id).await?;
        let content = content.iter().filter(|item| !written.iter().any(|page| page.shows_item(&item.id)));
        let columns = visit.campus.line_items_of(id).await?;
        Ok(Self {
            id: course.id.to_string(),
            title: course.heading(),
            label: course.label.clone(),
            history: course.history.iter().map(ToString::to_string).collect(),
            acting: acting(visit, &course).await?,
            links: links.map(|link| LinkRow::new(link, &columns, visit)).collect(),
            written: written.iter().map(WrittenRow::from).collect(),
            content: content.map(ContentRow::from).collect(),
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
        let now = visit.campus.now();
        let columns = columns.iter().filter(|column| column.link.as_ref() == Some(&link.id));
        Self {
            id: link.id.to_string(),
            title: link.heading(),
            description: link.description.clone(),
            client_id: link.client_id.to_string(),
            tool: visit.campus.registration(link.client_id.as_str()).map(|tool| tool.name.clone()),
            missing: Mark::failed("not registered"),
            columns: columns
                .map(|column| format!("graded: {}, {} points", column.label, column.score_maximum))
                .collect(),
            available: standing(link.available.as_ref(), now, ["open", "not open yet", "closed"]),
            submission: standing(
                link.submission.as_ref(),
                now,
                ["work can be handed in", "no work can be handed in yet", "handing in is over"],
            ),
            popup: link.window.as_ref().map(popup::features).unwrap_or_default(),
            window: link.window.as_ref().map(popup::name).unwrap_or_default(),
        }
    }
}

/// Tools with a picker of their own first.
pub(super) fn tools(visit: &Visit) -> Vec<ToolRef> {
    let mut all = visit.campus.registrations();
    all.sort_by_key(|tool| tool.deep_linking_url.is_none());
    let tool =
        |tool: &Arc<Registration>| ToolRef { client_id: tool.client_id.to_string(), name: tool.name.clone() };
    all.iter().map(tool).collect()
}

async fn acting(visit: &Visit, course: &Course) -> Result<Option<Acting>, Problem> {
    let Some(person) = &visit.person else { return Ok(None) };
    let enrolment = visit.campus.enrolment(course.id.as_str(), person.id.as_str()).await?;
    let teaches = teaching::is_allowed(person, enrolment.as_ref());
    let roles = enrolment.map_or_else(String::new, |enrolment| spoken(&enrolment.roles));
    Ok(Some(Acting { name: person.label(), roles, teaches }))
}

impl Page for CoursePage {
    const TEMPLATE: &'static str = "courses/course.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let standings = || Standing::samples().into_iter();
        let link = |title: &str, tool: Option<&str>| LinkRow {
            id: "l/1".into(),
            title: title.into(),
            description: tool.map(|_| "An activity".into()),
            client_id: "client".into(),
            tool: tool.map(Into::into),
            missing: Mark::failed("not registered"),
            columns: tool.map(|_| "graded: Quiz 1, 10 points".into()).into_iter().collect(),
            available: standings().next(),
            submission: standings().nth(2),
            popup: tool.map(|_| "width=700".into()).unwrap_or_default(),
            window: tool.map(|_| "quiz".into()).unwrap_or_default(),
        };
        let full = Self {
            id: "c/1".into(),
            title: HARD_NAME.into(),
            label: Some("ALG-1".into()),
            history: vec!["c/0".into(), HARD_NAME.into()],
            acting: Some(Acting { name: "Ada Teacher".into(), roles: "Instructor".into(), teaches: true }),
            written: vec![
                WrittenRow { id: "p/1".into(), title: HARD_NAME.into(), placed: 2 },
                WrittenRow { id: "p/2".into(), title: "Reading".into(), placed: 0 },
            ],
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
            history: Vec::new(),
            acting: None,
            links: Vec::new(),
            written: Vec::new(),
            content: Vec::new(),
            tools: Vec::new(),
            people: Vec::new(),
            people_count: 0,
            pager: Pager { newer: None, older: Some("?after=2".into()) },
        };
        let stranger = Self {
            acting: Some(Acting { name: HARD_NAME.into(), roles: String::new(), teaches: false }),
            id: "c-3".into(),
            title: "Chemistry".into(),
            label: None,
            history: Vec::new(),
            written: Vec::new(),
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
