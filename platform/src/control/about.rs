//! Who answers here.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use super::json;
use crate::app::App;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct About<'a> {
    product: &'static str,
    version: &'static str,
    public_url: &'a str,
}

/// Says that this is a Homeroom, and which one.
#[utoipa::path(get, operation_id = "about", path = "/api/about", tag = "platform", responses((status = 200, body = About)))]
pub(crate) async fn get(app: Data<App>) -> HttpResponse {
    let about = About {
        product: "homeroom",
        version: env!("CARGO_PKG_VERSION"),
        public_url: &app.ground().urls.public,
    };
    json(StatusCode::OK, &about)
}
