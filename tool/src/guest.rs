//! Sessions of nobody in particular, which only defects open.

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::defects::{Defect, Defects};
use crate::form::FormError;
use crate::launch::Refusal;
use crate::message::LaunchData;

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
pub(crate) async fn admit(app: &App, request: &HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::SeeOther().insert_header((LOCATION, app.url.as_str())).finish();
    open_session(app, &app.sessions_brought(request), &mut response).await;
    response
}

pub(crate) async fn open_session(app: &App, brought: &[String], response: &mut HttpResponse) {
    let Ok(Some((session, _))) = app.sessions.replace(brought, LaunchData::default()).await else { return };
    let value = app.session_cookie(&session);
    for cookie in app.cookies.set(&app.cookies.session(), &value, app.sessions.life()) {
        if let Err(error) = response.add_cookie(&cookie) {
            tracing::error!(%error, "cannot set a cookie");
        }
    }
}
