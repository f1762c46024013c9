//! The page that refuses a launch, and the ways in which defects spoil it.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use homeroom_vocab::claim::{DL_SETTINGS, LAUNCH_PRESENTATION};
use homeroom_vocab::response::ID_TOKEN;
use homeroom_vocab::standard_claim::NAME;

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::form::{Form, FormError};
use crate::launch::Refusal;
use crate::reference::looks::Manner;
use crate::reference::pages::refusal::RefusalPage;
use crate::token::claims::Claims;
use crate::token::compact::Compact;
use crate::token::json::Duplicates;

const STACK_TRACE: &str = "thread 'actix-server worker 0' panicked at src/launch/authenticate.rs:42:9:\n\
    stack backtrace:\n   0: rust_begin_unwind\n   1: core::panicking::panic_fmt\n   2: tool::launch::authenticate";

pub(crate) fn page(app: &App, form: &Form, refusal: &Refusal) -> HttpResponse {
    let crashes = match refusal {
        Refusal::WrongType(DL_SETTINGS) | Refusal::Missing(DL_SETTINGS) | Refusal::Setting(_) => {
            app.defects.has(Defect::PICKER_SETTINGS_CRASH)
        }
        Refusal::Form(FormError::TooLarge) | Refusal::TokenTooLarge => {
            app.defects.has(Defect::HUGE_TOKEN_CRASH)
        }
        Refusal::WrongType(_) => app.defects.has(Defect::CLAIM_TYPE_CRASH),
        _ => false,
    };
    let refusal = if crashes { &Refusal::Crash } else { refusal };
    if let Some(return_url) = unverified_return_url(app, form) {
        return HttpResponse::SeeOther().insert_header((LOCATION, return_url)).finish();
    }
    RefusalPage {
        heading: "Launch refused",
        reason: &refusal.to_string(),
        detail: description(refusal),
        raw_detail: app.defects.has(Defect::ERROR_UNESCAPED),
        leaks: leaks(app, form),
    }
    .in_manner(app, Manner::of_launch(app, refusal))
}

/// The platform's own words, which are text and not HTML (OIDC-066).
fn description(refusal: &Refusal) -> Option<&str> {
    match refusal {
        Refusal::Platform { description, .. } => description.as_deref(),
        _ => None,
    }
}

/// What a refusal must not show (SEC-029, SEC-030).
fn leaks(app: &App, form: &Form) -> Vec<String> {
    let token = || form.one(ID_TOKEN).ok().flatten();
    let name = || unverified_claims(form)?.text(NAME).ok()?.map(|name| format!("Hello {name}"));
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
fn unverified_return_url(app: &App, form: &Form) -> Option<String> {
    if !app.defects.has(Defect::RETURN_ON_REFUSAL_UNVERIFIED) {
        return None;
    }
    let claims = unverified_claims(form)?;
    let url = claims.object(LAUNCH_PRESENTATION).ok()??.get("return_url")?.as_str()?;
    url::Url::parse(url).ok().map(String::from)
}

fn unverified_claims(form: &Form) -> Option<Claims> {
    let token = form.one(ID_TOKEN).ok()??;
    Claims::parse(&Compact::parse(&token, &Defects::default()).ok()?.payload, Duplicates::FirstWins).ok()
}
