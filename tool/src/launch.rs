//! The launch: the platform's answer to our authentication request arrives at the redirect URI.

mod admit;
mod answer;
mod authenticate;
mod bypass;
pub(crate) mod nonce;
mod refusal;

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::claim::RESOURCE_LINK;

use crate::app::App;
use crate::body;
use crate::cookies;
use crate::defects::Defect;
use crate::form::Form;
use crate::guest;
use crate::launch::admit::Admitted;
use crate::launch::answer::{Answer, Failure};
use crate::launch::authenticate::{Verified, authenticate, unsolicited_login, unverified_nonce};
use crate::login;
use crate::login::pending::Pending;
use crate::message::{LaunchData, MessageType};
use crate::reference::looks;
use crate::reference::pages::refused;
use crate::registration;
use crate::variants::Variant;

pub(crate) use refusal::Refusal;

/// `POST /launch`.
pub(crate) async fn post(app: Data<App>, request: HttpRequest, payload: Payload) -> HttpResponse {
    match body::form(&request, payload).await {
        Ok(form) => respond(&app, &request, &form).await,
        Err(error) => refuse(&app, &request, &Form::default(), &error.into()),
    }
}

/// `GET /launch`: a token does not belong in a query (OIDC-084).
pub(crate) async fn get(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let form = Form::parse(request.query_string().as_bytes());
    if app.defects.has(Defect::ID_TOKEN_BY_GET) {
        return respond(&app, &request, &form).await;
    }
    refuse(&app, &request, &form, &Refusal::Method)
}

async fn respond(app: &App, request: &HttpRequest, form: &Form) -> HttpResponse {
    let launched = match Answer::parse(form, &app.defects) {
        Ok(Answer::Token { id_token, state }) => launch(app, request, &id_token, state.as_deref()).await,
        Ok(Answer::Failure(failure)) => failed(app, request, failure),
        Err(refusal) => Err(refusal),
    };
    launched.unwrap_or_else(|refusal| refuse(app, request, form, &refusal))
}

fn refuse(app: &App, request: &HttpRequest, form: &Form, refusal: &Refusal) -> HttpResponse {
    if guest::is_let_in(refusal, &app.defects) {
        return guest::admit(app, request);
    }
    if app.defects.has(Defect::LOGIN_SESSION_EARLY) || app.variants.has(Variant::REFUSAL_SIGNS_OUT) {
        app.sessions.end(&app.sessions_brought(request));
    }
    refused::page(app, form, refusal)
}

/// The login first, so that nobody makes us work unasked; then the token; then what it says.
async fn launch(
    app: &App,
    request: &HttpRequest,
    id_token: &str,
    state: Option<&str>,
) -> Result<HttpResponse, Refusal> {
    let login = match take_login(app, request, id_token, state) {
        Err(Refusal::NoState | Refusal::UnknownState) if app.defects.has(Defect::UNSOLICITED_ACCEPTED) => {
            unsolicited_login(app, id_token)?
        }
        login => login?,
    };
    let verified = authenticate(app, &login, id_token).await?;
    let launch = match read(app, &verified) {
        Ok(read) => read,
        Err(refusal) => return looks::back(app, &verified.claims, &refusal).ok_or(refusal),
    };
    if launch.message_type == MessageType::ResourceLink && app.accounts.waits_for_another(&launch) {
        return Err(Refusal::Unsupported(RESOURCE_LINK));
    }
    let admitted = Admitted { login: &login, verified, id_token, launch };
    Ok(admit::admit(app, request, admitted))
}

fn read(app: &App, verified: &Verified) -> Result<LaunchData, Refusal> {
    let registration = registration::with_deployments_of_all(app, &verified.registration);
    let mut launch = LaunchData::read(&verified.claims, &registration, &app.defects)?;
    app.memory.recall(&mut launch)?;
    if launch.user.id.is_none() && app.variants.has(Variant::ANONYMOUS_REFUSED) {
        return Err(Refusal::Anonymous);
    }
    Ok(launch)
}

fn take_login(
    app: &App,
    request: &HttpRequest,
    id_token: &str,
    state: Option<&str>,
) -> Result<std::sync::Arc<Pending>, Refusal> {
    if app.defects.has(Defect::STATE_UNCHECKED) {
        return Ok(app.logins.answer_by_nonce(&unverified_nonce(id_token)?)?);
    }
    if app.defects.has(Defect::STATE_NOT_SENT) {
        let login = app.logins.open_with(&unverified_nonce(id_token)?).ok_or(Refusal::UnknownState)?;
        let bindings = cookies::brought(request, &app.state_cookie(&login.state));
        return Ok(app.logins.answer(&login.state, &bindings)?);
    }
    let state = state.filter(|state| !state.is_empty()).ok_or(Refusal::NoState)?;
    let bindings = cookies::brought(request, &app.state_cookie(state));
    Ok(app.logins.answer(state, &bindings)?)
}

/// The platform says that there will be no launch. The login is over, and none is begun (OIDC-067).
fn failed(app: &App, request: &HttpRequest, failure: Failure) -> Result<HttpResponse, Refusal> {
    let login = take_login(app, request, "", failure.state.as_deref());
    match login {
        Ok(login) if failure.is_login_required() && app.defects.has(Defect::ERROR_LOGIN_LOOP) => {
            let again = app.logins.open(login.registration.clone(), login.request.clone());
            Ok(login::redirect(app, &again))
        }
        _ if app.defects.has(Defect::ERROR_CRASH) => Err(Refusal::Crash),
        _ => Err(Refusal::Platform { code: failure.code, description: failure.description }),
    }
}
