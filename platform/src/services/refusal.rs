//! How a service call is refused: an OAuth-like JSON body that says expected and actual, the challenge where there is
//! one, and a finding on the exchange (TOK-041, TOK-042, AGS-100, NRPS-024).

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use homeroom_vocab::error::bearer;
use serde::Serialize;

use crate::domain::finding::{Finding, Level};
use crate::entropy::NoEntropy;
use crate::error::Failure;
use crate::journal::record;
use crate::store::StoreError;

/// The `realm` of every challenge.
const REALM: &str = "lti";

/// Why a call is refused. Boxed, since results that carry one are everywhere and almost always good.
#[derive(Debug, Clone)]
pub(crate) struct Refusal(Box<Details>);

#[derive(Debug, Clone)]
struct Details {
    status: StatusCode,
    error: &'static str,
    description: String,
    expected: String,
    actual: String,
    hint: String,
    requirement: Cow<'static, str>,
    level: Level,
    place: String,
    headers: Vec<(HeaderName, String)>,
    /// Ours, not the tool's: no finding.
    is_ours: bool,
}

/// The body of a refusal.
#[derive(Debug, Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    expected: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    actual: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    hint: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    requirement: &'a str,
}

impl Refusal {
    pub(crate) fn new(
        status: StatusCode,
        error: &'static str,
        requirement: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self(Box::new(Details {
            status,
            error,
            description: description.into(),
            expected: String::new(),
            actual: String::new(),
            hint: String::new(),
            requirement: requirement.into(),
            level: Level::Must,
            place: String::new(),
            headers: Vec::new(),
            is_ours: false,
        }))
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.0.expected = expected.into();
        self.0.actual = actual.into();
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = hint.into();
        self
    }

    /// How much it weighs against the tool; a broken MUST unless said otherwise.
    pub(crate) fn level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }

    /// The requirement, where it is not known before.
    pub(crate) fn requirement(mut self, requirement: Cow<'static, str>) -> Self {
        self.0.requirement = requirement;
        self
    }

    /// Whatever is wrong is ours: the tool gets no remark.
    pub(crate) fn ours(mut self) -> Self {
        self.0.is_ours = true;
        self
    }

    /// Where in the request, such as a member of the body.
    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.0.place = place.into();
        self
    }

    pub(crate) fn header(mut self, name: HeaderName, value: String) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// The challenge that a call without a good token is answered with; no error code where no token came (RFC 6750,
    /// section 3.1).
    pub(crate) fn challenge(self, with_error: bool, scope: Option<&str>) -> Self {
        let mut challenge = vec![format!("realm=\"{REALM}\"")];
        if with_error {
            challenge.push(format!("error=\"{}\"", self.0.error));
            challenge.push(format!("error_description=\"{}\"", plain(&self.0.description)));
        }
        challenge.extend(scope.map(|scope| format!("scope=\"{scope}\"")));
        self.header(WWW_AUTHENTICATE, format!("Bearer {}", challenge.join(", ")))
    }

    #[cfg(test)]
    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The remark on the exchange; `resource` says what was called.
    pub(crate) fn finding(&self, resource: &str) -> Option<Finding> {
        let this = &self.0;
        if this.is_ours {
            return None;
        }
        let place =
            if this.place.is_empty() { resource.to_owned() } else { format!("{resource}, {}", this.place) };
        let expected = if this.expected.is_empty() { &this.description } else { &this.expected };
        Some(Finding::new(this.requirement.clone(), this.level, place, expected, &this.actual, &this.hint))
    }

    pub(crate) fn answer(&self) -> HttpResponse {
        let this = &self.0;
        let error_description = match (this.expected.is_empty(), this.actual.is_empty()) {
            (true, _) => this.description.clone(),
            (false, true) => format!("{}: expected {}", this.description, this.expected),
            (false, false) => {
                format!("{}: expected {}, got {}", this.description, this.expected, this.actual)
            }
        };
        let body = Body {
            error: this.error,
            error_description,
            expected: &this.expected,
            actual: &this.actual,
            hint: &this.hint,
            requirement: &this.requirement,
        };
        let mut answer = HttpResponse::build(this.status);
        answer.insert_header(("cache-control", "no-store")).insert_header(("pragma", "no-cache"));
        for (name, value) in &this.headers {
            answer.append_header((name.clone(), value.as_str()));
        }
        answer.json(body)
    }
}

/// What may stand between quotation marks in a header (RFC 6750, section 3).
fn plain(text: &str) -> String {
    let fits = |c: &char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    text.chars().filter(fits).take(300).collect()
}

/// Something of ours failed: logged whole, shown as an opaque 500, and nothing that the tool did.
impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        tracing::error!(error = %failure, "a service call failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "", "the platform failed")
            .hint("the log of the platform says why")
            .ours()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

impl From<NoEntropy> for Refusal {
    fn from(error: NoEntropy) -> Self {
        Failure::from(error).into()
    }
}

/// A body that is too large, or did not arrive whole; whether that breaks a rule depends on what it would have been.
pub(crate) fn readable(request: &HttpRequest, requirement: &'static str) -> Result<(), Refusal> {
    let Some(problem) = record::unread(request) else { return Ok(()) };
    Err(Refusal::new(problem.status_code(), bearer::INVALID_REQUEST, requirement, problem.detail.clone())
        .expected(problem.expected.clone(), problem.actual.clone())
        .hint(problem.hint.clone())
        .level(Level::Note)
        .at("body"))
}

/// 401: no token, or none that is good (TOK-041).
pub(crate) fn bad_token(requirement: &'static str, description: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, bearer::INVALID_TOKEN, requirement, description)
        .at("header `Authorization`")
}

/// 404: what the URL names is not there, or not for this tool.
pub(crate) fn not_found(requirement: &'static str, description: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "not_found", requirement, description).at("URL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_expected_and_actual_in_one_sentence() {
        let refusal = Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "AGS-027", "no label")
            .expected("a label", "nothing")
            .at("`label`");
        let finding = refusal.finding("line items").unwrap();
        assert_eq!((finding.r#where.as_str(), finding.actual.as_str()), ("line items, `label`", "nothing"));
        assert_eq!(refusal.answer().status(), 400);
    }

    #[test]
    fn a_challenge_holds_no_quotation_mark_of_others() {
        let refusal = Refusal::new(StatusCode::FORBIDDEN, "insufficient_scope", "TOK-042", "a \"b\" é\r\n")
            .challenge(true, Some("x"));
        let answer = refusal.answer();
        let value = answer.headers().get(WWW_AUTHENTICATE).unwrap().to_str().unwrap();
        assert!(value.ends_with("error_description=\"a b \", scope=\"x\""), "{value}");
    }

    #[test]
    fn our_own_failure_is_no_finding() {
        assert!(Refusal::from(NoEntropy).finding("scores").is_none());
    }
}
