//! The tools that a campus knows.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use homeroom_vocab::id::ClientId;

use super::body::Body;
use super::{created, json};
use crate::at::At;
use crate::domain::edge::did_you_mean;
use crate::domain::registration::{NewRegistration, Registration};
use crate::error::Problem;

/// Lists every registration.
#[utoipa::path(get, operation_id = "list_registrations", path = "/{campus}/api/registrations", tag = "registrations", params(("campus" = String, Path)),
    responses((status = 200, body = [Registration])))]
pub(crate) async fn get(campus: At) -> HttpResponse {
    json(StatusCode::OK, &campus.registrations())
}

/// Registers a tool, or replaces the registration of its client id. What is left out is minted, and kept.
#[utoipa::path(put, operation_id = "register", path = "/{campus}/api/registrations", tag = "registrations", params(("campus" = String, Path)),
    request_body = NewRegistration,
    responses((status = 201, body = Registration), (status = 200, body = Registration), (status = 422, body = Problem)))]
pub(crate) async fn put(campus: At, body: Body<NewRegistration>) -> Result<HttpResponse, Problem> {
    let (registration, new) = campus.register(body.0).await?;
    Ok(json(created(new), &registration))
}

/// Forgets a registration; its links stay and cannot be launched.
#[utoipa::path(delete, operation_id = "delete_registration", path = "/{campus}/api/registrations/{client_id}", tag = "registrations",
    params(("campus" = String, Path), ("client_id" = String, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn delete(campus: At, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (_, client) = path.into_inner();
    if campus.delete_registration(&ClientId::from(client.as_str())).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    let all = campus.registrations();
    let known = all.iter().map(|registration| registration.client_id.as_str());
    Err(Problem::unknown(
        "client",
        &client,
        did_you_mean(&client, known, "`GET .../api/registrations` lists all"),
    ))
}
