//! One wrong field, told: file, line, field, what came, what is expected, what to try.

use std::fmt::Write as _;

use toml::de::{DeTable, Error};

use super::place;
use crate::cli::nearest::nearest;

/// The text for a file that cannot be used.
pub(super) fn explain(name: &str, text: &str, error: &Error) -> String {
    let at = error.span().map_or(0, |span| span.start);
    let field = DeTable::parse(text).ok().and_then(|document| place::path_at(document.get_ref(), at));
    let told = tell(field.as_deref(), error.message());
    format!("{name}:{}: {told}", place::line(text, at))
}

fn tell(field: Option<&str>, message: &str) -> String {
    if let Some((unknown, known)) = unknown_field(message) {
        return tell_unknown(field, unknown, &known);
    }
    if let Some((actual, expected)) = wrong_value(message) {
        let subject = field.map_or("the value".to_owned(), |field| format!("`{field}`"));
        let (expected, actual) = (plain(expected), plain(actual));
        return format!("{subject} cannot be used\n  expected: {expected}\n  actual: {actual}");
    }
    if let Some(missing) = message.strip_prefix("missing field ") {
        return format!("{missing} is missing{}{}", section(field), instead(missing));
    }
    match field {
        Some(field) => format!("`{field}` cannot be used: {message}"),
        None => format!("this is not TOML: {message}"),
    }
}

fn tell_unknown(field: Option<&str>, unknown: &str, known: &[&str]) -> String {
    let parent = field.and_then(|field| field.rsplit_once('.')).map(|(parent, _)| parent);
    let mut told = format!("unknown field `{unknown}`{}", section(parent));
    let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    // Writing to a string cannot fail.
    let _ = match nearest(unknown, known.iter().copied()) {
        Some(nearest) => write!(told, "\n  hint: did you mean `{nearest}`?"),
        None => write!(told, "\n  expected: one of {}", names.join(", ")),
    };
    told
}

fn section(path: Option<&str>) -> String {
    path.map_or_else(String::new, |path| format!(" in `[{path}]`"))
}

/// What would do as well.
fn instead(missing: &str) -> &'static str {
    match missing {
        "`login_url`" => "\n  hint: or give `registration_url`, if the tool registers itself",
        _ => "",
    }
}

/// serde writes "unknown field `a`, expected one of `b`, `c`".
fn unknown_field(message: &str) -> Option<(&str, Vec<&str>)> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    Some((quoted.next()?, quoted.collect()))
}

/// serde writes "invalid type: integer `5`, expected a string", and "invalid value: ...".
fn wrong_value(message: &str) -> Option<(&str, &str)> {
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (actual, expected) = wrong.split_once(", expected ")?;
    Some((actual, expected))
}

/// serde's words for lists and tables are Rust's.
fn plain(expected: &str) -> &str {
    match expected {
        "a sequence" | "sequence" => "a list",
        "map" => "a table",
        "a TOML datetime" => "a date without quotes, such as `2027-01-31`",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}
