//! The people of a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::person::{NewPerson, Person};
use crate::error::Problem;

/// Lists everyone.
#[utoipa::path(get, operation_id = "list_people", path = "/{campus}/api/people", tag = "people", params(("campus" = String, Path)),
    responses((status = 200, body = [Person])))]
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::OK, &campus.people().await?))
}

/// Adds a person, or replaces the one of this id.
#[utoipa::path(post, operation_id = "add_person", path = "/{campus}/api/people", tag = "people", params(("campus" = String, Path)),
    request_body = NewPerson, responses((status = 201, body = Person), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewPerson>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.add_person(body.0).await?))
}
