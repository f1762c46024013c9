//! The catalogue of faults, and those that are armed for a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::error::Problem;
use crate::faults::armed::{Arm, Reach};
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

/// Lists the faults that are armed for the whole campus.
#[utoipa::path(get, operation_id = "list_armed_faults", path = "/{campus}/api/faults", tag = "faults", params(("campus" = String, Path)),
    responses((status = 200, body = Armed)))]
pub(crate) async fn armed(campus: At) -> HttpResponse {
    json(StatusCode::OK, &Armed { armed: campus.armed().all() })
}

/// Lists the faults that are armed for the services of a course.
#[utoipa::path(get, operation_id = "list_course_faults", path = "/{campus}/api/courses/{course}/faults", tag = "faults",
    params(("campus" = String, Path), ("course" = String, Path)),
    responses((status = 200, body = Armed)))]
pub(crate) async fn armed_for_course(campus: At, path: Path<(String, String)>) -> HttpResponse {
    json(StatusCode::OK, &Armed { armed: campus.armed_courses().all(&path.1) })
}

/// Replaces the list of armed faults of the services of a course, which other courses do not notice.
#[utoipa::path(put, operation_id = "arm_course_faults", path = "/{campus}/api/courses/{course}/faults", tag = "faults",
    params(("campus" = String, Path), ("course" = String, Path)), request_body = Armed,
    responses((status = 200, body = Armed), (status = 422, body = Problem)))]
pub(crate) async fn arm_course(
    campus: At,
    path: Path<(String, String)>,
    body: Body<Armed>,
) -> Result<HttpResponse, Problem> {
    let course = campus.demand_course("course", &path.1).await?;
    campus.armed_courses().replace(course.id.as_str(), body.0.armed)?;
    Ok(json(StatusCode::OK, &Armed { armed: campus.armed_courses().all(course.id.as_str()) }))
}

/// Replaces the list of armed faults of the key set, the token endpoint and the services; an empty list disarms all.
#[utoipa::path(put, operation_id = "arm_faults", path = "/{campus}/api/faults", tag = "faults", params(("campus" = String, Path)),
    request_body = Armed, responses((status = 200, body = Armed), (status = 422, body = Problem)))]
pub(crate) async fn arm(campus: At, body: Body<Armed>) -> Result<HttpResponse, Problem> {
    campus.armed().replace(body.0.armed, Reach::Campus)?;
    Ok(json(StatusCode::OK, &Armed { armed: campus.armed().all() }))
}
