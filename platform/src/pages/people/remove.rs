//! `/{campus}/admin/people/{person}/remove`: what hangs on a person, and the button that removes them all the same.

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::found;
use crate::domain::person::Person;
use crate::error::Problem;
use crate::pages::page::Page;
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

/// How many courses are named.
const NAMED: usize = 20;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(RemovePage::of(&visit).await).await
}

pub(crate) async fn post(Post { visit, .. }: Post) -> HttpResponse {
    visit.done(removed(&visit).await).await
}

async fn removed(visit: &Visit) -> Result<String, Problem> {
    let person = found(visit).await?;
    visit.campus.remove_person(person.id.as_str()).await?;
    Ok(visit.path(&format!("/admin/people?removed={}", segment(person.id.as_str()))))
}

#[derive(Debug, Serialize)]
pub(crate) struct RemovePage {
    id: String,
    name: String,
    acting: bool,
    courses: Vec<String>,
    /// That there are more courses than are named.
    and_more: bool,
    /// Launches that wait for the tool.
    launches: usize,
}

impl RemovePage {
    async fn of(visit: &Visit) -> Result<Self, Problem> {
        let person = found(visit).await?;
        let id = person.id.as_str();
        let enrolments = visit.campus.enrolments_of(id, NAMED + 1).await?;
        let mut courses = Vec::new();
        for enrolment in enrolments.iter().take(NAMED) {
            let course = visit.campus.course(enrolment.course.as_str()).await?;
            courses.extend(course.map(|course| course.heading()));
        }
        Ok(Self {
            acting: visit.is_acting(id),
            launches: waiting(visit, &person),
            and_more: enrolments.len() > NAMED,
            courses,
            name: person.label(),
            id: id.to_owned(),
        })
    }
}

/// How many launches are prepared for someone and not used yet.
fn waiting(visit: &Visit, person: &Person) -> usize {
    visit.campus.launches().waiting_of(person.id.as_str(), visit.campus.now())
}

impl Page for RemovePage {
    const TEMPLATE: &'static str = "people/remove.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        use crate::pages::samples::HARD_NAME;
        let bare = |name: &str| Self {
            id: "p/1".into(),
            name: name.into(),
            acting: false,
            courses: Vec::new(),
            and_more: false,
            launches: 0,
        };
        let courses = vec![HARD_NAME.into(), "Biology".into()];
        let full = Self { acting: true, courses, and_more: true, launches: 2, ..bare(HARD_NAME) };
        let one = Self { courses: vec!["Biology".into()], launches: 1, ..bare("Ben") };
        vec![("full", full), ("one", one), ("bare", bare("Ada"))]
    }
}
