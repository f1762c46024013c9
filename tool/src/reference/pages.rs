//! What a person sees.

pub(crate) mod activity;
pub(crate) mod answer;
pub(crate) mod content;
pub(crate) mod picker;
pub(crate) mod refusal;
pub(crate) mod refused;
pub(crate) mod services;
mod titles;
pub(crate) mod whoami;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use tera::{Context, Tera};

use crate::app::App;
use crate::defects::Defect;
use crate::form::Form;
use crate::message::LaunchData;
use crate::reference::looks::{chatter, translated};
use crate::variants::Variant;

const TEMPLATES: [(&str, &str); 11] = [
    ("base.html", include_str!("templates/base.html")),
    ("acts.html", include_str!("templates/acts.html")),
    ("activity.html", include_str!("templates/activity.html")),
    ("answer.html", include_str!("templates/answer.html")),
    ("picker.html", include_str!("templates/picker.html")),
    ("reading.html", include_str!("templates/reading.html")),
    ("relay.html", include_str!("templates/relay.html")),
    ("refusal.html", include_str!("templates/refusal.html")),
    ("service.html", include_str!("templates/service.html")),
    ("shell.html", include_str!("templates/shell.html")),
    ("whoami.html", include_str!("templates/whoami.html")),
];

const STYLE: &str = include_str!("assets/tool.css");
const SCRIPT: &str = include_str!("assets/submit.js");
const APP: &str = include_str!("assets/app.js");

/// The templates, parsed.
#[derive(Debug)]
pub(crate) struct Views(Tera);

impl Views {
    pub(crate) fn load() -> Result<Self, tera::Error> {
        let mut tera = Tera::new();
        tera.add_raw_templates(TEMPLATES)?;
        Ok(Self(tera))
    }

    fn render(&self, template: &str, page: &impl Serialize) -> Result<String, tera::Error> {
        self.0.render(template, &Context::from_serialize(page)?)
    }
}

/// A page from a template.
pub(crate) fn html(app: &App, status: StatusCode, template: &str, page: &impl Serialize) -> HttpResponse {
    match app.views.render(template, page) {
        Ok(body) => {
            let body = chatter(app, translated(app, body));
            HttpResponse::build(status).content_type(ContentType::html()).body(body)
        }
        Err(error) => {
            tracing::error!(%error, template, "cannot render a page");
            HttpResponse::InternalServerError().body("this page cannot be shown")
        }
    }
}

/// Who is signed in in this browser.
pub(crate) fn visitor(app: &App, request: &HttpRequest) -> Option<Arc<LaunchData>> {
    sessions(app, request).iter().find_map(|id| app.sessions.get(id))
}

/// The sessions that the browser brought and that are not over, by id.
pub(crate) fn sessions(app: &App, request: &HttpRequest) -> Vec<String> {
    let mut ids = app.sessions_brought(request);
    ids.extend(in_address(app, request));
    ids.retain(|id| app.sessions.get(id).is_some());
    ids
}

/// The query parameter with a session. Only [`Variant::SESSION_IN_ADDRESS`] and
/// [`Defect::TARGET_ON_OTHER_ORIGIN`] have a use for this.
pub(crate) const SESSION: &str = "session";

fn in_address(app: &App, request: &HttpRequest) -> Option<String> {
    let query = Form::parse(request.query_string().as_bytes());
    let has_use =
        app.variants.has(Variant::SESSION_IN_ADDRESS) || app.defects.has(Defect::TARGET_ON_OTHER_ORIGIN);
    query.one(SESSION).ok().flatten().filter(|_| has_use)
}

/// `GET /tool.css`.
pub(crate) async fn style() -> HttpResponse {
    asset("text/css; charset=utf-8", STYLE)
}

/// `GET /submit.js`.
pub(crate) async fn script() -> HttpResponse {
    asset("text/javascript; charset=utf-8", SCRIPT)
}

/// `GET /app.js`.
pub(crate) async fn app_script() -> HttpResponse {
    asset("text/javascript; charset=utf-8", APP)
}

fn asset(media_type: &'static str, text: &'static str) -> HttpResponse {
    HttpResponse::Ok().content_type(media_type).insert_header((CACHE_CONTROL, "max-age=3600")).body(text)
}

/// `GET /healthz`.
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("ok")
}
