//! Who belongs to which course.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::course::{Enrolment, NewEnrolment};
use crate::error::Problem;

/// Enrols a person, or changes their roles.
#[utoipa::path(post, operation_id = "enrol", path = "/{campus}/api/enrolments", tag = "courses", params(("campus" = String, Path)),
    request_body = NewEnrolment, responses((status = 201, body = Enrolment), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewEnrolment>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.enrol(body.0).await?))
}
