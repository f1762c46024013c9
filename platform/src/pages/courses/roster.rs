//! `/{campus}/courses/{course}/roster`: who belongs to a course and with which status, and made-up people.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod member;

use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::form::field;
use super::found;
use super::gradebook::part_of;
use super::returned::CourseRef;
use crate::domain::course::{Course, Enrolment, Status};
use crate::domain::edge::quoted;
use crate::domain::person::Person;
use crate::domain::roster::NewRoster;
use crate::error::{Problem as Failed, Refused};
use crate::pages::page::Page;
use crate::pages::parts::{Field, Mark, Pager, Problem};
use crate::pages::people::{A_PAGE, spoken};
use crate::pages::typed::{Typed, Wrong, explain, keep, some};
use crate::pages::visit::{Post, Visit};
use crate::store::lists::Size;
use crate::view::segment;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Roster::of(&visit, &Typed::default(), &Wrong::default()).await).await
}

#[derive(Debug, Serialize)]
pub(crate) struct Roster {
    pub(crate) course: CourseRef,
    pub(crate) shown: String,
    /// What is looked for.
    q: String,
    /// What a form has just done.
    pub(crate) done: Option<String>,
    /// Who was just removed, and can be put back.
    removed: Option<Removed>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) members: Vec<Member>,
    pub(crate) people: Pager,
    pub(crate) count: Field,
    pub(crate) seed: Field,
    /// Where tools read it (NRPS-001).
    pub(crate) url: String,
    pub(crate) page_size: String,
}

/// Somebody who was a member until now.
#[derive(Debug, Serialize)]
struct Removed {
    id: String,
    name: String,
}

/// One member of the course.
#[derive(Debug, Serialize)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) roles: String,
    pub(crate) status: Mark,
    pub(crate) active: bool,
    pub(crate) email: Option<String>,
    /// Whether this is the acting person.
    pub(crate) current: bool,
}

/// `POST .../roster`: made-up people join.
pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    match made(&visit, &typed).await {
        Ok(Ok(address)) => visit.done(Ok(address)).await,
        Ok(Err(page)) => visit.show(StatusCode::UNPROCESSABLE_ENTITY, &page).await,
        Err(problem) => visit.refuse(&problem).await,
    }
}

/// The address to go to, or the form again with what is wrong.
async fn made(visit: &Visit, typed: &Typed) -> Result<Result<String, Roster>, Failed> {
    let course = found::course(visit).await?;
    let mut wrong = Wrong::default();
    let count = keep(
        &mut wrong,
        "count",
        number(typed.first("count"))
            .and_then(|count| count.ok_or_else(|| "Expected a number, got nothing.".to_owned())),
    );
    let seed = keep(&mut wrong, "seed", number(typed.first("seed")));
    if let (Some(count), Some(seed)) = (count, seed) {
        match visit.campus.generate_roster(&course, NewRoster { count, seed }).await {
            Ok(made) => return Ok(Ok(format!("{}?made={}", address(visit, &course), made.count))),
            Err(Refused::Invalid(invalid)) => drop(wrong.insert(invalid.field, explain(&invalid))),
            Err(Refused::Failure(failure)) => return Err(failure.into()),
        }
    }
    Ok(Err(Roster::of(visit, typed, &wrong).await?))
}

/// A whole number as typed; nothing for a blank field.
fn number<T: FromStr>(text: &str) -> Result<Option<T>, String> {
    let Some(text) = some(text) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| format!("Expected a whole number, got {}.", quoted(&text)))
}

pub(super) fn address(visit: &Visit, course: &Course) -> String {
    visit.path(&format!("/courses/{}/roster", segment(course.id.as_str())))
}

impl Roster {
    async fn of(visit: &Visit, typed: &Typed, wrong: &Wrong) -> Result<Self, Failed> {
        let course = found::course(visit).await?;
        let id = course.id.as_str();
        let query = visit.query();
        let (skip, q) = (Pager::skip(&query), some(query.first("q")).unwrap_or_default());
        let mut members = visit.campus.members_found(id, &q, skip, A_PAGE + 1).await?;
        let path = address(visit, &course);
        let people = Pager::around(skip, A_PAGE, members.len() > A_PAGE, |skip| listed(&path, &q, skip));
        members.truncate(A_PAGE);
        let size = visit.campus.course_sizes().await?.get(id).copied().unwrap_or_default();
        Ok(Self {
            shown: if q.is_empty() {
                shown(skip, members.len(), size)
            } else {
                format!("{}{} found", members.len(), if people.older.is_some() { " and more" } else { "" })
            },
            q,
            done: done(&query),
            removed: removed(visit, id, query.first("removed")).await?,
            problems: problems(wrong),
            members: members
                .iter()
                .map(|(enrolment, person)| Member::new(enrolment, person, visit))
                .collect(),
            people,
            count: field(typed, wrong, "count"),
            seed: field(typed, wrong, "seed"),
            url: visit.campus.service_url(&course, "memberships"),
            page_size: format!("{} members, unless the tool asks for another number", course.page(None)),
            course: CourseRef { id: course.id.to_string(), title: course.heading() },
        })
    }
}

/// The list of what is looked for, after so many.
fn listed(path: &str, q: &str, skip: usize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    if skip > 0 {
        query.append_pair("skip", &skip.to_string());
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// What a form has just done, by what it left in the address.
fn done(query: &Typed) -> Option<String> {
    let made =
        query.first("made").parse().ok().map(|made: u32| format!("{made} made-up people joined the course."));
    made.or_else(|| match query.first("done") {
        "enrolled" => Some("Enrolled. Their launches of this course carry the roles.".to_owned()),
        "saved" => Some("Saved. Launches from now on carry it.".to_owned()),
        "restored" => Some("Put back, with the roles as they were.".to_owned()),
        _ => None,
    })
}

/// Somebody whose membership is still remembered, unless they are a member again.
async fn removed(visit: &Visit, course: &str, id: &str) -> Result<Option<Removed>, Failed> {
    if id.is_empty() || visit.campus.former_enrolment(course, id).await?.is_none() {
        return Ok(None);
    }
    let person = visit.campus.person(id).await?;
    Ok(person.map(|person| Removed { id: person.id.to_string(), name: person.label() }))
}

fn shown(skip: usize, members: usize, size: Size) -> String {
    let all = usize::try_from(size.people).unwrap_or_default();
    let people = part_of(skip, members, all, "person", "people");
    if size.inactive == 0 { people } else { format!("{people}, {} inactive", size.inactive) }
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    let label = |field: &str| if field == "seed" { "Seed" } else { "How many" };
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: label(field).to_owned(),
            error: error.clone(),
        })
        .collect()
}

impl Member {
    fn new(enrolment: &Enrolment, person: &Person, visit: &Visit) -> Self {
        let active = enrolment.status == Status::Active;
        let word = enrolment.status.word();
        Self {
            id: person.id.to_string(),
            name: person.label(),
            roles: spoken(&enrolment.roles),
            status: if active { Mark::passed(word) } else { Mark::open(word) },
            active,
            email: person.email.clone(),
            current: visit.is_acting(person.id.as_str()),
        }
    }
}

impl Page for Roster {
    const TEMPLATE: &'static str = "courses/roster.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let member = |name: &str, active: bool| Member {
            id: "p/1".into(),
            name: name.into(),
            roles: if active { "Learner".into() } else { String::new() },
            status: if active { Mark::passed("Active") } else { Mark::open("Inactive") },
            active,
            email: active.then(|| "ada@school.test".into()),
            current: !active,
        };
        let empty = || Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            shown: "0 people".into(),
            q: String::new(),
            done: None,
            removed: None,
            problems: Vec::new(),
            members: Vec::new(),
            people: Pager::default(),
            count: Field::default(),
            seed: Field::default(),
            url: "http://localhost:8080/main/lti/courses/c/memberships?type_id=7".into(),
            page_size: "100 members".into(),
        };
        let next = Pager { newer: Some("/main/x".into()), older: Some("/main/x?skip=200".into()) };
        let full = Self {
            shown: "people 101 to 102 of 10000, 1 inactive".into(),
            done: Some("10000 made-up people joined the course.".into()),
            members: vec![member("Ben Learner", true), member(HARD_NAME, false)],
            people: next.clone(),
            removed: Some(Removed { id: "p/1".into(), name: HARD_NAME.into() }),
            ..empty()
        };
        let nobody_found = Self { q: HARD_NAME.into(), shown: "0 found".into(), ..empty() };
        let error = || "Expected a whole number, got `many`.".to_owned();
        let wrong = Self {
            problems: vec![Problem { field: "count".into(), label: "How many".into(), error: error() }],
            count: Field { value: "many".into(), error: Some(error()) },
            seed: "7".into(),
            ..empty()
        };
        vec![
            ("full", full),
            ("empty", empty()),
            ("nobody found", nobody_found),
            ("wrong", wrong),
            ("past the end", Self { people: next, ..empty() }),
        ]
    }
}
