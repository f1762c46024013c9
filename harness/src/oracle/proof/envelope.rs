//! Audience, times and nonce of an authentic token, and authentic tokens of another kind.

use serde_json::Value;

use super::Trace;
use super::sent::Sent;

pub(super) const TRACES: &[(&str, Trace)] = &[
    ("aud.space", |s| s.claim_is_other("aud", &s.honest.client_id) && s.claim_holds("aud", " ")),
    ("aud.nested", |s| s.honestly(first_audience(s).is_some_and(Value::is_array))),
    ("aud.object", |s| s.honestly(s.token.claim("aud").is_some_and(Value::is_object))),
    ("aud.foreign_azp", |s| {
        let foreign = first_audience(s).is_some_and(|aud| aud.as_str() != Some(&s.honest.client_id));
        s.audiences() == 1 && foreign && s.claim_is("azp", &s.honest.client_id)
    }),
    ("aud.extra_azp_foreign", |s| s.audiences() > 1 && s.claim_is_other("azp", &s.honest.client_id)),
    ("aud.duplicate", |s| s.stands_twice("aud") && s.claim_is_other("aud", &s.honest.client_id)),
    ("exp.past", |s| is_off_by(s, "exp", -1)),
    ("exp.negative", |s| s.honestly(s.token.claim("exp").and_then(Value::as_i64).is_some_and(|exp| exp < 0))),
    ("exp.float", |s| s.honestly(s.token.claim("exp").is_some_and(Value::is_f64))),
    ("exp.two_to_63", |s| s.honestly(s.token.claim("exp").and_then(Value::as_u64) == Some(1 << 63))),
    ("exp.year_9999", |s| s.number_is("exp", 253_402_300_799)),
    ("exp.infinite", |s| s.verifies() && s.payload_source().contains("\"exp\":1e400,")),
    ("iat.past", |s| is_off_by(s, "iat", -1)),
    ("iat.future", |s| is_off_by(s, "iat", 1)),
    ("nonce.number", |s| s.honestly(s.token.claim("nonce").is_some_and(Value::is_number))),
    ("payload.notice", |s| s.lacks_lti("message_type") && s.lti("notice").is_some_and(Value::is_object)),
    ("payload.access_token", |s| s.lacks_lti("message_type") && s.claim_is("sub", &s.honest.client_id)),
];

/// So many seconds away as the fault was ordered with, give or take what the journey took.
fn is_off_by(sent: &Sent<'_>, claim: &str, direction: i64) -> bool {
    let seconds = sent.with.and_then(|seconds| seconds.parse::<i64>().ok());
    let away = seconds.map(|seconds| seconds.saturating_mul(direction));
    away.is_some_and(|away| sent.time_is(claim, away.saturating_sub(10), away.saturating_add(10)))
}

fn first_audience<'a>(sent: &'a Sent<'_>) -> Option<&'a Value> {
    sent.token.claim("aud")?.as_array()?.first()
}
