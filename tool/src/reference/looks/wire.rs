//! What is different about all answers, whatever they say: as other servers, frameworks and proxies make them.

use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, LOCATION, SET_COOKIE};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use crate::reference::app::App;
use crate::{Launch, Variant};

const PAUSE: Duration = Duration::from_secs(2);
/// How long a cookie lives that is set again, in seconds.
const AGE: u32 = 8 * 60 * 60;

/// The answer in the manner of the variants that are on.
pub(crate) async fn vary(
    app: Data<App>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if app.variants.has(Variant::SLOW) && request.path() == app.addresses.launch.path() {
        tokio::time::sleep(PAUSE).await;
    }
    let renewed = renewed(&app, &mut request).await;
    let mut answer = next.call(request).await?;
    renew_session(&app, &mut answer, renewed);
    change_cookies(&app, answer.response_mut().headers_mut());
    change_redirect(&app, answer.response_mut());
    let head = answer.response_mut().head_mut();
    if app.variants.has(Variant::CONNECTION_CLOSED) {
        head.set_connection_type(ConnectionType::Close);
    }
    head.set_camel_case_headers(app.variants.has(Variant::HEADERS_IN_TITLE_CASE));
    Ok(answer)
}

/// A new value for the cookie of a session that goes on; what stands behind its second dot is chance.
fn renew_session<B>(app: &App, answer: &mut ServiceResponse<B>, renewed: Option<String>) {
    let name = app.session_cookie();
    let mut set = answer.headers().get_all(SET_COOKIE).filter_map(|cookie| cookie.to_str().ok());
    if set.any(|cookie| cookie.starts_with(&name)) {
        return;
    }
    let Some(value) = renewed else { return };
    let (framed, plain) =
        (format!("{name}={value}"), format!("{}_plain={value}", name.trim_start_matches("__Host-")));
    for cookie in [
        format!("{framed}; HttpOnly; SameSite=None; Secure; Path=/; Max-Age={AGE}"),
        format!("{plain}; HttpOnly; SameSite=Lax; Path=/; Max-Age={AGE}"),
    ] {
        if let Ok(cookie) = cookie.parse() {
            answer.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}

/// The new value; none if the cookie stays as it is.
async fn renewed(app: &App, request: &mut ServiceRequest) -> Option<String> {
    let (rolls, greets) =
        (app.variants.has(Variant::SESSION_ROLLING), app.variants.has(Variant::SESSION_FOR_VISITORS));
    if !rolls && !greets {
        return None;
    }
    match request.extract::<Launch>().await {
        Ok(_) if rolls => {
            let name = app.session_cookie();
            let plain = format!("{}_plain", name.trim_start_matches("__Host-"));
            let brought = request.cookie(&name).or_else(|| request.cookie(&plain))?;
            let signed: Vec<_> = brought.value().split('.').take(2).collect();
            Some(format!("{}.{}", signed.join("."), app.entropy.word()))
        }
        Err(_) if greets => Some(app.entropy.word()),
        _ => None,
    }
}

fn change_cookies(app: &App, headers: &mut HeaderMap) {
    let cookies: Vec<_> = headers.remove(SET_COOKIE).collect();
    let texts = cookies.iter().filter_map(|cookie| cookie.to_str().ok());
    let changed: Vec<_> = texts.filter_map(|cookie| changed(app, cookie)?.parse().ok()).collect();
    for cookie in changed {
        headers.append(SET_COOKIE, cookie);
    }
}

/// The cookie as the variants have it; none if it is left out.
fn changed(app: &App, cookie: &str) -> Option<String> {
    let for_frames = cookie.contains("; SameSite=None");
    let is_over = cookie.contains("; Max-Age=0");
    if app.variants.has(Variant::SESSION_IN_ADDRESS) && cookie.contains("_session") {
        return None;
    }
    if !for_frames && app.variants.has(Variant::COOKIE_FOR_FRAMES_ONLY) {
        return None;
    }
    let ends_with_browser = app.variants.has(Variant::COOKIE_WITHOUT_AGE) && !is_over;
    let parts = cookie.split("; ").filter(|part| !(ends_with_browser && part.starts_with("Max-Age=")));
    let partitioned = for_frames && app.variants.has(Variant::COOKIE_PARTITIONED);
    Some(parts.chain(partitioned.then_some("Partitioned")).collect::<Vec<_>>().join("; "))
}

fn change_redirect<B>(app: &App, response: &mut HttpResponse<B>) {
    if response.status() == StatusCode::SEE_OTHER && app.variants.has(Variant::REDIRECT_FOUND) {
        *response.status_mut() = StatusCode::FOUND;
    }
    let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let within =
        location.and_then(|location| location.strip_prefix(app.url.as_str())).map(|path| format!("/{path}"));
    let relative = within.filter(|_| app.variants.has(Variant::REDIRECT_RELATIVE));
    if let Some(Ok(location)) = relative.map(|path| path.parse()) {
        response.headers_mut().insert(LOCATION, location);
    }
}
