//! The JSON control API: one file for each resource.

pub(crate) mod about;
pub(crate) mod body;
pub(crate) mod campuses;
pub(crate) mod content;
pub(crate) mod copies;
pub(crate) mod courses;
pub(crate) mod enrolments;
pub(crate) mod exchanges;
pub(crate) mod faults;
pub(crate) mod health;
pub(crate) mod invitations;
pub(crate) mod keys;
pub(crate) mod launches;
pub(crate) mod line_items;
pub(crate) mod links;
pub(crate) mod openapi;
pub(crate) mod people;
pub(crate) mod platform;
pub(crate) mod registrations;
pub(crate) mod results;
pub(crate) mod roster;
pub(crate) mod scores;
pub(crate) mod tokens;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

/// A JSON answer that nobody keeps.
fn json<T: Serialize>(status: StatusCode, body: &T) -> HttpResponse {
    HttpResponse::build(status).insert_header(("cache-control", "no-store")).json(body)
}

/// 201 for what is new, 200 for what was there.
fn created(new: bool) -> StatusCode {
    if new { StatusCode::CREATED } else { StatusCode::OK }
}
