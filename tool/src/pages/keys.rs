//! `GET /keys`: our key set, for everybody (KEY-002, KEY-015).

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;

use crate::app::App;

pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "max-age=300")).json(app.own_key.jwks())
}
