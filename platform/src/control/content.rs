//! What tools placed in courses by deep linking, beside links.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Query;
use serde::Deserialize;
use utoipa::IntoParams;

use super::json;
use crate::at::At;
use crate::domain::content::Content;
use crate::error::Problem;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// The id of a course.
    course: Option<String>,
}

/// Lists the placed items of a course that are no resource links.
#[utoipa::path(get, operation_id = "list_content", path = "/{campus}/api/content", tag = "links", params(("campus" = String, Path), Asked),
    responses((status = 200, body = [Content]), (status = 422, body = Problem)))]
pub(crate) async fn get(campus: At, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    let id = asked.into_inner().course.ok_or_else(unnamed)?;
    let course = campus.demand_course("course", &id).await?;
    Ok(json(StatusCode::OK, &campus.content_of(course.id.as_str()).await?))
}

fn unnamed() -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "`course` is missing")
        .expected("`?course=ID`", "no course")
        .hint("`GET .../api/courses` lists all")
}
