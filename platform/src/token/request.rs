//! The form of a token request (TOK-001 to TOK-005).

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use homeroom_vocab::error::token as error;
use homeroom_vocab::media_type::FORM;
use homeroom_vocab::token::{CLIENT_ASSERTION, CLIENT_ASSERTION_TYPE, GRANT_TYPE, SCOPE};
use homeroom_vocab::value::{CLIENT_ASSERTION_TYPE_JWT_BEARER, GRANT_TYPE_CLIENT_CREDENTIALS};
use url::form_urlencoded;

use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::resource::Resource;
use crate::services::refusal::Refusal;

/// How many names of parameters are listed.
const LISTED: usize = 20;

/// What is asked for, and by whom it says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) assertion: String,
    pub(super) scope: String,
    pub(super) client_id: Option<String>,
}

/// 400, as RFC 6749 wants it for every refusal (TOK-019).
pub(super) fn refusal(
    error: &'static str,
    requirement: &'static str,
    description: impl Into<String>,
) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, error, requirement, description)
}

/// Reads the form; what is wrong without being in the way is noted.
pub(super) fn read(
    request: &HttpRequest,
    body: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<Asked, Refusal> {
    secrets_in_header(request, findings);
    demand_form(request)?;
    let form = Form { pairs: form_urlencoded::parse(body).into_owned().collect(), request };
    form.secret(findings);
    let grant_type = form.one(GRANT_TYPE, "TOK-002", quoted(GRANT_TYPE_CLIENT_CREDENTIALS))?;
    if grant_type != GRANT_TYPE_CLIENT_CREDENTIALS {
        return Err(refusal(error::UNSUPPORTED_GRANT_TYPE, "TOK-002", "this grant type is not supported")
            .expected(quoted(GRANT_TYPE_CLIENT_CREDENTIALS), quoted(grant_type))
            .hint("services are called by the tool itself, so no person and no code are involved")
            .at(format!("parameter `{GRANT_TYPE}`")));
    }
    let kind = form.one(CLIENT_ASSERTION_TYPE, "TOK-003", quoted(CLIENT_ASSERTION_TYPE_JWT_BEARER))?;
    if kind != CLIENT_ASSERTION_TYPE_JWT_BEARER {
        return Err(refusal(
            error::INVALID_REQUEST,
            "TOK-003",
            "this kind of client assertion is not supported",
        )
        .expected(quoted(CLIENT_ASSERTION_TYPE_JWT_BEARER), quoted(kind))
        .hint("the value ends in `client-assertion-type:jwt-bearer`; that of the grant type is another one")
        .at(format!("parameter `{CLIENT_ASSERTION_TYPE}`")));
    }
    let assertion = form.one(CLIENT_ASSERTION, "TOK-004", "a JWT that the tool has signed")?;
    let scope = form.one(SCOPE, "TOK-005", "the scopes that are asked for, with spaces between them")?;
    let client_id = form.at_most_one("client_id", "TOK-006")?.map(str::to_owned);
    Ok(Asked { assertion: assertion.to_owned(), scope: scope.to_owned(), client_id })
}

fn demand_form(request: &HttpRequest) -> Result<(), Refusal> {
    let given = request.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let essence = given.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(FORM) {
        return Ok(());
    }
    Err(refusal(error::INVALID_REQUEST, "TOK-001", "the body must be a form")
        .expected(format!("`content-type: {FORM}`"), given.as_deref().map_or("none".to_owned(), quoted))
        .hint("the parameters go into the body as a form, not as JSON and not into the URL")
        .at("header `Content-Type`"))
}

fn secret(place: &str, actual: String) -> Finding {
    let place = format!("{}, {place}", Resource::Token.title());
    let cause = "the library is set to another way of proving itself; LTI has no client secrets";
    Finding::new("TOK-015", Level::Must, place, "a signed assertion as the only proof", actual, cause)
}

fn secrets_in_header(request: &HttpRequest, findings: &mut Vec<Finding>) {
    if let Some(header) = request.headers().get(AUTHORIZATION) {
        let scheme = String::from_utf8_lossy(header.as_bytes());
        let scheme = quoted(scheme.split(' ').next().unwrap_or_default());
        findings.push(secret("header `Authorization`", format!("credentials of the scheme {scheme} too")));
    }
}

struct Form<'a> {
    pairs: Vec<(String, String)>,
    request: &'a HttpRequest,
}

impl Form<'_> {
    fn secret(&self, findings: &mut Vec<Finding>) {
        if self.pairs.iter().any(|(name, _)| name == "client_secret") {
            findings.push(secret("parameter `client_secret`", "a secret too".to_owned()));
        }
    }

    /// A parameter that must be there once, and not blank.
    fn one(
        &self,
        name: &'static str,
        requirement: &'static str,
        expected: impl Into<String>,
    ) -> Result<&str, Refusal> {
        match self.at_most_one(name, requirement)? {
            Some(value) if !value.trim().is_empty() => Ok(value),
            Some(_) => Err(missing(name, requirement).expected(expected, "nothing in it")),
            None => Err(missing(name, requirement).expected(expected, self.told())),
        }
    }

    fn at_most_one(&self, name: &str, requirement: &'static str) -> Result<Option<&str>, Refusal> {
        let found: Vec<&str> =
            self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
        if found.len() > 1 {
            let description = format!("`{name}` is there more than once");
            return Err(refusal(error::INVALID_REQUEST, requirement, description)
                .expected(format!("`{name}` once"), format!("{} times", found.len()))
                .hint("several values go into one parameter, with spaces between them")
                .at(format!("parameter `{name}`")));
        }
        Ok(found.first().copied())
    }

    /// What came instead.
    fn told(&self) -> String {
        let names: Vec<String> = self.pairs.iter().take(LISTED).map(|(name, _)| quoted(name)).collect();
        let body = match names.as_slice() {
            [] => "an empty form".to_owned(),
            names => format!("a form with {}", names.join(", ")),
        };
        if self.request.query_string().is_empty() {
            body
        } else {
            format!("{body}, and parameters in the URL, which are not read")
        }
    }
}

fn missing(name: &str, requirement: &'static str) -> Refusal {
    refusal(error::INVALID_REQUEST, requirement, format!("`{name}` is missing"))
        .hint("the four parameters are `grant_type`, `client_assertion_type`, `client_assertion` and `scope`")
        .at(format!("parameter `{name}`"))
}
