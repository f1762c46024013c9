//! Login initiation: a platform asks for a login, and we answer with an authentication request.

mod authorization;
mod choice;
mod error;
pub(crate) mod pending;
mod request;
mod spoilt;

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue, LOCATION};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::body;
use crate::defects::Defect;
use crate::form::{Form, FormError};
use crate::guest;
use crate::handlers;
use crate::login::error::LoginError;
use crate::login::pending::{LIFE, Pending};
use crate::platform::Platform;
use crate::refused::{self, LoginRedirect, Refused, Stage};

pub(crate) use request::LoginRequest;

/// `GET /login` (OIDC-001).
pub(crate) async fn get(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let form = Form::parse(request.query_string().as_bytes());
    if app.defects.has(Defect::GET_LOGIN_REFUSED) {
        return refuse(&app, &request, form, &LoginError::Method).await;
    }
    respond(&app, &request, form).await
}

/// `POST /login` (OIDC-002).
pub(crate) async fn post(app: Data<App>, request: HttpRequest, payload: Payload) -> HttpResponse {
    if app.defects.has(Defect::POST_LOGIN_REFUSED) {
        return refuse(&app, &request, Form::default(), &LoginError::Method).await;
    }
    match body::form(&request, payload.into_inner()).await {
        Ok(form) => respond(&app, &request, form).await,
        Err(error) => refuse(&app, &request, Form::default(), &error.into()).await,
    }
}

async fn respond(app: &App, request: &HttpRequest, form: Form) -> HttpResponse {
    match begin(app, &form).await {
        Ok(pending) => redirect(app, request, &pending).await,
        Err(error) => refuse(app, request, form, &error).await,
    }
}

async fn begin(app: &App, form: &Form) -> Result<Arc<Pending>, LoginError> {
    let request = LoginRequest::parse(form, &app.defects)?;
    let platform = match choice::platform(app, &request).await {
        Err(LoginError::UnknownIssuer) if app.defects.has(Defect::ISSUER_DISCOVERED) => {
            let configuration = format!("{}/.well-known/openid-configuration", request.issuer);
            app.platform_keys.fetch_text(&configuration).await;
            return Err(LoginError::UnknownIssuer);
        }
        found => found?,
    };
    if is_of_other_deployment(&request, &platform) && app.defects.has(Defect::LOGIN_DEPLOYMENT_UNKNOWN_CRASH)
    {
        return Err(LoginError::Crash);
    }
    if !platform.active {
        return Err(LoginError::Inactive);
    }
    tracing::debug!(issuer = request.issuer, client_id = platform.client_id.as_str(), "a login begins");
    Ok(app.logins.open(platform, request).await?)
}

fn is_of_other_deployment(request: &LoginRequest, platform: &Platform) -> bool {
    let is_known = |id: &String| platform.deployments.known().iter().any(|known| known.as_str() == id);
    request.deployment_id.as_ref().is_some_and(|id| !is_known(id))
}

/// Sends the browser to the platform, with the cookies that bind the login to it (OIDC-017, OIDC-041).
pub(crate) async fn redirect(app: &App, request: &HttpRequest, pending: &Pending) -> HttpResponse {
    let url = authorization::request(pending, &app.launch_url(), &app.defects);
    let mut response = match &app.handlers.login {
        Some(handler) => {
            let endpoint = pending.platform.authorization_endpoint.clone();
            handlers::hand_over(request, LoginRedirect { url, endpoint });
            handler.call(request).await
        }
        None => HttpResponse::SeeOther().insert_header((LOCATION, url.as_str())).finish(),
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = app.state_cookie(&pending.state);
    let binding = app.cookies.set(&name, &pending.binding, LIFE).into_iter();
    for cookie in binding.filter_map(|cookie| spoilt::cookie(cookie, &app.defects)) {
        if let Err(error) = response.add_cookie(&cookie) {
            tracing::error!(%error, "cannot set a cookie");
        }
    }
    if app.defects.has(Defect::LOGIN_SESSION_EARLY) {
        guest::open_session(app, &[], &mut response).await;
    }
    spoilt::finish(response, &pending.request, &app.defects)
}

async fn refuse(app: &App, request: &HttpRequest, form: Form, error: &LoginError) -> HttpResponse {
    let crashes = match error {
        LoginError::Form(FormError::Repeated(_)) => app.defects.has(Defect::REPEATED_PARAMETER_CRASH),
        LoginError::Form(FormError::TooLarge) | LoginError::TooLong(_) => {
            app.defects.has(Defect::LONG_HINT_CRASH)
        }
        _ => false,
    };
    let error = if crashes { &LoginError::Crash } else { error };
    let refused = Refused {
        stage: Stage::Login,
        cause: error.cause(),
        status: error.status(),
        reason: error.to_string(),
        detail: None,
        return_url: None,
        form: Arc::new(form),
    };
    refused::answer(app, request, refused).await
}
