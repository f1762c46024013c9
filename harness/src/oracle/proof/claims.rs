//! The claims of an authentic token.

use serde_json::Value;

use super::Trace;
use super::sent::{LTI, Sent};

pub(super) const TRACES: &[(&str, Trace)] = &[
    // Issuer and audience.
    ("iss.missing", |s| s.lacks("iss")),
    ("iss.trailing_slash", |s| s.claim_is("iss", &format!("{}/", s.honest.issuer))),
    ("iss.upper_case", |s| s.differs_only_in_case("iss", &s.honest.issuer)),
    ("iss.scheme", |s| {
        s.claim_is_other("iss", &s.honest.issuer) && s.claim_ends("iss", after_scheme(&s.honest.issuer))
    }),
    ("iss.encoded", |s| s.claim_is_other("iss", &s.honest.issuer) && s.claim_holds("iss", "%")),
    ("iss.look_alike", |s| {
        s.claim_is_other("iss", &s.honest.issuer)
            && s.token.claim("iss").and_then(Value::as_str).is_some_and(|iss| !iss.is_ascii())
    }),
    ("iss.foreign", |s| s.claim_is_other("iss", &s.honest.issuer)),
    ("aud.missing", |s| s.lacks("aud")),
    ("aud.foreign", |s| s.claim_is_other("aud", &s.honest.client_id)),
    ("aud.empty_array", |s| {
        s.honestly(s.token.claim("aud").and_then(Value::as_array).is_some_and(Vec::is_empty))
    }),
    ("aud.substring", |s| {
        s.claim_is_other("aud", &s.honest.client_id) && s.claim_holds("aud", &s.honest.client_id)
    }),
    ("aud.case", |s| s.differs_only_in_case("aud", &s.honest.client_id)),
    ("aud.extra", |s| s.audiences() > 1 && s.claim_is("azp", &s.honest.client_id)),
    ("aud.extra_without_azp", |s| s.audiences() > 1 && s.lacks("azp")),
    ("azp.foreign", |s| s.claim_is_other("azp", &s.honest.client_id)),
    // Times.
    ("exp.missing", |s| s.lacks("exp")),
    ("exp.past_10m", |s| s.time_is("exp", -3600, -590)),
    ("exp.past_1d", |s| s.time_is("exp", -100_000, -86_000)),
    ("exp.string", |s| s.honestly(s.token.claim("exp").is_some_and(Value::is_string))),
    ("exp.null", |s| s.honestly(s.token.claim("exp").is_some_and(Value::is_null))),
    ("iat.missing", |s| s.lacks("iat")),
    ("iat.string", |s| s.honestly(s.token.claim("iat").is_some_and(Value::is_string))),
    ("iat.future_1d", |s| s.time_is("iat", 80_000, 100_000)),
    ("iat.future_10m", |s| s.time_is("iat", 500, 700)),
    ("iat.future_10s", |s| s.time_is("iat", 5, 15)),
    ("nbf.future", |s| s.time_is("nbf", 3000, 4000)),
    ("times.certification", |s| s.number_is("iat", 11111) && s.number_is("exp", 22222)),
    // Nonce.
    ("nonce.missing", |s| s.lacks("nonce")),
    ("nonce.empty", |s| s.claim_is("nonce", "")),
    ("nonce.random", |s| s.claim_is_other("nonce", &s.honest.nonce)),
    ("nonce.of", |s| s.claim_is_other("nonce", &s.honest.nonce)),
    // The LTI message.
    ("message_type.missing", |s| s.lacks_lti("message_type")),
    ("message_type.unknown", |s| s.lti_is_other("message_type", s.honest.message)),
    ("message_type.lower_case", |s| s.lti_is("message_type", &s.honest.message.to_lowercase())),
    ("message_type.lti_1_1", |s| s.lti_is("message_type", "basic-lti-launch-request")),
    ("message_type.submission_review", |s| s.lti_is("message_type", "LtiSubmissionReviewRequest")),
    ("message_type.start_proctoring", |s| s.lti_is("message_type", "LtiStartProctoring")),
    ("version.missing", |s| s.lacks_lti("version")),
    ("version.11_3", |s| s.lti_is("version", "11.3")),
    ("version.1_3", |s| s.lti_is("version", "1.3")),
    ("version.1_1", |s| s.lti_is("version", "1.1")),
    ("version.number", |s| s.honestly(s.lti("version").is_some_and(Value::is_number))),
    ("deployment_id.missing", |s| s.lacks_lti("deployment_id")),
    ("deployment_id.unknown", |s| s.lti_is_other("deployment_id", &s.honest.deployment_id)),
    ("deployment_id.empty", |s| s.lti_is("deployment_id", "")),
    ("deployment_id.case", |s| s.lti_differs_only_in_case("deployment_id", &s.honest.deployment_id)),
    ("deployment_id.of", |s| s.with.is_some_and(|other| s.lti_is("deployment_id", other))),
    ("deployment_id.number", |s| s.honestly(s.lti("deployment_id").is_some_and(Value::is_number))),
    ("deployment_id.long", |s| {
        let id = s.lti("deployment_id").and_then(Value::as_str).unwrap_or_default();
        s.honestly(id.len() > 255 && id.starts_with(&s.honest.deployment_id))
    }),
    ("deployment_id.white_space", |s| s.lti_is("deployment_id", &format!("{} ", s.honest.deployment_id))),
    ("resource_link.missing", |s| s.lacks_lti("resource_link")),
    ("resource_link.empty", |s| {
        s.honestly(s.lti("resource_link").and_then(Value::as_object).is_some_and(serde_json::Map::is_empty))
    }),
    ("resource_link.id_empty", |s| {
        s.honestly(s.lti("resource_link").and_then(|l| l.get("id")) == Some(&Value::from("")))
    }),
    ("resource_link.string", |s| s.honestly(s.lti("resource_link").is_some_and(Value::is_string))),
    ("roles.missing", |s| s.lacks_lti("roles")),
    ("roles.string", |s| s.honestly(s.lti("roles").is_some_and(Value::is_string))),
    ("roles.nested", |s| s.honestly(s.roles().first().is_some_and(Value::is_array))),
    ("roles.null_entry", |s| s.honestly(s.roles().first().is_some_and(Value::is_null))),
    ("roles.many", |s| s.honestly(s.roles().len() >= 10_000)),
    ("claim.wrong_type", has_the_ordered_type),
    ("roles.duplicate", |s| s.stands_twice(&format!("{LTI}roles"))),
    ("sub.missing", |s| s.lacks("sub")),
    ("sub.null", |s| s.honestly(s.token.claim("sub").is_some_and(Value::is_null))),
    ("sub.empty", |s| s.claim_is("sub", "")),
    ("sub.number", |s| s.honestly(s.token.claim("sub").is_some_and(Value::is_number))),
    ("sub.duplicate", |s| s.stands_twice("sub")),
    ("target_link_uri.missing", |s| s.lacks_lti("target_link_uri")),
    ("target_link_uri.foreign", |s| s.honestly(s.lti("target_link_uri").is_some_and(Value::is_string))),
    // Whoever signed it: the address of a forged token is the one that must not be used.
    ("return_url.foreign", |s| {
        let url = s.lti("launch_presentation").and_then(|p| p.get("return_url")).and_then(Value::as_str);
        url.is_some_and(|url| !url.starts_with(&s.honest.issuer))
    }),
    ("claims.required_missing", |s| {
        s.lacks("aud")
            && s.lacks("iss")
            && s.lacks("sub")
            && s.lacks_lti("deployment_id")
            && s.lacks_lti("roles")
    }),
    ("payload.not_a_message", |s| {
        s.honestly(
            s.token.payload.as_ref().is_some_and(|p| p == &serde_json::json!({"name": "badltilaunch"})),
        )
    }),
    ("context.string", |s| s.honestly(s.lti("context").is_some_and(Value::is_string))),
    ("custom.array", |s| s.honestly(s.lti("custom").is_some_and(Value::is_array))),
];

fn after_scheme(url: &str) -> &str {
    url.split_once(':').map_or(url, |(_, rest)| rest)
}

/// Whether the claim that the order names has the JSON type that it names: `sub: null`, `context > title: number`.
fn has_the_ordered_type(sent: &Sent<'_>) -> bool {
    let Some((path, kind)) = sent.with.and_then(|order| order.rsplit_once(": ")) else { return false };
    let value = match path.split_once(" > ") {
        Some((claim, member)) => sent.token.claim(claim).and_then(|claim| claim.get(member)),
        None => sent.token.claim(path),
    };
    sent.honestly(value.is_some_and(|value| json_type(value) == kind))
}

fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
