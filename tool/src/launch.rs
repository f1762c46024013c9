//! The launch: the platform's answer to our authentication request arrives at the redirect URI.

mod admit;
mod answer;
mod authenticate;
mod bypass;
pub(crate) mod nonce;
mod refusal;

use std::sync::Arc;

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::claim::DL_SETTINGS;
use url::Url;

use crate::app::App;
use crate::body;
use crate::cookies;
use crate::defects::Defect;
use crate::form::{Form, FormError};
use crate::guest;
use crate::launch::admit::Admitted;
use crate::launch::answer::{Answer, Failure};
use crate::launch::authenticate::{Verified, authenticate, passed, unsolicited_login, unverified_nonce};
use crate::login;
use crate::login::pending::Pending;
use crate::lti::LtiTool;
use crate::message::LaunchData;
use crate::platform::{Deployments, Platform};
use crate::refused::{self, Refused, Stage};
use crate::variants::Variant;

pub(crate) use refusal::Refusal;

/// `POST /launch`.
pub(crate) async fn post(lti: Data<LtiTool>, request: HttpRequest, payload: Payload) -> HttpResponse {
    match body::form(&request, payload.into_inner()).await {
        Ok(form) => respond(&lti, &request, form).await,
        Err(error) => refuse(&lti.app, &request, Form::default(), &error.into(), None).await,
    }
}

/// `GET /launch`: a token does not belong in a query (OIDC-084).
pub(crate) async fn get(lti: Data<LtiTool>, request: HttpRequest) -> HttpResponse {
    let form = Form::parse(request.query_string().as_bytes());
    if lti.app.defects.has(Defect::ID_TOKEN_BY_GET) {
        return respond(&lti, &request, form).await;
    }
    refuse(&lti.app, &request, form, &Refusal::Method, None).await
}

async fn respond(lti: &LtiTool, request: &HttpRequest, form: Form) -> HttpResponse {
    let mut return_url = None;
    let launched = match Answer::parse(&form, &lti.app.defects) {
        Ok(Answer::Token { id_token, state }) => {
            launch(lti, request, &id_token, state.as_deref(), &mut return_url).await
        }
        Ok(Answer::Failure(failure)) => failed(&lti.app, request, failure).await,
        Err(refusal) => Err(refusal),
    };
    match launched {
        Ok(answer) => answer,
        Err(refusal) => refuse(&lti.app, request, form, &refusal, return_url).await,
    }
}

/// `return_url` is what an authentic message names.
async fn refuse(
    app: &App,
    request: &HttpRequest,
    form: Form,
    refusal: &Refusal,
    return_url: Option<Url>,
) -> HttpResponse {
    if guest::is_let_in(refusal, &app.defects) {
        return guest::admit(app, request).await;
    }
    if app.defects.has(Defect::LOGIN_SESSION_EARLY) || app.variants.has(Variant::REFUSAL_SIGNS_OUT) {
        app.sessions.end(&app.sessions_brought(request)).await;
    }
    let refusal = if crashes(app, refusal) { &Refusal::Crash } else { refusal };
    let detail = match refusal {
        Refusal::Platform { description, .. } => description.clone(),
        _ => None,
    };
    let refused = Refused {
        stage: Stage::Launch,
        cause: refusal.cause(),
        status: refusal.status(),
        reason: refusal.to_string(),
        detail,
        return_url,
        form: Arc::new(form),
    };
    refused::answer(app, request, refused).await
}

/// What defects break over instead of refusing it.
fn crashes(app: &App, refusal: &Refusal) -> bool {
    match refusal {
        Refusal::WrongType(DL_SETTINGS) | Refusal::Missing(DL_SETTINGS) | Refusal::Setting(_) => {
            app.defects.has(Defect::PICKER_SETTINGS_CRASH)
        }
        Refusal::Form(FormError::TooLarge) | Refusal::TokenTooLarge => {
            app.defects.has(Defect::HUGE_TOKEN_CRASH)
        }
        Refusal::WrongType(_) => app.defects.has(Defect::CLAIM_TYPE_CRASH),
        _ => false,
    }
}

/// The login first, so that nobody makes us work unasked; then the token; then what it says.
async fn launch(
    lti: &LtiTool,
    request: &HttpRequest,
    id_token: &str,
    state: Option<&str>,
    return_url: &mut Option<Url>,
) -> Result<HttpResponse, Refusal> {
    let app = &*lti.app;
    let login = match take_login(app, request, id_token, state).await {
        Err(Refusal::NoState | Refusal::UnknownState) if app.defects.has(Defect::UNSOLICITED_ACCEPTED) => {
            unsolicited_login(app, id_token).await?
        }
        login => login?,
    };
    passed("the login was begun here, in this browser, and is answered for the first time (`state`)");
    if !login.platform.active {
        return Err(Refusal::Inactive);
    }
    let verified = authenticate(app, &login, id_token).await?;
    *return_url = refused::return_url(&verified.claims);
    let mut launch = read(app, &verified).await?;
    passed("the message is one of LTI 1.3 from a known deployment");
    let brought = app.sessions_brought(request);
    if let Some(admission) = &app.admission {
        let earlier = app.sessions.first(&brought).await;
        admission.admit(&mut launch, earlier.as_ref().map(|earlier| &earlier.launch))?;
        passed("the application lets it in");
    }
    admit::admit(lti, request, Admitted { login: &login, id_token, launch, brought }).await
}

async fn read(app: &App, verified: &Verified) -> Result<LaunchData, Refusal> {
    let platform = with_deployments_of_all(app, &verified.platform).await?;
    let launch = LaunchData::read(&verified.claims, &platform, &app.defects)?;
    let learns = platform.deployments == Deployments::First;
    if learns && !app.platforms.admits(&platform, &launch.deployment_id).await? {
        return Err(Refusal::Deployment);
    }
    Ok(launch)
}

/// The platform with its own deployments; those of other clients at the same platform count only with
/// [`Defect::DEPLOYMENT_OF_OTHER_CLIENT`].
async fn with_deployments_of_all(app: &App, platform: &Arc<Platform>) -> Result<Arc<Platform>, Refusal> {
    if !app.defects.has(Defect::DEPLOYMENT_OF_OTHER_CLIENT) {
        return Ok(Arc::clone(platform));
    }
    let others = app.platforms.of_issuer(platform.issuer.as_str()).await?;
    let known = others.iter().flat_map(|other| other.deployments.known().iter().cloned());
    Ok(Arc::new(Platform::clone(platform).deployments(known)))
}

async fn take_login(
    app: &App,
    request: &HttpRequest,
    id_token: &str,
    state: Option<&str>,
) -> Result<Arc<Pending>, Refusal> {
    if app.defects.has(Defect::STATE_UNCHECKED) {
        return Ok(app.logins.answer_by_nonce(&unverified_nonce(id_token)?).await?);
    }
    if app.defects.has(Defect::STATE_NOT_SENT) {
        let login = app.logins.open_with(&unverified_nonce(id_token)?).await?;
        let login = login.ok_or(Refusal::UnknownState)?;
        let bindings = cookies::brought(request, &app.state_cookie(&login.state));
        return Ok(app.logins.answer(&login.state, &bindings).await?);
    }
    let state = state.filter(|state| !state.is_empty()).ok_or(Refusal::NoState)?;
    let bindings = cookies::brought(request, &app.state_cookie(state));
    Ok(app.logins.answer(state, &bindings).await?)
}

/// The platform says that there will be no launch. The login is over, and none is begun (OIDC-067).
async fn failed(app: &App, request: &HttpRequest, failure: Failure) -> Result<HttpResponse, Refusal> {
    let login = take_login(app, request, "", failure.state.as_deref()).await;
    match login {
        Ok(login) if failure.is_login_required() && app.defects.has(Defect::ERROR_LOGIN_LOOP) => {
            let again = app.logins.open(login.platform.clone(), login.request.clone()).await?;
            Ok(login::redirect(app, request, &again).await)
        }
        _ if app.defects.has(Defect::ERROR_CRASH) => Err(Refusal::Crash),
        _ => Err(Refusal::Platform { code: failure.code, description: failure.description }),
    }
}
