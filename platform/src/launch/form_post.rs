//! The answers of the authorization endpoint: a form that posts itself to the tool (OIDC-080, OIDC-065), or a page
//! where nothing may be posted (OIDC-050, OIDC-051). The form works without script by its button.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use homeroom_vocab::{authorization, response};
use serde::Serialize;

use super::refusal::{self, Broken, Difference};
use super::request::Request;
use crate::view;

#[derive(Debug, Serialize)]
struct FormPage<'a> {
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    /// Whether the form carries an error instead of a token.
    failed: bool,
}

#[derive(Debug, Serialize)]
struct RefusedPage {
    requirement: &'static str,
    error: &'static str,
    expected: String,
    actual: String,
    cause: &'static str,
    difference: Option<Difference>,
}

/// The signed message on its way to the tool, with the state as it came.
pub(crate) fn token(request: &Request, id_token: &str) -> HttpResponse {
    send(request, vec![(response::ID_TOKEN, id_token)], false)
}

/// An error on its way to the tool.
pub(crate) fn error(request: &Request, broken: &Broken) -> HttpResponse {
    let refusal = broken.refusal();
    let description = printable(&refusal.description);
    let fields = vec![(response::ERROR, refusal.error), (response::ERROR_DESCRIPTION, description.as_str())];
    send(request, fields, true)
}

/// The characters that RFC 6749 (4.2.2.1) allows in a description; what the tool sent may hold others.
fn printable(text: &str) -> String {
    let allowed = |c: char| matches!(c, ' '..='~') && c != '"' && c != '\\';
    text.chars().map(|c| if allowed(c) { c } else { '?' }).collect()
}

fn send<'a>(request: &'a Request, mut fields: Vec<(&'a str, &'a str)>, failed: bool) -> HttpResponse {
    if let Some(state) = request.state() {
        fields.push((response::STATE, state));
    }
    let action = request.get(authorization::REDIRECT_URI).unwrap_or_default();
    html(StatusCode::OK, "launch/form_post.html", &FormPage { action, fields, failed })
}

/// An error that stays here, since the redirect URI cannot be trusted.
pub(crate) fn page(broken: &Broken) -> HttpResponse {
    let told = broken.told();
    let difference = match broken {
        Broken::RedirectUri { given: Some(given), registered } => refusal::difference(given, registered),
        _ => None,
    };
    let context = RefusedPage {
        requirement: told.requirement,
        error: told.error,
        expected: told.expected,
        actual: told.actual,
        cause: told.cause,
        difference,
    };
    html(StatusCode::BAD_REQUEST, "launch/refused.html", &context)
}

fn html(status: StatusCode, template: &str, context: &impl Serialize) -> HttpResponse {
    match view::render(template, context) {
        Ok(body) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header(("cache-control", "no-store"))
            .insert_header(("pragma", "no-cache"))
            .body(body),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            HttpResponse::InternalServerError().body("the platform failed; its log says why")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_holds_only_what_oauth_allows() {
        assert_eq!(printable("got `é\"\\\n<b>`"), "got `????<b>`");
    }
}
