//! The header names no key, a wrong one, or one of its own.

use aws_lc_rs::hmac::HMAC_SHA256;
use serde_json::{Value, json};

use super::Trace;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // The header names no key, or a wrong one.
    ("kid.missing", |s| s.lacks_header("kid") && s.signed_by_platform()),
    ("kid.unknown", |s| s.kid_is_unpublished()),
    ("kid.empty", |s| s.header_is("kid", "")),
    ("kid.number", |s| s.token.header("kid").is_some_and(Value::is_number)),
    ("kid.null", |s| s.token.header("kid").is_some_and(Value::is_null) && s.signed_by_platform()),
    ("kid.array", |s| {
        let inner = s.token.header("kid").and_then(|kid| kid.as_array()?.first()?.as_str());
        inner.is_some_and(|kid| s.keys.kids().contains(&kid)) && s.signed_by_platform()
    }),
    ("kid.object", |s| s.token.header("kid").is_some_and(Value::is_object) && s.signed_by_platform()),
    ("kid.path", |s| s.header_holds("kid", "..") || s.header_holds("kid", "/")),
    ("kid.empty_file", |s| {
        s.header_holds("kid", "..") && s.header_is("alg", "HS256") && s.is_hmac(HMAC_SHA256, b"")
    }),
    ("kid.path_absolute", |s| s.odd_kid_holds("/etc/")),
    ("kid.path_windows", |s| s.odd_kid_holds("C:\\")),
    ("kid.path_url", |s| s.odd_kid_holds("file:///")),
    ("kid.sql", |s| s.header_holds("kid", "'")),
    ("kid.sql_union", |s| s.odd_kid_holds("' UNION SELECT ")),
    ("kid.command", |s| s.odd_kid_holds("`id`") && s.odd_kid_holds("$(id)")),
    ("kid.huge", |s| s.token.header_text("kid").is_some_and(|kid| kid.len() >= 10_000)),
    ("typ.missing", |s| s.lacks_header("typ") && s.verifies()),
    ("crit.unknown", |s| s.token.header("crit").is_some_and(Value::is_array) && s.verifies()),
    ("crit.b64", |s| {
        s.token.header("crit") == Some(&json!(["b64"]))
            && s.token.header("b64") == Some(&Value::Bool(false))
            && s.verifies()
    }),
    ("header.shuffled", |s| {
        s.header_source().is_some_and(|text| !text.starts_with(r#"{"alg""#)) && s.verifies()
    }),
    ("jwk.embedded", |s| s.token.header("jwk").is_some_and(Value::is_object) && !s.signed_by_platform()),
    ("jku.foreign", |s| s.token.header("jku").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5u.foreign", |s| s.token.header("x5u").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5c.foreign", |s| s.token.header("x5c").is_some_and(Value::is_array) && !s.signed_by_platform()),
];
