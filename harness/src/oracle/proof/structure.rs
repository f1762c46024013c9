//! The outer form of the token.

use serde_json::Value;

use super::Trace;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // What is no compact JWS at all.
    ("jws.two_parts", |s| s.token.parts().len() == 2),
    ("jws.four_parts", |s| s.token.parts().len() == 4),
    ("jws.five_parts", |s| s.token.parts().len() == 5),
    ("jws.json", |s| s.token.raw.trim_start().starts_with('{')),
    ("jws.empty", |s| s.token.raw.is_empty()),
    ("jws.bad_base64", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.payload_array", |s| s.token.payload.as_ref().is_some_and(Value::is_array)),
    ("jws.payload_string", |s| s.token.payload.as_ref().is_some_and(Value::is_string)),
    ("jws.payload_not_json", |s| s.token.payload_text.is_some() && s.token.payload.is_none()),
    ("jws.bad_utf8", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.huge", |s| s.token.raw.len() >= 1_000_000),
    ("payload.16k", |s| s.token.raw.len() >= 16_000 && s.verifies()),
    ("payload.1m", |s| s.token.raw.len() >= 1_000_000 && s.verifies()),
];
