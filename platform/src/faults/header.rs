//! Faults of the token's header.

use homeroom_vocab::header::{ALG, CRIT, KID, TYP};
use serde_json::{Map, Value, json};

use super::token::{TokenFault, row};
use crate::launch::draft::{Draft, HmacAlg, Offer, Secret, Signer};

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("kid.missing", "SEC-006", "the header names no key", |d, _| { d.header.remove(KID); }),
    row("kid.unknown", "SEC-007", "kid is in no key set of ours", |d, s| kid(d, s.random)),
    row("kid.empty", "SEC-006", "kid is the empty string", |d, _| kid(d, "")),
    row("kid.number", "SEC-006", "kid is a number", |d, _| odd_kid(d, json!(7))),
    row("kid.null", "SEC-006", "kid is null", |d, _| odd_kid(d, Value::Null)),
    row("kid.array", "SEC-006", "kid is an array that holds the right one", |d, _| wrapped_kid(d)),
    row("kid.object", "KEY-016", "kid is an object, as a query of a document database", |d, _| odd_kid(d, json!({"$ne": null}))),
    row("kid.path", "KEY-016", "kid is a path out of a key directory", |d, _| kid(d, "../../../../dev/null")),
    row("kid.empty_file", "KEY-016", "kid is the path of an empty file, whose content is the secret (HS256)", |d, _| empty_file(d)),
    row("kid.path_absolute", "KEY-016", "kid is the path of a file", |d, _| kid(d, "/etc/passwd")),
    row("kid.path_windows", "KEY-016", "kid is the path of a file as Windows writes it", |d, _| kid(d, "C:\\Windows\\win.ini")),
    row("kid.path_url", "KEY-016", "kid is the URL of a file", |d, _| kid(d, "file:///etc/passwd")),
    row("kid.sql", "KEY-016", "kid is a piece of SQL", |d, _| kid(d, "x' OR '1'='1")),
    row("kid.sql_union", "KEY-016", "kid is a piece of SQL that brings a result of its own", |d, _| kid(d, "x' UNION SELECT 'key'--")),
    row("kid.command", "KEY-016", "kid is a command for a shell", |d, _| kid(d, "`id`;$(id)|id")),
    row("kid.huge", "SEC-007", "kid is 10 kB long", |d, _| kid(d, &"k".repeat(10_240))),
    row("typ.missing", "SEC-027", "the header has no typ, which is allowed", |d, _| { d.header.remove(TYP); }),
    row("crit.unknown", "SEC-023", "crit demands an extension that nobody knows", |d, _| crit(d)),
    row("crit.b64", "SEC-023", "crit demands a payload that is not encoded (RFC 7797), which JWTs must not have", |d, _| unencoded(d)),
    row("header.shuffled", "SEC-027", "the members of the header stand in another order, which is allowed", |d, _| shuffled(d)),
    row("jwk.embedded", "SEC-024", "signed by a foreign key that the header itself brings (jwk)", |d, _| offer(d, Offer::Jwk)),
    row("jku.foreign", "SEC-024", "signed by a foreign key whose key set the header names (jku)", |d, _| offer(d, Offer::Jku)),
    row("x5u.foreign", "SEC-024", "signed by a foreign key whose certificate the header names (x5u)", |d, _| offer(d, Offer::X5u)),
    row("x5c.foreign", "SEC-024", "signed by a foreign key whose certificate the header brings (x5c)", |d, _| offer(d, Offer::X5c)),
];

fn kid(draft: &mut Draft, kid: &str) {
    draft.header.insert(KID.to_owned(), kid.into());
}

fn odd_kid(draft: &mut Draft, kid: Value) {
    draft.header.insert(KID.to_owned(), kid);
}

/// What loose comparisons take for the text inside.
fn wrapped_kid(draft: &mut Draft) {
    let kid = draft.header.get(KID).cloned();
    odd_kid(draft, json!([kid]));
}

fn empty_file(draft: &mut Draft) {
    kid(draft, "../../../../dev/null");
    draft.header.insert(ALG.to_owned(), HmacAlg::Hs256.name().into());
    draft.signer = Signer::Hmac(HmacAlg::Hs256, Secret::Empty);
}

fn unencoded(draft: &mut Draft) {
    draft.header.insert(CRIT.to_owned(), json!(["b64"]));
    draft.header.insert("b64".to_owned(), json!(false));
}

fn shuffled(draft: &mut Draft) {
    draft.header_text = Some(backwards);
}

fn backwards(header: String) -> Vec<u8> {
    let members: Map<String, Value> = serde_json::from_str(&header).unwrap_or_default();
    let members: Vec<String> =
        members.iter().rev().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(",")).into_bytes()
}

fn crit(draft: &mut Draft) {
    draft.header.insert(CRIT.to_owned(), json!(["homeroom-unknown"]));
    draft.header.insert("homeroom-unknown".to_owned(), json!(1));
}

fn offer(draft: &mut Draft, offer: Offer) {
    draft.signer = Signer::Foreign;
    draft.offer = Some(offer);
}
