//! Faults of the token's outer form.

use homeroom_vocab::claim::CUSTOM;
use serde_json::json;

use super::claims::member;
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
    row("jws.null", "SEC-028", "the token is the word null", |d, _| d.compact = Some(|_| "null".to_owned())),
    row("jws.bad_base64", "SEC-028", "the payload part holds a character that base64url does not have", |d, _| d.encoding = Some(|text| format!("{text}*"))),
    row("jws.payload_array", "SEC-028", "the payload is a JSON array", |d, _| wrapped(d)),
    row("jws.payload_string", "SEC-028", "the payload is a JSON string", |d, _| raw(d, b"\"a launch\"")),
    row("jws.payload_number", "SEC-028", "the payload is a JSON number", |d, _| raw(d, b"42")),
    row("jws.payload_null", "SEC-028", "the payload is null", |d, _| raw(d, b"null")),
    row("jws.payload_cut", "SEC-028", "the payload lacks its last brace", |d, _| d.payload_text = Some(cut)),
    row("jws.payload_comment", "SEC-028", "the payload holds a comment, which JSON does not have", |d, _| d.payload_text = Some(commented)),
    row("jws.payload_trailing_comma", "SEC-028", "the payload has a comma after its last member, which JSON does not have", |d, _| d.payload_text = Some(trailing_comma)),
    row("jws.payload_nan", "SEC-028", "the payload holds NaN, which JSON does not have", |d, _| d.payload_text = Some(|text| with_member(text, "NaN"))),
    row("jws.payload_utf16", "SEC-028", "the payload is in UTF-16", |d, _| d.payload_text = Some(utf16)),
    row("jws.payload_bom", "SEC-028", "the payload begins with a byte order mark", |d, _| d.payload_text = Some(marked)),
    row("jws.payload_surrogate", "SEC-028", "the payload holds half of a pair of UTF-16, escaped", |d, _| d.payload_text = Some(|text| with_member(text, r#""\ud800""#))),
    row("jws.header_array", "SEC-028", "the header is a JSON array", |d, _| d.header_text = Some(|text| format!("[{text}]").into_bytes())),
    row("jws.header_string", "SEC-028", "the header is a JSON string", |d, _| d.header_text = Some(|_| b"\"RS256\"".to_vec())),
    row("jws.header_cut", "SEC-028", "the header lacks its last brace", |d, _| d.header_text = Some(cut)),
    row("jws.header_trailing_comma", "SEC-028", "the header has a comma after its last member, which JSON does not have", |d, _| d.header_text = Some(trailing_comma)),
    row("jws.header_utf16", "SEC-028", "the header is in UTF-16", |d, _| d.header_text = Some(utf16)),
    row("jws.payload_not_json", "SEC-028", "the payload is no JSON", |d, _| raw(d, b"iss=homeroom&sub=ben")),
    row("jws.bad_utf8", "SEC-028", "the payload holds bytes that are no UTF-8", |d, _| bad_utf8(d)),
    row("jws.huge", "SEC-032", "the token is a megabyte of A", |d, _| d.compact = Some(|_| "A".repeat(MEGABYTE))),
    row("encoding.padded", "SEC-028", "the signature part ends with the padding that base64url leaves out", |d, _| d.compact = Some(padded)),
    row("encoding.standard_alphabet", "SEC-028", "the signature part is written in the alphabet of plain base64", |d, _| d.compact = Some(|token| token.replace('-', "+").replace('_', "/"))),
    row("encoding.space", "SEC-028", "a space stands in the signature part", |d, _| d.compact = Some(|token| broken_by(token, " "))),
    row("encoding.line_break", "SEC-028", "a line break stands in the signature part", |d, _| d.compact = Some(|token| broken_by(token, "\n"))),
    row("encoding.percent", "SEC-028", "the dots of the token are percent-encoded once more than the form needs", |d, _| d.compact = Some(|token| token.replace('.', "%2E"))),
    row("payload.16k", "SEC-032", "the payload is 16 kB, large but normal", |d, _| pad(d, 16 * 1024)),
    row("payload.1m", "SEC-032", "the payload is a megabyte", |d, _| pad(d, MEGABYTE)),
    row("payload.5m", "SEC-032", "a custom parameter has five megabytes", |d, _| member(d, CUSTOM, "chapter", "x".repeat(5 * MEGABYTE))),
    row("payload.arrays_10k", "SEC-032", "a claim that nobody knows holds 10 000 arrays in each other", |d, _| d.payload_text = Some(nested)),
    row("payload.claims_100k", "SEC-032", "the payload has 100 000 claims that nobody knows", |d, _| d.payload_text = Some(crowded)),
];

/// How deep the arrays go, and how many claims there are, in payloads that are absurd.
const DEPTH: usize = 10_000;
const CROWD: usize = 100_000;

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

fn cut(mut text: String) -> Vec<u8> {
    text.pop();
    text.into_bytes()
}

fn commented(mut text: String) -> Vec<u8> {
    text.insert_str(1, "/* a launch */");
    text.into_bytes()
}

fn trailing_comma(mut text: String) -> Vec<u8> {
    text.insert(text.len().saturating_sub(1), ',');
    text.into_bytes()
}

/// A member of our own before the others, written as it is given.
fn with_member(mut text: String, value: &str) -> Vec<u8> {
    text.insert_str(1, &format!("\"{PADDING}\":{value},"));
    text.into_bytes()
}

fn utf16(text: String) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn marked(text: String) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn nested(text: String) -> Vec<u8> {
    with_member(text, &format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)))
}

fn crowded(mut text: String) -> Vec<u8> {
    let crowd: Vec<String> = (0..CROWD).map(|number| format!("\"x{number}\":1,")).collect();
    text.insert_str(1, &crowd.concat());
    text.into_bytes()
}

/// 256 bytes are 342 letters, and two signs of padding.
fn padded(token: &str) -> String {
    format!("{token}==")
}

fn broken_by(token: &str, what: &str) -> String {
    let (start, end) = token.split_at(token.len().saturating_sub(100));
    format!("{start}{what}{end}")
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
