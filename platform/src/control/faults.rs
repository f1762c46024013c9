//! The catalogue of faults, and those that are armed for a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::error::Problem;
use crate::faults::armed::Arm;
use crate::faults::{self, Entry};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Armed {
    armed: Vec<Arm>,
}

/// Lists every fault.
#[utoipa::path(get, operation_id = "list_faults", path = "/api/faults", tag = "faults", responses((status = 200, body = [Entry])))]
pub(crate) async fn catalogue() -> HttpResponse {
    let all: Vec<Entry> = faults::catalogue().collect();
    json(StatusCode::OK, &all)
}

/// Lists the faults of the key set that are armed.
#[utoipa::path(get, operation_id = "list_armed_faults", path = "/{campus}/api/faults", tag = "faults", params(("campus" = String, Path)),
    responses((status = 200, body = Armed)))]
pub(crate) async fn armed(campus: At) -> HttpResponse {
    json(StatusCode::OK, &Armed { armed: campus.armed().all() })
}

/// Replaces the list of armed faults; an empty list disarms all.
#[utoipa::path(put, operation_id = "arm_faults", path = "/{campus}/api/faults", tag = "faults", params(("campus" = String, Path)),
    request_body = Armed, responses((status = 200, body = Armed), (status = 422, body = Problem)))]
pub(crate) async fn arm(campus: At, body: Body<Armed>) -> Result<HttpResponse, Problem> {
    campus.armed().replace(body.0.armed)?;
    Ok(json(StatusCode::OK, &Armed { armed: campus.armed().all() }))
}
