//! The launch is good: a new session, and on to the target (OIDC-085, CORE-012).

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::cookies;
use crate::defects::Defect;
use crate::login::pending::Pending;
use crate::message::Message;
use crate::message::roles::Role;
use crate::session;

pub(crate) fn admit(app: &App, request: &HttpRequest, login: &Pending, mut message: Message) -> HttpResponse {
    let brought = cookies::brought(request, &app.cookies.session());
    inherit(app, &brought, &mut message);
    message.user =
        message.user.take().map(|user| app.accounts.user(&message.issuer, user, message.email.as_deref()));
    let target = target(app, login, &message.target);
    let id = app.sessions.replace(&brought, message);
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, target));
    for cookie in cookies::twins(&app.cookies.session(), &id, session::LIFE) {
        response.cookie(cookie);
    }
    if !app.defects.has(Defect::STATE_REUSABLE) {
        for spent in cookies::twins(&app.state_cookie(&login.state), "", 0) {
            response.cookie(spent);
        }
    }
    response.finish()
}

/// What a new launch may wrongly keep of the session before it: nothing, in a correct tool (CORE-019).
fn inherit(app: &App, brought: &[String], message: &mut Message) {
    let Some(earlier) = brought.iter().find_map(|id| app.sessions.get(id)) else { return };
    if message.user.is_none() && app.defects.has(Defect::ANONYMOUS_INHERITS_USER) {
        message.user.clone_from(&earlier.user);
        message.name.clone_from(&earlier.name);
    }
    if earlier.role == Role::Instructor && app.defects.has(Defect::ROLE_STICKY) {
        message.role = Role::Instructor;
    }
}

/// The signed target when it is one of our pages, else the start page.
fn target(app: &App, login: &Pending, claim: &str) -> String {
    let wanted =
        if app.defects.has(Defect::TARGET_FROM_LOGIN) { &login.request.target_link_uri } else { claim };
    let Ok(url) = url::Url::parse(wanted) else { return "/".to_owned() };
    let ours = url.origin() == app.url.origin() && url.username().is_empty() && url.password().is_none();
    let followed = ours || app.defects.has(Defect::TARGET_FOREIGN_FOLLOWED);
    if followed { url.into() } else { app.url.to_string() }
}
