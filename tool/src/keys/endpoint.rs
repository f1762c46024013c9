//! `GET /keys`: our key set, for everybody (KEY-002, KEY-015).

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::web::Data;
use serde_json::{Value, json};

use crate::app::App;
use crate::defects::Defect;

pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    if app.defects.has(Defect::OWN_JWKS_NOT_FOUND) {
        return HttpResponse::NotFound().finish();
    }
    let mut response = HttpResponse::Ok();
    response.insert_header((CACHE_CONTROL, "max-age=300"));
    let set = |key: &Value| json!({ "keys": [key] });
    if app.defects.has(Defect::OWN_JWKS_AS_HTML) {
        return response.content_type(ContentType::html()).body(set(app.own_key.jwk()).to_string());
    }
    if app.defects.has(Defect::OWN_KID_REUSED)
        && let Ok(other) = app.own_key.namesake()
    {
        return response.json(set(&other));
    }
    response.json(set(app.own_key.jwk()))
}
