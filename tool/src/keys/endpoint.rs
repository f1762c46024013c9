//! `GET /keys`: our key set, for everybody (KEY-002, KEY-015).

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::web::Data;
use serde_json::json;

use crate::app::App;
use crate::defects::Defect;

pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    if app.defects.has(Defect::OWN_JWKS_NOT_FOUND) {
        return HttpResponse::NotFound().finish();
    }
    let mut response = HttpResponse::Ok();
    response.insert_header((CACHE_CONTROL, "max-age=300"));
    let set = match app.own_keys.jwks().await {
        Ok(set) => set,
        Err(error) => {
            tracing::error!(%error, "our keys cannot be read");
            return HttpResponse::ServiceUnavailable().finish();
        }
    };
    if app.defects.has(Defect::OWN_JWKS_AS_HTML) {
        return response.content_type(ContentType::html()).body(set.to_string());
    }
    if app.defects.has(Defect::OWN_KID_REUSED)
        && let Ok(own) = app.own_keys.own().await
        && let Ok(other) = own.namesake()
    {
        return response.json(json!({ "keys": [other] }));
    }
    response.json(set)
}
