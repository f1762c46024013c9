//! The description of this API, made from the code.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use utoipa::OpenApi;

use super::{
    about, campuses, content, copies, courses, enrolments, exchanges, faults, invitations, json, keys,
    launches, line_items, links, people, platform, registrations, results, roster, scores, tokens,
};

#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Homeroom control API",
        description = "Everything that a page or a test can do to the simulated LMS"
    ),
    paths(
        about::get,
        campuses::get,
        campuses::post,
        faults::catalogue,
        platform::get,
        registrations::get,
        registrations::put,
        registrations::delete,
        invitations::get,
        invitations::post,
        invitations::read,
        people::get,
        people::post,
        courses::get,
        courses::post,
        enrolments::get,
        enrolments::post,
        enrolments::delete,
        roster::post,
        copies::post,
        links::get,
        links::post,
        line_items::get,
        line_items::post,
        line_items::delete,
        scores::get,
        results::get,
        results::put,
        content::get,
        launches::post,
        launches::get,
        keys::get,
        keys::rotate,
        keys::activate,
        faults::armed,
        faults::arm,
        faults::armed_for_course,
        faults::arm_course,
        exchanges::get,
        tokens::get,
        tokens::revoke,
    )
)]
struct Document;

/// The `OpenAPI` document.
pub(crate) async fn get() -> HttpResponse {
    json(StatusCode::OK, &Document::openapi())
}
