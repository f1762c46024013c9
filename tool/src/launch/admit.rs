//! The message is good: a new session, and on to the target of the launch or to a new picker (OIDC-085,
//! CORE-012).

use std::sync::Arc;

use actix_web::cookie::Cookie;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::response::ID_TOKEN;
use homeroom_vocab::standard_claim::AUD;
use serde_json::Value;

use crate::app::App;
use crate::deep_linking::Settings;
use crate::defects::Defect;
use crate::launch::authenticate::Verified;
use crate::login::pending::Pending;
use crate::message::LaunchData;
use crate::reference::looks;
use crate::reference::pages::SESSION;
use crate::reference::pickers::Picker;
use crate::session;
use crate::variants::Variant;

/// A message that may come in.
pub(crate) struct Admitted<'a> {
    pub(crate) login: &'a Pending,
    pub(crate) verified: Verified,
    pub(crate) id_token: &'a str,
    pub(crate) launch: LaunchData,
}

pub(crate) fn admit(app: &App, request: &HttpRequest, admitted: Admitted<'_>) -> HttpResponse {
    let Admitted { login, verified, id_token, mut launch } = admitted;
    let brought = app.sessions_brought(request);
    inherit(app, &brought, &mut launch);
    app.accounts.recognise(&mut launch);
    if app.defects.has(Defect::USER_FROM_LOGIN_HINT) {
        launch.user.id = Some(login.request.login_hint.clone());
    }
    launch.received_ms = app.clock.millis();
    let launch = Arc::new(launch);
    let id = app.sessions.replace(&brought, Arc::clone(&launch));
    app.pickers.hand_over(&brought, &id, &launch);
    let target = match launch.deep_linking.clone() {
        None => target(app, login, &launch.target_link_uri),
        Some(settings) => {
            let handle = app.pickers.open(&id, picker(verified, launch, settings));
            app.paths.at(&app.url, &format!("{}/{handle}", app.paths.picker))
        }
    };
    let target = completed(app, target, id_token, &id);
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, target.as_str()));
    for cookie in session_cookies(app, &id) {
        response.cookie(cookie);
    }
    if !app.defects.has(Defect::STATE_REUSABLE) {
        for spent in app.cookies.set(&app.state_cookie(&login.state), "", 0) {
            response.cookie(spent);
        }
    }
    let redirect = looks::lengthened(app, response.finish());
    looks::in_place(app, &id, &target, redirect)
}

/// One for frames and a plain one, unless a defect forgets the frames (OIDC-023).
fn session_cookies(app: &App, id: &str) -> Vec<Cookie<'static>> {
    if app.variants.has(Variant::SESSION_IN_ADDRESS) {
        return Vec::new();
    }
    let twins = app.cookies.set(&app.cookies.session(), id, session::LIFE);
    let framed = usize::from(app.defects.has(Defect::SESSION_COOKIE_LAX_ONLY));
    twins.into_iter().skip(framed).collect()
}

fn picker(verified: Verified, launch: Arc<LaunchData>, settings: Settings) -> Picker {
    let audience_start = match verified.claims.get(AUD) {
        Some(Value::Array(many)) => many.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::String(one)) => one.chars().take(1).collect(),
        _ => String::new(),
    };
    Picker { registration: verified.registration, launch, settings, audience_start }
}

/// What a new launch may wrongly keep of the session before it: nothing, in a correct tool (CORE-019).
fn inherit(app: &App, brought: &[String], launch: &mut LaunchData) {
    let Some(earlier) = brought.iter().find_map(|id| app.sessions.get(id)) else { return };
    if launch.user.id.is_none() && app.defects.has(Defect::ANONYMOUS_INHERITS_USER) {
        launch.user.id.clone_from(&earlier.user.id);
        launch.user.name.clone_from(&earlier.user.name);
    }
    if launch.user.id.is_some() && earlier.user.id.is_some() && app.defects.has(Defect::FIRST_SESSION_WINS) {
        launch.user.id.clone_from(&earlier.user.id);
        launch.user.name.clone_from(&earlier.user.name);
    }
    if launch.user.name.is_none() && app.defects.has(Defect::NAME_LEFT_OVER) {
        launch.user.name.clone_from(&earlier.user.name);
    }
    if earlier.roles.is_instructor() && app.defects.has(Defect::ROLE_STICKY) {
        launch.roles.clone_from(&earlier.roles);
    }
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
    let Ok(url) = url::Url::parse(wanted) else { return "/".to_owned() };
    let ours = url.origin() == app.url.origin() && url.username().is_empty() && url.password().is_none();
    if ours { url.into() } else { app.url.to_string() }
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

/// The target with a session in its address, and what defects make of it: a place that learns what it should not
/// (OIDC-085, OIDC-087).
fn completed(app: &App, target: String, id_token: &str, session: &str) -> String {
    let Ok(mut url) = url::Url::parse(&target) else { return target };
    if app.defects.has(Defect::TOKEN_IN_TARGET) {
        url.query_pairs_mut().append_pair(ID_TOKEN, id_token);
    }
    if app.variants.has(Variant::SESSION_IN_ADDRESS) {
        url.query_pairs_mut().append_pair(SESSION, session);
    }
    if app.defects.has(Defect::TARGET_ON_OTHER_ORIGIN) {
        let other = if url.host_str() == Some("localhost") { "127.0.0.1" } else { "localhost" };
        // A loopback name always fits into a web address.
        let _fits = url.set_host(Some(other));
        url.query_pairs_mut().append_pair(SESSION, session);
    }
    url.into()
}
