//! Sessions of nobody in particular, which only defects open.

use std::sync::Arc;

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::form::FormError;
use crate::launch::Refusal;
use crate::message::LaunchData;
use crate::session;

/// Whether [`Defect::UNREADABLE_TOKEN_GUEST`] lets in whom a correct tool refuses for this reason.
pub(crate) fn is_let_in(refusal: &Refusal, defects: &Defects) -> bool {
    let unreadable = matches!(
        refusal,
        Refusal::NotCompact
            | Refusal::NotJson(_)
            | Refusal::TokenTooLarge
            | Refusal::Form(FormError::TooLarge)
    );
    let own = matches!(refusal, Refusal::OwnToken);
    own || (unreadable && defects.has(Defect::UNREADABLE_TOKEN_GUEST))
}

/// On to the start page, signed in as nobody.
pub(crate) fn admit(app: &App, request: &HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, app.url.as_str()));
    open_session(app, &app.sessions_brought(request), &mut response);
    response.finish()
}

pub(crate) fn open_session(app: &App, brought: &[String], response: &mut HttpResponseBuilder) {
    let id = app.sessions.replace(brought, Arc::new(LaunchData::default()));
    for cookie in app.cookies.set(&app.cookies.session(), &id, session::LIFE) {
        response.cookie(cookie);
    }
}
