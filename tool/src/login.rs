//! Login initiation: a platform asks for a login, and we answer with an authentication request.

mod authorization;
mod error;
pub(crate) mod pending;
mod request;

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::body;
use crate::cookies;
use crate::defects::Defect;
use crate::form::Form;
use crate::login::error::LoginError;
use crate::login::pending::{LIFE, Pending};
use crate::login::request::LoginRequest;
use crate::pages::refusal;
use crate::registration::{self, Registration};
use crate::token::issuer;

/// `GET /login` (OIDC-001).
pub(crate) async fn get(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let form = Form::parse(request.query_string().as_bytes());
    begin(&app, &form).unwrap_or_else(|error| refused(&app, &error))
}

/// `POST /login` (OIDC-002).
pub(crate) async fn post(app: Data<App>, request: HttpRequest, payload: Payload) -> HttpResponse {
    if app.defects.has(Defect::POST_LOGIN_REFUSED) {
        return refused(&app, &LoginError::Method);
    }
    let form = body::form(&request, payload).await.map_err(LoginError::from);
    form.and_then(|form| begin(&app, &form)).unwrap_or_else(|error| refused(&app, &error))
}

fn begin(app: &App, form: &Form) -> Result<HttpResponse, LoginError> {
    let request = LoginRequest::parse(form, &app.defects)?;
    let registration = find_registration(app, &request)?;
    Ok(redirect(app, &app.logins.open(registration, request)))
}

fn find_registration(app: &App, request: &LoginRequest) -> Result<std::sync::Arc<Registration>, LoginError> {
    let candidates = app.registrations.of_issuer(|known| issuer::same(known, &request.issuer, &app.defects));
    let client_id = request.client_id.as_deref();
    if app.defects.has(Defect::CLIENT_ID_OF_LOGIN_ECHOED) {
        return candidates.first().cloned().ok_or(LoginError::UnknownIssuer);
    }
    Ok(registration::pick(&candidates, client_id, request.deployment_id.as_deref())?)
}

/// Sends the browser to the platform, with the cookies that bind the login to it (OIDC-017, OIDC-041).
pub(crate) fn redirect(app: &App, pending: &Pending) -> HttpResponse {
    let target = authorization::request(pending, &app.launch_url(), &app.defects);
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, target.as_str())).insert_header((CACHE_CONTROL, "no-store"));
    let name = app.state_cookie(&pending.state);
    let [framed, plain] = cookies::twins(&name, &pending.binding, LIFE);
    if !app.defects.has(Defect::STATE_COOKIE_LAX_ONLY) {
        response.cookie(framed);
    }
    response.cookie(plain).finish()
}

fn refused(app: &App, error: &LoginError) -> HttpResponse {
    refusal::page(app, error.status(), "Login refused", &error.to_string())
}
