//! Kinds of values that a registration is made of.

use serde_json::{Map, Value};
use url::Url;

use super::super::answer::{Not, broken};
use super::super::request::shortened;

/// A member that is there and not `null`.
pub(super) fn member<'v>(holder: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    holder.get(name).filter(|value| !value.is_null())
}

/// A member as failures show it.
pub(super) fn told(name: &str, value: Option<&Value>) -> String {
    match value {
        None => format!("no `{name}`"),
        Some(value) => format!("`{name}` = `{}`", shortened(&value.to_string())),
    }
}

/// An absolute web address.
pub(super) fn web_address(value: &Value) -> Option<Url> {
    let url = Url::parse(value.as_str()?).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// A text that says something.
pub(super) fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// The strings of an array; none if it is no array, or holds anything else.
pub(super) fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// Whether all values of an object are strings.
pub(super) fn is_map_of_strings(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.values().all(Value::is_string))
}

/// The host and perhaps the port that a `domain` names; none if it is anything else.
pub(super) fn host_and_port(domain: &str) -> Option<(String, Option<u16>)> {
    let strange = |letter: char| letter.is_whitespace() || "/\\?#@".contains(letter);
    if domain.is_empty() || domain.contains(strange) {
        return None;
    }
    let url = Url::parse(&format!("http://{domain}/")).ok()?;
    // The reader drops a port that is usual for the scheme.
    let port = domain.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    Some((url.host_str()?.to_owned(), port))
}

/// A kind of value, and how failures call it.
pub(super) struct Kind {
    pub(super) called: &'static str,
    pub(super) fits: fn(&Value) -> bool,
}

pub(super) const ADDRESS: Kind =
    Kind { called: "an absolute address", fits: |value| web_address(value).is_some() };
pub(super) const TEXT: Kind = Kind { called: "a text", fits: is_text };
pub(super) const TEXTS: Kind = Kind { called: "an array of texts", fits: |value| strings(value).is_some() };
pub(super) const MAP: Kind = Kind { called: "an object whose values are texts", fits: is_map_of_strings };
pub(super) const HOSTS: Kind = Kind {
    called: "an array of host names",
    fits: |value| strings(value).is_some_and(|all| all.into_iter().all(|host| host_and_port(host).is_some())),
};

/// Holds the optional members of an object to their kinds, in every language (`name#fr`). Says whether it has any of them.
pub(super) fn optional(holder: &Map<String, Value>, kinds: &[(&str, Kind)]) -> Result<bool, Not> {
    let mut found = false;
    for (name, value) in holder.iter().filter(|(_, value)| !value.is_null()) {
        let plain = name.split('#').next().unwrap_or_default();
        let Some((_, kind)) = kinds.iter().find(|(known, _)| *known == plain) else { continue };
        found = true;
        if !(kind.fits)(value) {
            return Err(broken(format!("`{name}` as {}", kind.called), told(name, Some(value))));
        }
    }
    Ok(found)
}
