//! What a person sees.

pub(crate) mod activity;
pub(crate) mod keys;
pub(crate) mod refusal;
pub(crate) mod whoami;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ContentType};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use tera::{Context, Tera};

use crate::app::App;
use crate::cookies;
use crate::defects::Defect;
use crate::form::Form;
use crate::message::Message;

const TEMPLATES: [(&str, &str); 4] = [
    ("base.html", include_str!("../templates/base.html")),
    ("activity.html", include_str!("../templates/activity.html")),
    ("refusal.html", include_str!("../templates/refusal.html")),
    ("whoami.html", include_str!("../templates/whoami.html")),
];

const STYLE: &str = include_str!("../assets/tool.css");

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
        Ok(body) => HttpResponse::build(status).content_type(ContentType::html()).body(body),
        Err(error) => {
            tracing::error!(%error, template, "cannot render a page");
            HttpResponse::InternalServerError().body("this page cannot be shown")
        }
    }
}

/// Who is signed in in this browser.
pub(crate) fn visitor(app: &App, request: &HttpRequest) -> Option<Arc<Message>> {
    let ids = cookies::brought(request, &app.cookies.session());
    ids.iter().chain(&in_address(app, request)).find_map(|id| app.sessions.get(id))
}

/// The query parameter with a session. Only [`Defect::TARGET_ON_OTHER_ORIGIN`] has a use for this.
pub(crate) const SESSION: &str = "session";

fn in_address(app: &App, request: &HttpRequest) -> Option<String> {
    let query = Form::parse(request.query_string().as_bytes());
    query.one(SESSION).ok().flatten().filter(|_| app.defects.has(Defect::TARGET_ON_OTHER_ORIGIN))
}

/// `GET /tool.css`.
pub(crate) async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((CACHE_CONTROL, "max-age=3600"))
        .body(STYLE)
}

/// `GET /healthz`.
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("ok")
}
