//! The page that says no, and why.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;

use crate::reference::app::App;
use crate::reference::looks::{Manner, reason};
use crate::reference::pages::html;

#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefusalPage<'a> {
    pub(crate) heading: &'a str,
    pub(crate) reason: &'a str,
    /// What the platform says about it.
    pub(crate) detail: Option<&'a str>,
    /// Only with [`crate::Defect::ERROR_UNESCAPED`].
    pub(crate) raw_detail: bool,
    /// What defects give away.
    pub(crate) leaks: Vec<String>,
}

impl RefusalPage<'_> {
    pub(crate) fn respond(&self, app: &App, status: StatusCode) -> HttpResponse {
        self.in_manner(app, Manner::of(app, status))
    }

    pub(crate) fn in_manner(&self, app: &App, manner: Manner) -> HttpResponse {
        match manner {
            Manner::Page(status) => self.show(app, status),
            Manner::Json(status) => self.as_json(status),
            Manner::At(path) => self.told_at(app, path),
        }
    }

    pub(crate) fn show(&self, app: &App, status: StatusCode) -> HttpResponse {
        let page = Self { reason: reason(app, self.reason), ..self.clone() };
        html(app, status, "refusal.html", &page)
    }
}

pub(crate) fn page(app: &App, status: StatusCode, heading: &str, reason: &str) -> HttpResponse {
    let page = RefusalPage { heading, reason, detail: None, raw_detail: false, leaks: Vec::new() };
    page.respond(app, status)
}

/// What the kit answers to requests without a session.
pub(crate) async fn session_missing(app: Data<App>) -> HttpResponse {
    not_signed_in(&app)
}

pub(crate) fn not_signed_in(app: &App) -> HttpResponse {
    page(
        app,
        StatusCode::UNAUTHORIZED,
        "Not signed in",
        "nobody is signed in; open this page from your course",
    )
}

pub(crate) async fn not_found(app: Data<App>) -> HttpResponse {
    page(&app, StatusCode::NOT_FOUND, "No such page", "this tool has no such page")
}
