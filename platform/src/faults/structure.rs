//! Faults of the token's outer form.

use serde_json::json;

use super::token::{TokenFault, row};
use crate::launch::draft::Draft;

const MEGABYTE: usize = 1024 * 1024;

/// A vendor claim under our own name, for payloads that are merely large.
const PADDING: &str = "https://homeroom.example/claim/padding";

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("jws.two_parts", "SEC-028", "the token has no signature part", |d, _| d.compact = Some(|token| parts(token, 2).join("."))),
    row("jws.four_parts", "SEC-028", "the token has a fourth part", |d, _| d.compact = Some(|token| format!("{token}.AAAA"))),
    row("jws.five_parts", "SEC-028", "the token has five parts, as an encrypted one would", |d, _| d.compact = Some(|token| format!("{token}.AAAA.AAAA"))),
    row("jws.json", "SEC-028", "the token is in the JSON serialisation", |d, _| d.compact = Some(json_serialisation)),
    row("jws.empty", "SEC-028", "the token is the empty string", |d, _| d.compact = Some(|_| String::new())),
    row("jws.bad_base64", "SEC-028", "the payload part holds a character that base64url does not have", |d, _| d.encoding = Some(|text| format!("{text}*"))),
    row("jws.payload_array", "SEC-028", "the payload is a JSON array", |d, _| wrapped(d)),
    row("jws.payload_string", "SEC-028", "the payload is a JSON string", |d, _| raw(d, b"\"a launch\"")),
    row("jws.payload_not_json", "SEC-028", "the payload is no JSON", |d, _| raw(d, b"iss=homeroom&sub=ben")),
    row("jws.bad_utf8", "SEC-028", "the payload holds bytes that are no UTF-8", |d, _| bad_utf8(d)),
    row("jws.huge", "SEC-032", "the token is a megabyte of A", |d, _| d.compact = Some(|_| "A".repeat(MEGABYTE))),
    row("payload.16k", "SEC-032", "the payload is 16 kB, large but normal", |d, _| pad(d, 16 * 1024)),
    row("payload.1m", "SEC-032", "the payload is a megabyte", |d, _| pad(d, MEGABYTE)),
];

fn parts(token: &str, count: usize) -> Vec<&str> {
    token.split('.').take(count).collect()
}

fn json_serialisation(token: &str) -> String {
    let parts = parts(token, 3);
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    json!({"protected": part(0), "payload": part(1), "signature": part(2)}).to_string()
}

fn raw(draft: &mut Draft, payload: &[u8]) {
    draft.payload = Some(payload.to_vec());
}

fn wrapped(draft: &mut Draft) {
    draft.payload = Some(json!([draft.claims]).to_string().into_bytes());
}

/// The claims as they are, but for one byte inside a string.
fn bad_utf8(draft: &mut Draft) {
    let mut claims = draft.claims.clone();
    claims.insert(PADDING.to_owned(), "bad-utf8-here".into());
    let text = json!(claims).to_string();
    let at = text.find("-utf8-here").unwrap_or_default();
    let mut bytes = text.into_bytes();
    bytes.splice(at..at, [0xff]);
    draft.payload = Some(bytes);
}

fn pad(draft: &mut Draft, length: usize) {
    draft.claims.insert(PADDING.to_owned(), "x".repeat(length).into());
}
