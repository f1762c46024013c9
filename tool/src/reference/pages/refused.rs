//! The page that refuses a login or a launch, and the ways in which defects spoil it.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::authorization::CLIENT_ID;
use homeroom_vocab::claim::LAUNCH_PRESENTATION;
use homeroom_vocab::login::ISS;
use homeroom_vocab::response::ID_TOKEN;
use homeroom_vocab::standard_claim::NAME;
use serde_json::Value;
use url::Url;

use crate::reference::app::App;
use crate::reference::looks::{self, Manner};
use crate::reference::pages::refusal::RefusalPage;
use crate::{Defect, Refused, Stage};

const STACK_TRACE: &str = "thread 'actix-server worker 0' panicked at src/launch/authenticate.rs:42:9:\n\
    stack backtrace:\n   0: rust_begin_unwind\n   1: core::panicking::panic_fmt\n   2: tool::launch::authenticate";

pub(crate) async fn page(app: Data<App>, refused: Refused) -> HttpResponse {
    match refused.stage() {
        Stage::Login => login(&app, &refused),
        Stage::Launch => launch(&app, &refused),
    }
}

fn login(app: &App, refused: &Refused) -> HttpResponse {
    let raw = app.defects.has(Defect::LOGIN_PARAMETERS_UNESCAPED);
    let quoted = [ISS, CLIENT_ID].map(|name| refused.sent(name).unwrap_or_default()).join(" ");
    let page = RefusalPage {
        heading: refused.heading(),
        reason: refused.reason(),
        detail: raw.then_some(&quoted),
        raw_detail: raw,
        leaks: Vec::new(),
    };
    page.respond(app, refused.status())
}

fn launch(app: &App, refused: &Refused) -> HttpResponse {
    if let Some(back) = looks::back(app, refused) {
        return back;
    }
    if let Some(return_url) = unverified_return_url(app, refused) {
        return HttpResponse::SeeOther().insert_header((LOCATION, return_url)).finish();
    }
    RefusalPage {
        heading: refused.heading(),
        reason: refused.reason(),
        // The platform's own words, which are text and not HTML (OIDC-066).
        detail: refused.detail(),
        raw_detail: app.defects.has(Defect::ERROR_UNESCAPED),
        leaks: leaks(app, refused),
    }
    .in_manner(app, Manner::of_launch(app, refused))
}

/// What a refusal must not show (SEC-029, SEC-030).
fn leaks(app: &App, refused: &Refused) -> Vec<String> {
    let token = || refused.sent(ID_TOKEN);
    let name = || Some(format!("Hello {}", unverified_claims(refused)?.get(NAME)?.as_str()?));
    [
        app.defects.has(Defect::PERSONAL_DATA_ON_REFUSAL).then(name).flatten(),
        app.defects.has(Defect::TOKEN_ON_REFUSAL).then(token).flatten(),
        app.defects.has(Defect::STACK_TRACE_ON_REFUSAL).then(|| STACK_TRACE.to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Only [`Defect::RETURN_ON_REFUSAL_UNVERIFIED`] has a use for this (RET-004).
fn unverified_return_url(app: &App, refused: &Refused) -> Option<String> {
    if !app.defects.has(Defect::RETURN_ON_REFUSAL_UNVERIFIED) {
        return None;
    }
    let claims = unverified_claims(refused)?;
    let url = claims.get(LAUNCH_PRESENTATION)?.get("return_url")?.as_str()?;
    Url::parse(url).ok().map(String::from)
}

/// What a token says that may be anybody's. Only defects have a use for this.
fn unverified_claims(refused: &Refused) -> Option<Value> {
    let token = refused.sent(ID_TOKEN)?;
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}
