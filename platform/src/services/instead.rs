//! The answers of faults that say nothing of what was asked.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{LOCATION, RETRY_AFTER};
use homeroom_vocab::error::{ags, bearer};

use super::refusal::{Refusal, bad_token};
use crate::faults::armed::Struck;
use crate::faults::service::{self, Instead};
use crate::journal::record::Silence;

/// The answer of a generic fault of services, if this is one.
pub(crate) fn of_service(struck: &Struck) -> Option<HttpResponse> {
    Some(answer(service::instead(struck.name)?, struck))
}

/// What is sent instead of an honest answer.
pub(crate) fn answer(instead: Instead, struck: &Struck) -> HttpResponse {
    match instead {
        Instead::Status(status) => refusal(status).answer(),
        Instead::Body(media_type, body) => HttpResponse::Ok().content_type(media_type).body(body),
        Instead::Redirect(status) => {
            let to = struck.with.clone().unwrap_or_default();
            HttpResponse::build(code(status)).insert_header((LOCATION, to)).finish()
        }
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

/// An error as an honest platform would send it.
fn refusal(status: u16) -> Refusal {
    let plain = |error, description| Refusal::new(code(status), error, "", description);
    match status {
        401 => bad_token("", "the access token is not known").challenge(true, None),
        403 => plain(bearer::INSUFFICIENT_SCOPE, "this is not allowed").challenge(true, None),
        404 => plain("not_found", "there is nothing here"),
        409 => plain("conflict", "this contradicts what is on record"),
        429 => plain("too_many_requests", "slow down").header(RETRY_AFTER, "1".to_owned()),
        500 => plain("server_error", "the platform failed"),
        503 => plain("temporarily_unavailable", "the platform is being maintained"),
        _ => plain(ags::INVALID_REQUEST, "the request is refused"),
    }
}
