//! `GET /whoami`: who is signed in, and nothing else.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::app::App;
use crate::message::roles::Role;
use crate::reference::pages::{html, refusal, visitor};

#[derive(Serialize)]
struct WhoamiPage<'a> {
    user: &'a str,
    name: &'a str,
    role: Role,
    deployment: &'a str,
    issuer: &'a str,
}

pub(crate) async fn get(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let Some(message) = visitor(&app, &request) else { return refusal::not_signed_in(&app) };
    let page = WhoamiPage {
        user: message.user.as_deref().unwrap_or("anonymous"),
        name: message.name.as_deref().unwrap_or_default(),
        role: message.role,
        deployment: &message.deployment,
        issuer: &message.issuer,
    };
    html(&app, StatusCode::OK, "whoami.html", &page)
}
