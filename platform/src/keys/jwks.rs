//! The published key sets: the campus's own, and that of a foreign key which only attacks point to.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::certificate;
use super::signing::RsaAlg;
use crate::at::At;
use crate::domain::fault::Place;
use crate::error::{Failure, Problem};
use crate::faults::keys::{Served, apply};
use crate::journal::record::Silence;

/// How long a tool may keep the set (KEY-008).
const CACHE: &str = "public, max-age=300";

/// The key set, or what an armed fault makes of it (KEY-001, KEY-015).
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    let faults = campus.armed().strike(&[Place::Keys], None);
    let keys = campus.ring().published();
    let keys: Vec<Value> = keys.iter().map(|key| key.public().to_json(RsaAlg::Rs256)).collect();
    let served = apply(keys, &faults, &campus.ground().entropy, campus.ground().odd_keys())?;
    Ok(serve(served))
}

fn serve(served: Served) -> HttpResponse {
    match served {
        Served::Set(set) => json_body(&set),
        Served::Other(status, media_type, body) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            HttpResponse::build(status).content_type(media_type).body(body)
        }
        Served::Silence(time) => {
            let mut response = HttpResponse::ServiceUnavailable().finish();
            response.extensions_mut().insert(Silence(time));
            response
        }
    }
}

fn json_body(set: &Value) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("cache-control", CACHE))
        .body(set.to_string())
}

/// Where the faulty `jku` header points (SEC-024). Nobody should come here.
pub(crate) async fn foreign(campus: At) -> Result<HttpResponse, Problem> {
    let key = campus.ground().odd_keys().foreign().map_err(Failure::from)?;
    Ok(json_body(&json!({ "keys": [key.public().to_json(RsaAlg::Rs256)] })))
}

/// Where the faulty `x5u` header points (SEC-024). Nobody should come here.
pub(crate) async fn foreign_certificate(campus: At) -> Result<HttpResponse, Problem> {
    let key = campus.ground().odd_keys().foreign().map_err(Failure::from)?;
    let der = certificate::foreign(key).map_err(Failure::from)?;
    let body = certificate::pem("CERTIFICATE", &der);
    Ok(HttpResponse::Ok().content_type("application/x-pem-file").body(body))
}
