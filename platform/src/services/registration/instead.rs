//! The answers of faults that say nothing of what was asked.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::error::registration::INVALID_CLIENT_METADATA;
use serde_json::{Map, Value};

use super::acts::Happening;
use super::endless::{self, Endless};
use crate::campus::Campus;
use crate::faults::registration::Instead;
use crate::journal::record::{Silence, Unending};
use crate::services::refusal::{Refusal, bad_token};

/// How much a huge configuration has too much.
const HUGE: usize = 5 * 1024 * 1024;

/// What is sent instead of an honest answer; `honest` is the configuration, where that is asked for.
pub(super) fn answer(
    campus: &Campus,
    request: &HttpRequest,
    happening: Happening<'_, Instead>,
    honest: Map<String, Value>,
) -> HttpResponse {
    match happening.what {
        Instead::Status(status) => refusal(status).answer(),
        Instead::Body(status, media_type, body) => {
            HttpResponse::build(code(status)).content_type(media_type).body(body)
        }
        Instead::Array => HttpResponse::Ok().json([honest]),
        Instead::Huge => huge(honest),
        Instead::Endless => {
            let mut response = HttpResponse::Ok().content_type("application/json").body(Endless::new());
            response.extensions_mut().insert(Unending(endless::beginning()));
            response
        }
        Instead::Loop => redirect(&format!("{}{}", campus.ground().urls.public, request.uri())),
        Instead::Away => redirect(happening.with.unwrap_or_default()),
        Instead::Silence(time) => {
            let mut response = HttpResponse::ServiceUnavailable().finish();
            response.extensions_mut().insert(Silence(time));
            response
        }
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn redirect(to: &str) -> HttpResponse {
    HttpResponse::Found().insert_header((LOCATION, to)).finish()
}

/// Good but for its size.
fn huge(mut honest: Map<String, Value>) -> HttpResponse {
    honest.insert("x_padding".to_owned(), "x".repeat(HUGE).into());
    HttpResponse::Ok().json(honest)
}

/// An error as an honest platform would send it.
fn refusal(status: u16) -> Refusal {
    let plain = |error, description| Refusal::new(code(status), error, "", description);
    match status {
        400 => plain(INVALID_CLIENT_METADATA, "the platform does not take this tool today"),
        401 => bad_token("", "the registration token is not known").challenge(true, None),
        404 => plain("not_found", "there is nothing here"),
        _ => plain("server_error", "the platform failed"),
    }
}
