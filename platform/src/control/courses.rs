//! The courses of a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::course::{Course, NewCourse};
use crate::error::Problem;

/// Lists every course.
#[utoipa::path(get, operation_id = "list_courses", path = "/{campus}/api/courses", tag = "courses", params(("campus" = String, Path)),
    responses((status = 200, body = [Course])))]
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::OK, &campus.courses().await?))
}

/// Adds a course, or replaces the one of this id.
#[utoipa::path(post, operation_id = "add_course", path = "/{campus}/api/courses", tag = "courses", params(("campus" = String, Path)),
    request_body = NewCourse, responses((status = 201, body = Course), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewCourse>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.add_course(body.0).await?))
}
