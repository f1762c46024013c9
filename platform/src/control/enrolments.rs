//! Who belongs to which course.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::Deserialize;
use utoipa::IntoParams;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::course::{Enrolment, NewEnrolment};
use crate::error::Problem;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The id of a course.
    course: Option<String>,
}

/// Lists the members of a course in the order of their enrolment.
#[utoipa::path(get, operation_id = "list_enrolments", path = "/{campus}/api/enrolments", tag = "courses", params(("campus" = String, Path), Asked),
    responses((status = 200, body = [Enrolment]), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let id = asked.into_inner().course.ok_or_else(unnamed)?;
    let course = campus.demand_course("course", &id).await?;
    let members = campus.members_page(course.id.as_str(), 0, usize::MAX).await?;
    let enrolments: Vec<_> = members.into_iter().map(|(enrolment, _)| enrolment).collect();
    Ok(json(StatusCode::OK, &enrolments))
}

fn unnamed() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "`course` is missing")
        .expected("`?course=ID`", "no course")
        .hint("`GET .../api/courses` lists all")
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    /// The id of a course.
    course: Option<String>,
    /// The id of a member of it.
    person: Option<String>,
}

/// Takes a member off a course. The differences of its roster tell of it (NRPS-014).
#[utoipa::path(delete, operation_id = "remove_enrolment", path = "/{campus}/api/enrolments", tag = "courses", params(("campus" = String, Path), Named),
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn delete(campus: At, named: Query<Named>) -> Result<HttpResponse, Problem> {
    let Named { course: Some(course), person: Some(person) } = named.into_inner() else {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "`course` or `person` is missing")
            .expected("`?course=ID&person=ID`", "not both of them")
            .hint("`GET .../api/enrolments?course=ID` lists the members"));
    };
    let course = campus.demand_course("course", &course).await?;
    if campus.remove_enrolment(course.id.as_str(), &person).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    let hint = format!("`GET .../api/enrolments?course={}` lists the members", course.id);
    Err(Problem::unknown("member of this course", &person, hint))
}

/// Enrols a person, or changes their roles.
#[utoipa::path(post, operation_id = "enrol", path = "/{campus}/api/enrolments", tag = "courses", params(("campus" = String, Path)),
    request_body = NewEnrolment, responses((status = 201, body = Enrolment), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewEnrolment>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.enrol(body.0).await?))
}
