//! The links of the courses.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::link::{Link, NewLink};
use crate::error::Problem;

/// Lists every link.
#[utoipa::path(get, operation_id = "list_links", path = "/{campus}/api/links", tag = "links", params(("campus" = String, Path)),
    responses((status = 200, body = [Link])))]
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::OK, &campus.links().await?))
}

/// Adds a link to a course, or replaces the one of this id.
#[utoipa::path(post, operation_id = "add_link", path = "/{campus}/api/links", tag = "links", params(("campus" = String, Path)),
    request_body = NewLink, responses((status = 201, body = Link), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewLink>) -> Result<HttpResponse, Problem> {
    Ok(json(StatusCode::CREATED, &campus.add_link(body.0).await?))
}
