//! The key ring of a campus.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::domain::edge::Invalid;
use crate::error::Problem;
use crate::keys::ring::{Held, KeyState};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    kid: String,
    state: KeyState,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ring {
    keys: Vec<Shown>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rotation {
    /// Whether the old key stays in the key set.
    overlap: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rotated {
    kid: String,
}

fn shown(held: &Held) -> Shown {
    Shown { kid: held.key.kid().to_string(), state: held.state }
}

/// Lists every key that the campus ever had, oldest first.
#[utoipa::path(get, operation_id = "list_keys", path = "/{campus}/api/keys", tag = "keys", params(("campus" = String, Path)),
    responses((status = 200, body = Ring)))]
pub(crate) async fn get(campus: At) -> HttpResponse {
    json(StatusCode::OK, &Ring { keys: campus.ring().all().iter().map(shown).collect() })
}

/// Makes a new key the active one.
#[utoipa::path(post, operation_id = "rotate_keys", path = "/{campus}/api/keys/rotate", tag = "keys", params(("campus" = String, Path)),
    request_body = Rotation, responses((status = 200, body = Rotated)))]
pub(crate) async fn rotate(campus: At, body: Body<Rotation>) -> Result<HttpResponse, Problem> {
    let kid = campus.rotate(body.0.overlap).await?;
    Ok(json(StatusCode::OK, &Rotated { kid: kid.to_string() }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Activation {
    /// The key of the ring that signs from now on.
    kid: String,
}

/// Signs with an older key of the ring again; the present one stays published.
#[utoipa::path(post, operation_id = "activate_key", path = "/{campus}/api/keys/activate", tag = "keys", params(("campus" = String, Path)),
    request_body = Activation, responses((status = 200, body = Rotated), (status = 422, body = Problem)))]
pub(crate) async fn activate(campus: At, body: Body<Activation>) -> Result<HttpResponse, Problem> {
    let kid = body.0.kid;
    if campus.activate_key(&kid).await?.is_none() {
        let hint = format!("`GET /{}/api/keys` lists the keys", campus.name().as_str());
        return Err(Invalid::new("kid", "the kid of a key of this campus", &kid).hint(hint).into());
    }
    Ok(json(StatusCode::OK, &Rotated { kid }))
}
