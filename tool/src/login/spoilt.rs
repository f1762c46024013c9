//! The ways in which defects spoil the redirect, and the authentication request in it. A correct tool sends the
//! request as it should be, an empty body and its own headers.

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use homeroom_vocab::authorization::{
    CLIENT_ID, LOGIN_HINT, NONCE, PROMPT, REDIRECT_URI, RESPONSE_MODE, RESPONSE_TYPE, SCOPE, STATE,
};
use homeroom_vocab::id::DeploymentId;

use crate::cookies::is_for_frames;
use crate::defects::{Defect, Defects};
use crate::login::LoginRequest;
use crate::login::pending::Pending;

/// A defect, the parameter that it spoils, and what it sends there instead; nothing leaves the parameter out.
type Spoilt = (Defect, &'static str, fn(&Pending) -> Option<&str>);

const REQUEST: [Spoilt; 9] = [
    (Defect::SCOPE_WITHOUT_OPENID, SCOPE, |_| Some("profile email")),
    (Defect::RESPONSE_TYPE_CODE, RESPONSE_TYPE, |_| Some("code")),
    (Defect::RESPONSE_MODE_NOT_SENT, RESPONSE_MODE, |_| None),
    (Defect::PROMPT_NOT_SENT, PROMPT, |_| None),
    (Defect::DEPLOYMENT_FOR_CLIENT, CLIENT_ID, |pending| {
        pending.platform.deployments.known().first().map(DeploymentId::as_str)
    }),
    (Defect::REDIRECT_TO_TARGET, REDIRECT_URI, |pending| Some(&pending.request.target_link_uri)),
    (Defect::LOGIN_HINT_NOT_SENT, LOGIN_HINT, |_| None),
    (Defect::NONCE_NOT_SENT, NONCE, |_| None),
    (Defect::STATE_NOT_SENT, STATE, |_| None),
];

/// The parameters as the defects send them.
pub(crate) fn request<'a>(
    parameters: &mut Vec<(&'static str, &'a str)>,
    pending: &'a Pending,
    defects: &Defects,
) {
    for (_, name, instead) in REQUEST.iter().filter(|(defect, ..)| defects.has(*defect)) {
        match instead(pending) {
            Some(value) => {
                parameters.iter_mut().filter(|(known, _)| known == name).for_each(|one| one.1 = value);
            }
            None => parameters.retain(|(known, _)| known != name),
        }
    }
}

/// The answer with what defects add to it.
pub(crate) fn finish(mut response: HttpResponse, login: &LoginRequest, defects: &Defects) -> HttpResponse {
    let in_headers = [
        (Defect::LOGIN_HINT_IN_HEADER, &login.login_hint),
        (Defect::LOGIN_TARGET_IN_HEADER, &login.target_link_uri),
    ];
    for (_, text) in in_headers.into_iter().filter(|(defect, _)| defects.has(*defect)) {
        for (name, value) in text.split("\r\n").skip(1).filter_map(header) {
            response.headers_mut().append(name, value);
        }
    }
    let body = body(login, defects);
    if body.is_empty() {
        return response;
    }
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, html);
    response.set_body(BoxBody::new(body))
}

/// A line as a header, since our HTTP library itself lets no line break through.
fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().parse().ok()?, value.trim().parse().ok()?))
}

/// The cookie as it should be, but for the one for frames: defects spoil it or leave it out.
pub(crate) fn cookie(mut cookie: Cookie<'static>, defects: &Defects) -> Option<Cookie<'static>> {
    if is_for_frames(&cookie) && defects.has(Defect::STATE_COOKIE_LAX_ONLY) {
        return None;
    }
    if is_for_frames(&cookie) && defects.has(Defect::STATE_COOKIE_SAME_SITE_LOST) {
        cookie.set_same_site(SameSite::Lax);
    }
    Some(cookie)
}

fn body(login: &LoginRequest, defects: &Defects) -> String {
    let words = || format!("<p>Signing in {}</p>", login.login_hint);
    let link = || format!("<p><a href=\"{}\">Continue</a></p>", login.target_link_uri.replace('"', "%22"));
    let all = || {
        let hint = login.message_hint.as_deref().unwrap_or_default();
        format!("<p>{} {hint} {}</p>", login.login_hint, login.target_link_uri)
    };
    [
        defects.has(Defect::LOGIN_PARAMETERS_UNESCAPED).then(all),
        defects.has(Defect::LOGIN_HINT_UNESCAPED).then(words),
        defects.has(Defect::LOGIN_TARGET_LINKED).then(link),
    ]
    .into_iter()
    .flatten()
    .collect()
}
