//! The ways in which defects spoil the redirect with what an unsigned login initiation said. A correct tool
//! sends an empty body and its own headers.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{ContentType, HeaderName, HeaderValue};
use actix_web::{HttpResponse, HttpResponseBuilder};

use crate::defects::{Defect, Defects};
use crate::login::LoginRequest;

pub(crate) fn finish(
    response: &mut HttpResponseBuilder,
    login: &LoginRequest,
    defects: &Defects,
) -> HttpResponse {
    if defects.has(Defect::LOGIN_HINT_IN_HEADER) {
        let headers = login.login_hint.split("\r\n").skip(1).filter_map(header);
        for header in headers {
            response.append_header(header);
        }
    }
    let body = body(login, defects);
    if body.is_empty() { response.finish() } else { response.content_type(ContentType::html()).body(body) }
}

/// A line as a header, since our HTTP library itself lets no line break through.
fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().parse().ok()?, value.trim().parse().ok()?))
}

/// The cookie for frames, as it should be but for one attribute.
pub(crate) fn cookie(mut framed: Cookie<'static>, defects: &Defects) -> Cookie<'static> {
    if defects.has(Defect::STATE_COOKIE_SAME_SITE_LOST) {
        framed.set_same_site(SameSite::Lax);
    }
    framed
}

fn body(login: &LoginRequest, defects: &Defects) -> String {
    let words = || format!("<p>Signing in {}</p>", login.login_hint);
    let link = || format!("<p><a href=\"{}\">Continue</a></p>", login.target_link_uri.replace('"', "%22"));
    [
        defects.has(Defect::LOGIN_HINT_UNESCAPED).then(words),
        defects.has(Defect::LOGIN_TARGET_LINKED).then(link),
    ]
    .into_iter()
    .flatten()
    .collect()
}
