//! The page that takes the answer of a picker back to the platform (SEC-040, DL-030): a form that submits
//! itself, with a button for browsers without script.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use crate::app::App;
use crate::deep_linking::answer::{self, Outcome};
use crate::deep_linking::pickers::Picker;
use crate::pages::html;

#[derive(Serialize)]
struct AnswerPage<'a> {
    return_url: &'a str,
    token: &'a str,
}

pub(crate) fn page(app: &App, picker: &Picker, outcome: &Outcome) -> HttpResponse {
    match answer::token(app, picker, outcome) {
        Ok(token) => {
            let page = AnswerPage { return_url: &picker.settings.return_url, token: &token };
            html(app, StatusCode::OK, "answer.html", &page)
        }
        Err(error) => {
            tracing::error!(error, "cannot sign an answer");
            HttpResponse::InternalServerError().body("the answer cannot be signed")
        }
    }
}
