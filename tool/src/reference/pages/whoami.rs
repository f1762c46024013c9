//! `GET /whoami`: who is signed in, and nothing else.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;

use crate::Launch;
use crate::reference::app::App;
use crate::reference::pages::{html, refusal};
use crate::reference::role::Role;

#[derive(Serialize)]
struct WhoamiPage<'a> {
    user: &'a str,
    name: &'a str,
    role: Role,
    deployment: &'a str,
    issuer: &'a str,
}

pub(crate) async fn get(app: Data<App>, launch: Option<Launch>) -> HttpResponse {
    let Some(launch) = launch else { return refusal::not_signed_in(&app) };
    let page = WhoamiPage {
        user: launch.user.id.as_deref().unwrap_or("anonymous"),
        name: launch.user.name.as_deref().unwrap_or_default(),
        role: Role::of(&launch),
        deployment: &launch.deployment_id,
        issuer: &launch.issuer,
    };
    html(&app, StatusCode::OK, "whoami.html", &page)
}
