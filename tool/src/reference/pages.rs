//! What a person sees.

pub(crate) mod activity;
pub(crate) mod answer;
pub(crate) mod arrival;
pub(crate) mod content;
pub(crate) mod login;
pub(crate) mod picker;
pub(crate) mod refusal;
pub(crate) mod refused;
pub(crate) mod registered;
pub(crate) mod services;
mod titles;
pub(crate) mod whoami;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use serde::Serialize;
use tera::{Context, Tera};

use crate::reference::app::App;
use crate::reference::looks::{chatter, translated};

const TEMPLATES: [(&str, &str); 13] = [
    ("base.html", include_str!("templates/base.html")),
    ("acts.html", include_str!("templates/acts.html")),
    ("activity.html", include_str!("templates/activity.html")),
    ("answer.html", include_str!("templates/answer.html")),
    ("picker.html", include_str!("templates/picker.html")),
    ("reading.html", include_str!("templates/reading.html")),
    ("relay.html", include_str!("templates/relay.html")),
    ("refusal.html", include_str!("templates/refusal.html")),
    ("registered.html", include_str!("templates/registered.html")),
    ("service.html", include_str!("templates/service.html")),
    ("shell.html", include_str!("templates/shell.html")),
    ("unregistered.html", include_str!("templates/unregistered.html")),
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
