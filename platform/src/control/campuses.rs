//! The campuses.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{created, json};
use crate::app::App;
use crate::campus::Campus;
use crate::domain::campus::CampusName;
use crate::error::Problem;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    name: String,
    issuer: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCampus {
    /// `[a-z][a-z0-9-]{0,30}`, and none of the reserved words.
    name: String,
}

fn shown(campus: &Campus) -> Shown {
    Shown { name: campus.name().to_string(), issuer: campus.identity().issuer.to_string() }
}

/// Lists every campus.
#[utoipa::path(get, operation_id = "list_campuses", path = "/api/campuses", tag = "campuses", responses((status = 200, body = [Shown])))]
pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    let all: Vec<Shown> = app.campuses().iter().map(|campus| shown(campus)).collect();
    json(StatusCode::OK, &all)
}

/// Makes a campus with keys of its own, or finds the one of this name.
#[utoipa::path(post, operation_id = "create_campus", path = "/api/campuses", tag = "campuses", request_body = NewCampus,
    responses((status = 201, body = Shown), (status = 200, body = Shown), (status = 422, body = Problem)))]
pub(crate) async fn post(app: Data<App>, body: Body<NewCampus>) -> Result<HttpResponse, Problem> {
    let name = CampusName::parse(&body.0.name)?;
    let (campus, new) = app.create_campus(name).await?;
    Ok(json(created(new), &shown(&campus)))
}
