//! Did the fault of the token endpoint really happen? Each row tells how it looks from outside.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Grant, field};
use crate::service_calls::ServiceCall;

/// An answer of the token endpoint, and what the fault was ordered with.
struct Answered<'c> {
    call: &'c ServiceCall,
    with: Option<&'c str>,
    json: Value,
}

type Trace = fn(&Answered<'_>) -> bool;

const TRACES: &[(&str, Trace)] = &[
    ("token.slow", |seen| seen.call.status == 0),
    ("token.error.invalid_request", |seen| seen.is_error("invalid_request")),
    ("token.error.invalid_client", |seen| seen.is_error("invalid_client")),
    ("token.error.invalid_grant", |seen| seen.is_error("invalid_grant")),
    ("token.error.unauthorized_client", |seen| seen.is_error("unauthorized_client")),
    ("token.error.unsupported_grant_type", |seen| seen.is_error("unsupported_grant_type")),
    ("token.error.invalid_scope", |seen| seen.is_error("invalid_scope")),
    ("token.status_401", |seen| seen.call.status == 401),
    ("token.status_429", |seen| {
        seen.call.status == 429 && seen.call.response_header("retry-after").is_some()
    }),
    ("token.status_500", |seen| seen.call.status == 500),
    ("token.html", |seen| seen.media_type().contains("html") && seen.json.is_null()),
    ("token.empty", |seen| seen.call.status == 200 && seen.call.response_body.is_empty()),
    ("token.redirect_302", |seen| seen.leads_elsewhere(302)),
    ("token.redirect_307", |seen| seen.leads_elsewhere(307)),
    ("token.subset.score", |seen| seen.grants_only("lti-ags/scope/score")),
    ("token.subset.roster", |seen| seen.grants_only("lti-nrps/scope/contextmembership.readonly")),
    ("token.subset.line_item_readonly", |seen| seen.grants_only("lti-ags/scope/lineitem.readonly")),
    ("token.life_2s", |seen| seen.grants_for(&Value::from(2))),
    ("token.expires_in.two", |seen| seen.grants_for(&Value::from(2))),
    ("token.expires_in.zero", |seen| seen.grants_for(&Value::from(0))),
    ("token.expires_in.string", |seen| seen.is_grant() && seen.json["expires_in"].is_string()),
    ("token.expires_in.absent", |seen| seen.is_grant() && seen.json.get("expires_in").is_none()),
    ("token.scope.absent", |seen| seen.is_grant() && seen.json.get("scope").is_none()),
    ("token.type.upper", |seen| seen.json["token_type"] == "BEARER"),
    ("token.type.capital", |seen| seen.json["token_type"] == "Bearer"),
    ("token.extra_members", |seen| seen.has_unknown_members()),
    ("token.jwt", |seen| seen.is_like_a_jwt()),
    ("token.symbols", |seen| seen.token().is_some_and(|token| "-._~+/=".chars().all(|c| token.contains(c)))),
];

/// The members that RFC 6749 names.
const KNOWN: &[&str] = &["access_token", "token_type", "expires_in", "refresh_token", "scope"];

/// Says whether the answer of the token endpoint shows the fault; `None` for a name without a row.
pub(crate) fn shows(fault: &str, with: Option<&str>, call: &ServiceCall) -> Option<bool> {
    let (_, trace) = TRACES.iter().find(|(name, _)| *name == fault)?;
    Some(trace(&Answered { call, with, json: call.answer().unwrap_or_default() }))
}

impl Answered<'_> {
    fn token(&self) -> Option<&str> {
        self.json["access_token"].as_str()
    }

    fn is_grant(&self) -> bool {
        self.call.is_answered_well() && self.token().is_some()
    }

    fn is_error(&self, code: &str) -> bool {
        [400, 401].contains(&self.call.status) && self.json["error"] == code
    }

    fn media_type(&self) -> &str {
        self.call.response_header("content-type").unwrap_or_default()
    }

    fn leads_elsewhere(&self, status: u16) -> bool {
        self.call.status == status
            && self.with.is_some()
            && self.call.response_header("location") == self.with
    }

    fn grants_for(&self, seconds: &Value) -> bool {
        self.is_grant() && self.json["expires_in"] == *seconds
    }

    /// Of more scopes that were asked for, this one only; nothing where it was not asked for.
    fn grants_only(&self, name: &str) -> bool {
        let scope = format!("https://purl.imsglobal.org/spec/{name}");
        let asked = field(self.call, "scope").unwrap_or_default();
        let asked: Vec<_> = asked.split_ascii_whitespace().collect();
        if !asked.contains(&scope.as_str()) {
            return self.is_error("invalid_scope");
        }
        let granted = Grant::read(self.call).scopes;
        self.is_grant() && asked.len() > 1 && granted.len() == 1 && granted.contains(&scope)
    }

    fn has_unknown_members(&self) -> bool {
        let members = self.json.as_object();
        self.is_grant() && members.is_some_and(|all| all.keys().any(|name| !KNOWN.contains(&name.as_str())))
    }

    fn is_like_a_jwt(&self) -> bool {
        let parts: Vec<_> = self.token().unwrap_or_default().split('.').collect();
        let header = parts.first().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
        let header = header.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        parts.len() == 3 && header.is_some_and(|header| header.get("alg").is_some())
    }
}
