//! Login initiation: a platform asks for a login, and we answer with an authentication request.

mod authorization;
mod error;
pub(crate) mod pending;
mod request;
mod spoilt;

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::body;
use crate::defects::Defect;
use crate::form::{Form, FormError};
use crate::guest;
use crate::login::error::LoginError;
use crate::login::pending::{LIFE, Pending};
use crate::reference::looks;
use crate::reference::pages::refusal;
use crate::registration::{self, Registration};
use crate::token::issuer;

pub(crate) use request::LoginRequest;

/// `GET /login` (OIDC-001).
pub(crate) async fn get(app: Data<App>, request: HttpRequest) -> HttpResponse {
    if app.defects.has(Defect::GET_LOGIN_REFUSED) {
        return refused(&app, &LoginError::Method);
    }
    let form = Form::parse(request.query_string().as_bytes());
    respond(&app, Ok(form)).await
}

/// `POST /login` (OIDC-002).
pub(crate) async fn post(app: Data<App>, request: HttpRequest, payload: Payload) -> HttpResponse {
    if app.defects.has(Defect::POST_LOGIN_REFUSED) {
        return refused(&app, &LoginError::Method);
    }
    respond(&app, body::form(&request, payload).await).await
}

async fn respond(app: &App, form: Result<Form, FormError>) -> HttpResponse {
    let begun = match form {
        Ok(form) => match begin(app, &form).await {
            Err(_) if app.defects.has(Defect::LOGIN_PARAMETERS_UNESCAPED) => {
                return spoilt::refusal(app, &form);
            }
            begun => begun,
        },
        Err(error) => Err(error.into()),
    };
    begun.unwrap_or_else(|error| refused(app, &error))
}

async fn begin(app: &App, form: &Form) -> Result<HttpResponse, LoginError> {
    let request = LoginRequest::parse(form, &app.defects)?;
    let registration = match find_registration(app, &request) {
        Err(LoginError::UnknownIssuer) if app.defects.has(Defect::ISSUER_DISCOVERED) => {
            let configuration = format!("{}/.well-known/openid-configuration", request.issuer);
            app.platform_keys.fetch_text(&configuration).await;
            return Err(LoginError::UnknownIssuer);
        }
        found => found?,
    };
    if is_of_other_deployment(&request, &registration)
        && app.defects.has(Defect::LOGIN_DEPLOYMENT_UNKNOWN_CRASH)
    {
        return Err(LoginError::Crash);
    }
    Ok(redirect(app, &app.logins.open(registration, request)))
}

fn is_of_other_deployment(request: &LoginRequest, registration: &Registration) -> bool {
    let is_known = |id: &String| registration.deployments.iter().any(|known| known.as_str() == id);
    request.deployment_id.as_ref().is_some_and(|id| !is_known(id))
}

fn find_registration(app: &App, request: &LoginRequest) -> Result<std::sync::Arc<Registration>, LoginError> {
    if request.issuer.is_empty() {
        // Only Defect::LOGIN_ISS_OPTIONAL gets here.
        return app.registrations.of_issuer(|_| true).first().cloned().ok_or(LoginError::UnknownIssuer);
    }
    let candidates = app.registrations.of_issuer(|known| issuer::same(known, &request.issuer, &app.defects));
    let client_id = request.client_id.as_deref();
    if app.defects.has(Defect::CLIENT_ID_OF_LOGIN_ECHOED) {
        return candidates.first().cloned().ok_or(LoginError::UnknownIssuer);
    }
    let guessed = client_id.is_none() && app.defects.has(Defect::CLIENT_GUESSED);
    if guessed || app.defects.has(Defect::ONE_CLIENT_PER_PLATFORM) {
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
    let binding = app.cookies.set(&name, &pending.binding, LIFE).into_iter();
    binding.filter_map(|cookie| spoilt::cookie(cookie, &app.defects)).for_each(|cookie| {
        response.cookie(cookie);
    });
    if app.defects.has(Defect::LOGIN_SESSION_EARLY) {
        guest::open_session(app, &[], &mut response);
    }
    let redirect = spoilt::finish(&mut response, &pending.request, &app.defects);
    let redirect = looks::lengthened(app, redirect);
    looks::relay(app, &target, &pending.registration.authorization_endpoint, redirect)
}

fn refused(app: &App, error: &LoginError) -> HttpResponse {
    let crashes = match error {
        LoginError::Form(FormError::Repeated(_)) => app.defects.has(Defect::REPEATED_PARAMETER_CRASH),
        LoginError::Form(FormError::TooLarge) | LoginError::TooLong(_) => {
            app.defects.has(Defect::LONG_HINT_CRASH)
        }
        _ => false,
    };
    let error = if crashes { &LoginError::Crash } else { error };
    refusal::page(app, error.status(), "Login refused", &error.to_string())
}
