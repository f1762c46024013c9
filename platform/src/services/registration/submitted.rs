//! The body of a registration: what it must be before the rules can look at it (DYN-005, DYN-016).

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use homeroom_vocab::error::registration::{INVALID_CLIENT_METADATA, INVALID_REDIRECT_URI};
use homeroom_vocab::registration::tool::REDIRECT_URIS;
use serde_json::{Map, Value};

use super::document::Offer;
use super::metadata::Metadata;
use super::rules;
use crate::domain::edge::{Invalid, quoted, shown};
use crate::domain::finding::Finding;
use crate::services::refusal::{Refusal, readable};

/// More than this no tool has to say about itself.
const LARGEST: usize = 1024 * 1024;

/// A body that is a JSON object.
#[derive(Debug)]
pub(super) struct Submitted {
    pub(super) members: Map<String, Value>,
}

impl Submitted {
    /// Reads the body of a request.
    pub(super) fn read(request: &HttpRequest, body: &[u8]) -> Result<Self, Refusal> {
        readable(request, "DYN-005")?;
        if body.len() > LARGEST {
            return Err(refusal(StatusCode::PAYLOAD_TOO_LARGE, "DYN-005", "the body is too large")
                .expected("a body of at most 1 MB", format!("one of {} bytes", body.len()))
                .hint("pictures belong behind URLs")
                .at("body"));
        }
        demand_json(request)?;
        match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(Self { members }),
            Ok(other) => Err(no_object(shown(Some(&other)))),
            Err(error) => Err(no_object(format!("no JSON: {error}"))),
        }
    }

    /// What the rules look at.
    pub(super) fn metadata<'a>(&'a self, offer: &'a Offer) -> Metadata<'a> {
        Metadata { members: &self.members, offer }
    }

    /// The same, with what the rules say about it, unless one of them refuses.
    pub(super) fn judged(self, offer: &Offer, findings: &mut Vec<Finding>) -> Result<Self, Refusal> {
        let (broken, refusing) = rules::judge(&self.metadata(offer));
        findings.extend(broken);
        match refusing {
            None => Ok(self),
            Some((error, place, finding)) => Err(broken_rule(error, place, &finding)),
        }
    }
}

fn refusal(status: StatusCode, requirement: &'static str, description: impl Into<String>) -> Refusal {
    Refusal::new(status, INVALID_CLIENT_METADATA, requirement, description)
}

fn demand_json(request: &HttpRequest) -> Result<(), Refusal> {
    let given = request.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let essence = given.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "DYN-005", "the body must be JSON")
        .expected("`content-type: application/json`", given.as_deref().map_or("none".to_owned(), quoted))
        .hint("the client of the tool sends forms, or text, unless it is told otherwise")
        .at("header `Content-Type`"))
}

fn no_object(actual: String) -> Refusal {
    refusal(StatusCode::BAD_REQUEST, "DYN-005", "the body must be a JSON object")
        .expected("a JSON object", actual)
        .hint("the registration is sent as text inside JSON, or broke off on its way")
        .at("body")
}

/// The first broken rule that refuses is the one that is answered; all are in the journal.
fn broken_rule(error: &'static str, place: &str, finding: &Finding) -> Refusal {
    let description = format!("the registration is refused for its {}", place.replace('`', ""));
    Refusal::new(StatusCode::BAD_REQUEST, error, "", description)
        .expected(finding.expected.clone(), finding.actual.clone())
        .hint(finding.cause.clone())
        .requirement(finding.requirement.clone())
        .at(place)
}

/// Metadata that the rules let pass and that still cannot be kept.
pub(super) fn unfit(invalid: &Invalid) -> Refusal {
    let error = if invalid.field == REDIRECT_URIS { INVALID_REDIRECT_URI } else { INVALID_CLIENT_METADATA };
    Refusal::new(StatusCode::BAD_REQUEST, error, "DYN-042", invalid.to_string())
        .expected(invalid.expected.clone(), invalid.actual.clone())
        .at(format!("`{}`", invalid.field))
}
