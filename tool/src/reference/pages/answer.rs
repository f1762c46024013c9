//! The page that takes the answer of a picker back to the platform (SEC-040, DL-030): a form that submits
//! itself, with a button for browsers without script.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::response::{ID_TOKEN, JWT};
use serde::Serialize;
use serde_json::json;
use url::Url;

use crate::reference::app::App;
use crate::reference::outcome::{self, Outcome};
use crate::reference::pages::{html, refusal};
use crate::reference::pickers::Picker;
use crate::{Defect, Defects};

#[derive(Serialize)]
struct AnswerPage<'a> {
    return_url: &'a str,
    method: &'static str,
    field: &'static str,
    token: &'a str,
    submits: bool,
    /// Only with [`Defect::ANSWER_SESSION_IN_FORM`].
    session: Option<String>,
}

pub(crate) async fn page(
    app: &App,
    request: &HttpRequest,
    picker: &Picker,
    outcome: &Outcome,
) -> HttpResponse {
    if !outcome.is_told(&app.defects) {
        return refusal::page(app, StatusCode::OK, "Picker closed", "nothing was added; close this window");
    }
    app.accounts.expect_opened(&picker.launch, outcome);
    let answer = match outcome::answer(app, picker, outcome).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(%error, "cannot sign an answer");
            return HttpResponse::InternalServerError().body("the answer cannot be signed");
        }
    };
    if app.defects.has(Defect::ANSWER_AS_JSON) {
        return HttpResponse::Ok().json(json!({ (JWT): answer.jwt() }));
    }
    let page = AnswerPage {
        return_url: &return_url(answer.return_url(), &app.defects),
        method: if app.defects.has(Defect::ANSWER_BY_GET) { "get" } else { "post" },
        field: field(&app.defects),
        token: answer.jwt(),
        submits: !app.defects.has(Defect::ANSWER_NOT_SUBMITTED),
        session: request
            .cookie(&app.session_cookie())
            .map(|cookie| cookie.value().to_owned())
            .filter(|_| app.defects.has(Defect::ANSWER_SESSION_IN_FORM)),
    };
    html(app, StatusCode::OK, "answer.html", &page)
}

/// SEC-040.
fn field(defects: &Defects) -> &'static str {
    if defects.has(Defect::ANSWER_FIELD_LOWER_CASE) {
        "jwt"
    } else if defects.has(Defect::ANSWER_FIELD_ID_TOKEN) {
        ID_TOKEN
    } else {
        JWT
    }
}

/// The address as it stands (DL-030).
fn return_url<'a>(named: &'a str, defects: &Defects) -> Cow<'a, str> {
    let parsed = || Url::parse(named).ok();
    let spoilt = if defects.has(Defect::ANSWER_QUERY_DROPPED) {
        parsed().map(|mut url| {
            url.set_query(None);
            url
        })
    } else if defects.has(Defect::ANSWER_QUERY_REENCODED) {
        parsed().filter(|url| url.query().is_some()).map(|mut url| {
            let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            url.query_pairs_mut().clear().extend_pairs(pairs);
            url
        })
    } else {
        None
    };
    spoilt.map_or(Cow::Borrowed(named), |url| Cow::Owned(url.into()))
}
