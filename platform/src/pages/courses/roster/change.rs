//! `POST /{campus}/courses/{course}/roster/members`: one member changes status, is removed or put back, or somebody joins.

use actix_web::HttpResponse;
use homeroom_vocab::id::UserId;
use homeroom_vocab::role;

use super::address;
use crate::domain::course::{Course, Enrolment, Status};
use crate::error::Problem;
use crate::pages::courses::found;
use crate::pages::typed::{Typed, some};
use crate::pages::visit::{Post, Visit};
use crate::view::segment;

pub(crate) async fn post(Post { visit, typed }: Post) -> HttpResponse {
    visit.done(changed(&visit, &typed).await).await
}

async fn changed(visit: &Visit, typed: &Typed) -> Result<String, Problem> {
    let course = found::course(visit).await?;
    let named = |word: &str| some(typed.first(word));
    if let Some(person) = named("activate") {
        return set(visit, typed, &course, &person, Status::Active).await;
    }
    if let Some(person) = named("inactivate") {
        return set(visit, typed, &course, &person, Status::Inactive).await;
    }
    if let Some(person) = named("remove") {
        if !visit.campus.remove_enrolment(course.id.as_str(), &person).await? {
            return Err(gone(&person));
        }
        return Ok(format!("{}?removed={}", address(visit, &course), segment(&person)));
    }
    if let Some(person) = named("restore") {
        return restore(visit, &course, &person).await;
    }
    if let Some(person) = named("enrol") {
        return enrol(visit, &course, &person).await;
    }
    Ok(address(visit, &course))
}

async fn set(
    visit: &Visit,
    typed: &Typed,
    course: &Course,
    person: &str,
    status: Status,
) -> Result<String, Problem> {
    let enrolment = visit.campus.enrolment(course.id.as_str(), person).await?;
    let enrolment = enrolment.ok_or_else(|| gone(person))?;
    visit.campus.save_enrolment(&Enrolment { status, ..enrolment }).await?;
    Ok(visit.back(typed.first("back")))
}

fn gone(person: &str) -> Problem {
    Problem::unknown("member", person, "reload the roster: somebody may have removed them")
}

/// Somebody who was removed is back as they were.
async fn restore(visit: &Visit, course: &Course, person: &str) -> Result<String, Problem> {
    let former = visit.campus.former_enrolment(course.id.as_str(), person).await?;
    let here = visit.campus.person(person).await?.is_some();
    let gone = || Problem::unknown("former member", person, "add them to the roster instead");
    visit.campus.save_enrolment(&former.filter(|_| here).ok_or_else(gone)?).await?;
    Ok(format!("{}?done=restored", address(visit, course)))
}

/// Somebody joins as a learner, the usual role; who is a member already stays as they are.
async fn enrol(visit: &Visit, course: &Course, person: &str) -> Result<String, Problem> {
    let known = visit.campus.person(person).await?;
    let known = known.ok_or_else(|| Problem::unknown("person", person, "the people page lists everybody"))?;
    if visit.campus.enrolment(course.id.as_str(), person).await?.is_none() {
        let enrolment = Enrolment {
            course: course.id.clone(),
            person: UserId::from(known.id.to_string()),
            roles: vec![role::context::LEARNER.to_owned()],
            mentees: Vec::new(),
            status: Status::Active,
        };
        visit.campus.save_enrolment(&enrolment).await?;
    }
    Ok(format!("{}?done=enrolled", address(visit, course)))
}
