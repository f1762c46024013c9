//! `/{campus}/courses/{course}/roster/add`: finding people of the campus who should join a course.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::domain::person::Person;
use crate::error::Problem;
use crate::pages::courses::found;
use crate::pages::courses::returned::CourseRef;
use crate::pages::page::Page;
use crate::pages::people::spoken;
use crate::pages::typed::some;
use crate::pages::visit::Visit;

/// How many people are offered; a search narrows them.
const OFFERED: usize = 50;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(AddPage::of(&visit).await).await
}

#[derive(Debug, Serialize)]
pub(crate) struct AddPage {
    course: CourseRef,
    q: String,
    people: Vec<Candidate>,
    /// That more were found than are offered.
    more: bool,
}

#[derive(Debug, Serialize)]
struct Candidate {
    id: String,
    name: String,
    email: Option<String>,
    institution: String,
    member: bool,
}

impl AddPage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let course = found::course(visit).await?;
        let q = some(visit.query().first("q")).unwrap_or_default();
        let mut found = visit.campus.people_found(&q, 0, OFFERED + 1).await?;
        let more = found.len() > OFFERED;
        found.truncate(OFFERED);
        let mut people = Vec::with_capacity(found.len());
        for person in &found {
            let member = visit.campus.enrolment(course.id.as_str(), person.id.as_str()).await?.is_some();
            people.push(Candidate::new(person, member));
        }
        let course = CourseRef { id: course.id.to_string(), title: course.heading() };
        Ok(Self { course, q, people, more })
    }
}

impl Candidate {
    fn new(person: &Person, member: bool) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.label(),
            email: person.email.clone(),
            institution: spoken(&person.institution_roles),
            member,
        }
    }
}

impl Page for AddPage {
    const TEMPLATE: &'static str = "courses/roster_add.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let one = |name: &str, member: bool| Candidate {
            id: "p/1".into(),
            name: name.into(),
            email: member.then(|| "ada@school.test".into()),
            institution: if member { "Faculty".into() } else { String::new() },
            member,
        };
        let page = |q: &str, people: Vec<Candidate>, more: bool| Self {
            course: CourseRef { id: "c/1".into(), title: HARD_NAME.into() },
            q: q.into(),
            people,
            more,
        };
        vec![
            ("some", page("", vec![one("Ada", true), one(HARD_NAME, false)], true)),
            ("none", page(HARD_NAME, Vec::new(), false)),
            ("empty", page("", Vec::new(), false)),
        ]
    }
}
