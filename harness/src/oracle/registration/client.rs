//! What a registration says of the tool as a client (DYN-040..045).

use serde_json::Value;

use super::super::answer::{Not, Ruling, broken};
use super::Sent;
use super::request::body;
use super::values::{ADDRESS, TEXT, TEXTS, is_text, member, optional, strings, told, web_address};

/// What a client may tell about itself (OpenID Connect Dynamic Client Registration 2).
const ABOUT: &[(&str, super::values::Kind)] = &[
    ("logo_uri", ADDRESS),
    ("client_uri", ADDRESS),
    ("policy_uri", ADDRESS),
    ("tos_uri", ADDRESS),
    ("contacts", TEXTS),
    // In other languages: the name itself is a rule of its own.
    ("client_name", TEXT),
];

pub(super) fn is(sent: &Sent, name: &str, wanted: &str) -> Ruling {
    let value = member(body(sent)?, name);
    if value.is_some_and(|value| value == wanted) {
        return Ok(());
    }
    Err(broken(format!("`{name}` = `\"{wanted}\"`"), told(name, value)))
}

pub(super) fn holds(sent: &Sent, name: &str, wanted: &[&str]) -> Ruling {
    let value = member(body(sent)?, name);
    let held = value.and_then(strings).unwrap_or_default();
    if wanted.iter().all(|word| held.contains(word)) {
        return Ok(());
    }
    let wanted = wanted.join("` and `");
    Err(broken(format!("`{name}` as an array with `{wanted}`"), told(name, value)))
}

pub(super) fn address(sent: &Sent, name: &str) -> Ruling {
    let value = member(body(sent)?, name);
    if value.and_then(web_address).is_some() {
        return Ok(());
    }
    Err(broken(format!("an absolute address in `{name}`"), told(name, value)))
}

pub(super) fn redirect_uris(sent: &Sent) -> Ruling {
    let value = member(body(sent)?, "redirect_uris");
    let uris = value.and_then(Value::as_array).filter(|uris| !uris.is_empty());
    // A fragment never reaches the tool (RFC 6749, 3.1.2).
    let is_good = |uri: &Value| web_address(uri).is_some_and(|url| url.fragment().is_none());
    if uris.is_some_and(|uris| uris.iter().all(is_good)) {
        return Ok(());
    }
    Err(broken(
        "`redirect_uris` as an array of absolute addresses without fragment",
        told("redirect_uris", value),
    ))
}

pub(super) fn name(sent: &Sent) -> Ruling {
    let value = member(body(sent)?, "client_name");
    if value.is_some_and(is_text) {
        return Ok(());
    }
    Err(broken("a `client_name` that is not blank", told("client_name", value)))
}

pub(super) fn scope(sent: &Sent) -> Ruling {
    let Some(value) = member(body(sent)?, "scope") else { return Err(no_scope()) };
    match value.as_str() {
        Some(scope) if !scope.contains(',') => Ok(()),
        _ => Err(broken("`scope` as one string, with spaces between the scopes", told("scope", Some(value)))),
    }
}

fn no_scope() -> Not {
    Not::Applicable("the registration names no `scope`".to_owned())
}

pub(super) fn offered_scopes(sent: &Sent) -> Ruling {
    let value = member(body(sent)?, "scope").ok_or_else(no_scope)?;
    let scope = value.as_str().ok_or_else(|| Not::Judged("`scope` is no string".to_owned()))?;
    let offered = sent.configuration.as_ref().and_then(|told| told.get("scopes_supported"));
    let unknown = || Not::Judged("the configuration that the tool read offers no scopes".to_owned());
    let offered = offered.and_then(strings).ok_or_else(unknown)?;
    match scope.split_ascii_whitespace().find(|asked| !offered.contains(asked)) {
        None => Ok(()),
        Some(asked) => Err(broken("only scopes out of `scopes_supported` in `scope`", format!("`{asked}`"))),
    }
}

pub(super) fn about(sent: &Sent) -> Ruling {
    let mut client = body(sent)?.clone();
    client.remove("client_name");
    if optional(&client, ABOUT)? {
        return Ok(());
    }
    Err(Not::Applicable("the registration says nothing more about the tool than its name".to_owned()))
}
