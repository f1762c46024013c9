//! What a tool must know of a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::json;
use crate::at::At;
use crate::domain::campus::Endpoints;

/// The values to register with a tool.
#[utoipa::path(get, operation_id = "platform", path = "/{campus}/api/platform", tag = "platform", params(("campus" = String, Path)),
    responses((status = 200, body = Endpoints)))]
pub(crate) async fn get(campus: At) -> HttpResponse {
    json(StatusCode::OK, &campus.endpoints())
}
