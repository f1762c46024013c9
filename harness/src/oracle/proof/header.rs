//! The header names no key, a wrong one, or one of its own.

use serde_json::Value;

use super::Trace;

pub(super) const TRACES: &[(&str, Trace)] = &[
    // The header names no key, or a wrong one.
    ("kid.missing", |s| s.lacks_header("kid") && s.signed_by_platform()),
    ("kid.unknown", |s| s.kid_is_unpublished()),
    ("kid.empty", |s| s.header_is("kid", "")),
    ("kid.number", |s| s.token.header("kid").is_some_and(Value::is_number)),
    ("kid.path", |s| s.header_holds("kid", "..") || s.header_holds("kid", "/")),
    ("kid.sql", |s| s.header_holds("kid", "'")),
    ("kid.huge", |s| s.token.header_text("kid").is_some_and(|kid| kid.len() >= 10_000)),
    ("typ.missing", |s| s.lacks_header("typ") && s.verifies()),
    ("crit.unknown", |s| s.token.header("crit").is_some_and(Value::is_array) && s.verifies()),
    ("jwk.embedded", |s| s.token.header("jwk").is_some_and(Value::is_object) && !s.signed_by_platform()),
    ("jku.foreign", |s| s.token.header("jku").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5u.foreign", |s| s.token.header("x5u").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5c.foreign", |s| s.token.header("x5c").is_some_and(Value::is_array) && !s.signed_by_platform()),
];
