//! Made-up people for a course.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::roster::{Made, NewRoster};
use crate::error::Problem;

/// Fills a course with made-up people: all of them, or nobody.
#[utoipa::path(post, operation_id = "make_roster", path = "/{campus}/api/courses/{course}/roster", tag = "courses",
    params(("campus" = String, Path), ("course" = String, Path)),
    request_body = NewRoster, responses((status = 201, body = Made), (status = 422, body = Problem)))]
pub(crate) async fn post(
    campus: At,
    path: Path<(String, String)>,
    body: Body<NewRoster>,
) -> Result<HttpResponse, Problem> {
    let course = campus.demand_course("course", &path.1).await?;
    Ok(json(StatusCode::CREATED, &campus.generate_roster(&course, body.0).await?))
}
