//! Whether the platform answers.

use actix_web::HttpResponse;

/// Says that it does.
pub(crate) async fn get() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}
