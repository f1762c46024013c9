//! `/{campus}/`: first steps, courses, last launches.

use actix_web::HttpResponse;
use serde::Serialize;

use super::courses::gate;
use super::launches::Row as LaunchRow;
use super::page::Page;
use super::parts::Pager;
use super::visit::{Visit, go};

use crate::campus::Campus;
use crate::domain::course::Course;
use crate::domain::link::Link;
use crate::error::Problem;

/// How many launches the home page lists.
const LAUNCHES: usize = 8;

/// How many courses it lists: a test run makes a course for each of its scenarios.
const COURSES: usize = 50;

/// In how many courses the first step looks for a link.
const LOOKED_IN: usize = 20;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Home::of(&visit).await).await
}

/// The address as people type it.
pub(crate) async fn without_slash(visit: Visit) -> HttpResponse {
    go(&visit.path("/"))
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Home {
    /// What the first step launches.
    pub(crate) first_link: Option<FirstLink>,
    pub(crate) last_launch: Option<String>,
    pub(crate) has_tools: bool,
    /// Whether somebody registered a tool beside the built-in one.
    pub(crate) own_tools: bool,
    pub(crate) courses: Vec<CourseRow>,
    pub(crate) pager: Pager,
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

impl Home {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let launches = LaunchRow::newest(&visit.campus, LAUNCHES);
        let skip = Pager::skip(&visit.query());
        let mut found = visit.campus.courses_page(skip, COURSES + 1).await?;
        let pager = Pager::by_skip(&visit.path("/"), skip, COURSES, found.len());
        found.truncate(COURSES);
        Ok(Self {
            first_link: first_link(visit).await?,
            last_launch: launches.first().map(|launch| launch.id.clone()),
            has_tools: !visit.campus.registrations().is_empty(),
            own_tools: visit.campus.registrations().len() > 1,
            courses: rows(&visit.campus, &found).await?,
            pager,
            launches,
        })
    }
}

async fn rows(campus: &Campus, courses: &[Course]) -> Result<Vec<CourseRow>, Problem> {
    let sizes = campus.course_sizes().await?;
    let row = |course: &Course| {
        let size = sizes.get(course.id.as_str()).copied().unwrap_or_default();
        CourseRow {
            id: course.id.to_string(),
            title: course.heading(),
            people: size.people,
            links: size.links,
        }
    };
    Ok(courses.iter().map(row).collect())
}

/// The first link that the acting person can open now; failing that, the first one.
async fn first_link(visit: &Visit) -> Result<Option<FirstLink>, Problem> {
    let mut first = None;
    for course in &visit.campus.courses_page(0, LOOKED_IN).await? {
        let Some(link) = first_open(visit, course).await? else { continue };
        let found =
            FirstLink { id: link.id.to_string(), course: course.id.to_string(), title: link.heading() };
        if visit.is_member(course.id.as_str()).await? {
            return Ok(Some(found));
        }
        first = first.or(Some(found));
    }
    Ok(first)
}

/// The first link of a course whose tool is there, and which is not closed to the acting person.
async fn first_open(visit: &Visit, course: &Course) -> Result<Option<Link>, Problem> {
    for link in visit.campus.links_of(course.id.as_str()).await? {
        let has_tool = visit.campus.registration(link.client_id.as_str()).is_some();
        if has_tool && gate::closed(visit, course, &link).await?.is_none() {
            return Ok(Some(link));
        }
    }
    Ok(None)
}

impl Page for Home {
    const TEMPLATE: &'static str = "home.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let course = |title: &str| CourseRow { id: "c/1".into(), title: title.into(), people: 6, links: 3 };
        let full = Self {
            first_link: Some(FirstLink { id: "l 1".into(), course: "c/1".into(), title: "Quiz 1".into() }),
            last_launch: Some("4f2a".into()),
            has_tools: true,
            own_tools: true,
            courses: vec![course("Algebra I"), course(super::samples::HARD_NAME)],
            pager: Pager { newer: None, older: Some("/main/?skip=50".into()) },
            launches: LaunchRow::samples(),
        };
        let no_link = Self { has_tools: true, courses: vec![course("Algebra I")], ..Self::default() };
        let no_course = Self { has_tools: true, ..Self::default() };
        vec![("full", full), ("no link", no_link), ("no course", no_course), ("empty", Self::default())]
    }
}
