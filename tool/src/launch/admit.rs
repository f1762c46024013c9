//! The message is good: a new session, and the application's turn (OIDC-085, CORE-012).

use actix_web::cookie::Cookie;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::response::ID_TOKEN;

use crate::app::App;
use crate::cookies::is_for_frames;
use crate::deep_linking::SignedAnswer;
use crate::defects::Defect;
use crate::handlers;
use crate::launch::Refusal;
use crate::login::pending::Pending;
use crate::lti::LtiTool;
use crate::message::LaunchData;
use crate::session::{Arrival, Launch, Redirect};

/// A message that may come in.
pub(crate) struct Admitted<'a> {
    pub(crate) login: &'a Pending,
    pub(crate) id_token: &'a str,
    pub(crate) launch: LaunchData,
    /// The sessions that the browser came with.
    pub(crate) brought: Vec<String>,
}

pub(crate) async fn admit(
    lti: &LtiTool,
    request: &HttpRequest,
    admitted: Admitted<'_>,
) -> Result<HttpResponse, Refusal> {
    let app = &lti.app;
    let Admitted { login, id_token, mut launch, brought } = admitted;
    if app.defects.has(Defect::USER_FROM_LOGIN_HINT) {
        launch.user.id = Some(login.request.login_hint.clone());
    }
    launch.received_ms = app.clock.millis();
    let target = completed(app, target(app, login, &launch.target_link_uri), id_token);
    let picks = launch.deep_linking.is_some();
    let (session, record) = app.sessions.replace(&brought, launch).await?.ok_or(Refusal::UnknownState)?;
    still_active(app, &session, &record.launch).await?;
    tracing::debug!(issuer = record.launch.issuer, client_id = record.launch.client_id, "a launch is taken");
    let launch = Launch::arrived(lti, &session, record, Arrival { target, earlier: brought });
    let mut response = turn(lti, request, launch, picks).await;
    for cookie in session_cookies(app, &session).into_iter().chain(spent_cookies(app, login)) {
        if let Err(error) = response.add_cookie(&cookie) {
            tracing::error!(%error, "cannot set a cookie");
        }
    }
    Ok(response)
}

/// A platform that was deactivated while we looked at its launch keeps no session: kept first and looked then, there is no gap.
async fn still_active(app: &App, session: &str, launch: &LaunchData) -> Result<(), Refusal> {
    let platform = app.platforms.get(&launch.issuer, &launch.client_id).await?;
    if platform.is_some_and(|platform| platform.active) {
        return Ok(());
    }
    app.sessions.end(&[session.to_owned()]).await;
    Err(Refusal::Inactive)
}

/// What the application answers to a launch.
async fn turn(lti: &LtiTool, request: &HttpRequest, launch: Launch, picks: bool) -> HttpResponse {
    let handlers = &lti.app.handlers;
    let handler = if picks { &handlers.deep_linking } else { &handlers.launch };
    handlers::hand_over(request, launch.clone());
    match handler {
        Some(handler) => handler.call(request).await,
        None if picks => nothing_to_pick(lti, &launch).await,
        None => lti.redirect(&launch, Redirect::to(launch.target())).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a launch leads nowhere");
            HttpResponse::SeeOther().insert_header((LOCATION, lti.url().as_str())).finish()
        }),
    }
}

/// What a platform hears from a tool without a picker: the user gets back to it (DL-038).
async fn nothing_to_pick(lti: &LtiTool, launch: &Launch) -> HttpResponse {
    let answer = match lti.deep_linking(launch) {
        Ok(answer) => answer.error_message("This tool has nothing to choose from.").sign().await,
        Err(error) => Err(error),
    };
    answer.map_or_else(HttpResponse::from_error, SignedAnswer::into_response)
}

/// A defect forgets the frames (OIDC-023).
fn session_cookies(app: &App, session: &str) -> Vec<Cookie<'static>> {
    let value = app.session_cookie(session);
    let mut cookies = app.cookies.set(&app.cookies.session(), &value, app.sessions.life());
    cookies.retain(|cookie| !is_for_frames(cookie) || !app.defects.has(Defect::SESSION_COOKIE_LAX_ONLY));
    cookies
}

/// The login is over.
fn spent_cookies(app: &App, login: &Pending) -> Vec<Cookie<'static>> {
    if app.defects.has(Defect::STATE_REUSABLE) {
        return Vec::new();
    }
    app.cookies.set(&app.state_cookie(&login.state), "", 0)
}

/// The signed target when it is one of our pages, else the start page.
fn target(app: &App, login: &Pending, claim: &str) -> String {
    if app.defects.has(Defect::LOGIN_TARGET_FOLLOWED) {
        return login.request.target_link_uri.clone();
    }
    if is_taken_for_ours(app, claim) {
        return claim.to_owned();
    }
    let wanted =
        if app.defects.has(Defect::TARGET_FROM_LOGIN) { &login.request.target_link_uri } else { claim };
    app.own_page(wanted)
}

/// What defects take for an address of this tool, without reading it as a browser does.
fn is_taken_for_ours(app: &App, target: &str) -> bool {
    let own = app.url.as_str().trim_end_matches('/');
    let host = own.split_once("://").map_or(own, |(_, host)| host);
    let authority = target.split_once("://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
    app.defects.has(Defect::TARGET_FOREIGN_FOLLOWED)
        || (app.defects.has(Defect::TARGET_BY_PREFIX) && target.starts_with(own))
        || (app.defects.has(Defect::TARGET_HOST_BEHIND_AT) && authority.rsplit('@').next() == Some(host))
}

/// What defects make of the target: a place that learns what it should not (OIDC-085, OIDC-087).
fn completed(app: &App, target: String, id_token: &str) -> String {
    let Ok(mut url) = url::Url::parse(&target) else { return target };
    if app.defects.has(Defect::TOKEN_IN_TARGET) {
        url.query_pairs_mut().append_pair(ID_TOKEN, id_token);
    }
    if app.defects.has(Defect::TARGET_ON_OTHER_ORIGIN) {
        let other = if url.host_str() == Some("localhost") { "127.0.0.1" } else { "localhost" };
        // A loopback name always fits into a web address.
        let _fits = url.set_host(Some(other));
    }
    url.into()
}
