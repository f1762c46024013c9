//! The outer form of the token.

use serde_json::Value;

use super::Trace;
use super::sent::Sent;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // What is no compact JWS at all.
    ("jws.two_parts", |s| s.token.parts().len() == 2),
    ("jws.four_parts", |s| s.token.parts().len() == 4),
    ("jws.five_parts", |s| s.token.parts().len() == 5),
    ("jws.json", |s| s.token.raw.trim_start().starts_with('{')),
    ("jws.empty", |s| s.token.raw.is_empty()),
    ("jws.null", |s| s.token.raw == "null"),
    ("jws.bad_base64", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.payload_array", |s| s.token.payload.as_ref().is_some_and(Value::is_array)),
    ("jws.payload_string", |s| s.token.payload.as_ref().is_some_and(Value::is_string)),
    ("jws.payload_not_json", |s| s.token.payload_text.is_some() && s.token.payload.is_none()),
    ("jws.payload_number", |s| s.verifies() && s.token.payload.as_ref().is_some_and(Value::is_number)),
    ("jws.payload_null", |s| s.verifies() && s.token.payload.as_ref().is_some_and(Value::is_null)),
    ("jws.payload_cut", |s| s.verifies() && is_spoilt(s) && !s.payload_source().ends_with('}')),
    ("jws.payload_comment", |s| s.verifies() && is_spoilt(s) && s.payload_source().contains("/*")),
    ("jws.payload_trailing_comma", |s| s.verifies() && is_spoilt(s) && s.payload_source().ends_with(",}")),
    ("jws.payload_nan", |s| s.verifies() && is_spoilt(s) && s.payload_source().contains(":NaN,")),
    ("jws.payload_utf16", |s| s.verifies() && is_spoilt(s) && s.payload_source().starts_with("{\0")),
    ("jws.payload_bom", |s| s.verifies() && s.payload_source().starts_with('\u{feff}')),
    ("jws.payload_surrogate", |s| s.verifies() && s.payload_source().contains(r#""\ud800""#)),
    ("jws.header_array", |s| {
        s.is_signed_all_the_same() && s.token.header.as_ref().is_some_and(Value::is_array)
    }),
    ("jws.header_string", |s| {
        s.is_signed_all_the_same() && s.token.header.as_ref().is_some_and(Value::is_string)
    }),
    ("jws.header_cut", |s| s.is_signed_all_the_same() && header_is_spoilt(s, |text| !text.ends_with('}'))),
    ("jws.header_trailing_comma", |s| {
        s.is_signed_all_the_same() && header_is_spoilt(s, |text| text.ends_with(",}"))
    }),
    ("jws.header_utf16", |s| {
        s.is_signed_all_the_same() && header_is_spoilt(s, |text| text.starts_with("{\0"))
    }),
    ("jws.bad_utf8", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.huge", |s| s.token.raw.len() >= 1_000_000),
    // One token in a writing that base64url does not have.
    ("encoding.padded", |s| s.three_parts() && s.signature().ends_with('=')),
    ("encoding.standard_alphabet", |s| s.three_parts() && s.signature().contains(['+', '/'])),
    ("encoding.space", |s| s.three_parts() && s.signature().contains(' ')),
    ("encoding.line_break", |s| s.three_parts() && s.signature().contains('\n')),
    ("encoding.percent", |s| s.token.raw.matches("%2E").count() == 2),
    ("payload.16k", |s| s.token.raw.len() >= 16_000 && s.verifies()),
    ("payload.1m", |s| s.token.raw.len() >= 1_000_000 && s.verifies()),
    ("payload.5m", |s| s.token.raw.len() >= 5_000_000 && s.verifies()),
    ("payload.arrays_10k", |s| s.verifies() && s.payload_source().contains(&"[".repeat(10_000))),
    ("payload.claims_100k", |s| s.verifies() && s.payload_source().matches("\":1,").count() >= 100_000),
];

/// A payload that no reader of JSON takes.
fn is_spoilt(sent: &Sent<'_>) -> bool {
    sent.token.payload.is_none()
}

fn header_is_spoilt(sent: &Sent<'_>, how: fn(&str) -> bool) -> bool {
    sent.token.header.is_none() && sent.header_source().is_some_and(|text| how(&text))
}
