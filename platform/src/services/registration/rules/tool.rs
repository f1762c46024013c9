//! The rules of the part that LTI adds (DYN-046 to DYN-051).

use homeroom_vocab::registration::TOOL_CONFIGURATION;
use homeroom_vocab::registration::tool::{
    CLAIMS, CUSTOM_PARAMETERS, DOMAIN, ICON_URI, LABEL, MESSAGES, PLACEMENTS, REDIRECT_URIS, ROLES,
    SECONDARY_DOMAINS, TARGET_LINK_URI, TYPE,
};
use serde_json::{Map, Value};

use super::client::{no_url, not_offered};
use crate::domain::edge::{quoted, shown};
use crate::services::registration::document::CLAIMS as OFFERED_CLAIMS;
use crate::services::registration::metadata::{
    Metadata, is_domain, is_map_of_texts, is_texts, texts, web_url,
};
use crate::tool_key::trust::Wrong;

pub(super) fn is_there(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.get(TOOL_CONFIGURATION);
    let is_good = metadata.tool().is_some();
    (!is_good).then(|| Wrong::new(format!("an object as `{TOOL_CONFIGURATION}`"), shown(given)))
}

/// A rule of the part has nothing to say where there is no such part.
fn unless(metadata: &Metadata<'_>, is_good: bool, expected: &str, given: Option<&Value>) -> Option<Wrong> {
    metadata.tool()?;
    (!is_good).then(|| Wrong::new(expected, shown(given)))
}

pub(super) fn domain(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.of_tool(DOMAIN);
    let is_good = given.and_then(Value::as_str).is_some_and(is_domain);
    unless(metadata, is_good, "a host name, such as `tool.example`", given)
}

pub(super) fn target_link_uri(metadata: &Metadata<'_>) -> Option<Wrong> {
    metadata.tool()?;
    no_url(metadata.of_tool(TARGET_LINK_URI))
}

pub(super) fn claims(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.of_tool(CLAIMS);
    unless(metadata, given.is_some_and(is_texts), "an array of names", given)
}

pub(super) fn messages(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.of_tool(MESSAGES);
    let is_good = given.and_then(Value::as_array).is_some_and(|all| all.iter().all(Value::is_object));
    unless(metadata, is_good, "an array of objects", given)
}

pub(super) fn secondary_domains(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.of_tool(SECONDARY_DOMAINS)?;
    let is_good = is_texts(given) && texts(Some(given)).into_iter().all(is_domain);
    unless(metadata, is_good, "an array of host names", Some(given))
}

pub(super) fn custom_parameters(metadata: &Metadata<'_>) -> Option<Wrong> {
    let of_messages = metadata.messages().filter_map(|message| message.get(CUSTOM_PARAMETERS));
    let all = metadata.of_tool(CUSTOM_PARAMETERS).into_iter().chain(of_messages);
    let bad = all.into_iter().find(|parameters| !is_map_of_texts(parameters))?;
    Some(Wrong::new("an object of texts", shown(Some(bad))))
}

fn uncovered(metadata: &Metadata<'_>, urls: Vec<&str>) -> Option<Wrong> {
    let bad = urls.into_iter().find(|url| !metadata.covers(url))?;
    let domain = metadata.of_tool(DOMAIN);
    Some(Wrong::new(
        format!("a URL on `domain`, {}, or on one of `secondary_domains`", shown(domain)),
        quoted(bad),
    ))
}

pub(super) fn target_is_covered(metadata: &Metadata<'_>) -> Option<Wrong> {
    uncovered(metadata, metadata.of_tool(TARGET_LINK_URI)?.as_str().into_iter().collect())
}

pub(super) fn redirect_uris_are_covered(metadata: &Metadata<'_>) -> Option<Wrong> {
    uncovered(metadata, texts(metadata.get(REDIRECT_URIS)))
}

pub(super) fn message_urls_are_covered(metadata: &Metadata<'_>) -> Option<Wrong> {
    let urls = metadata.messages().filter_map(|message| message.get(TARGET_LINK_URI)?.as_str());
    uncovered(metadata, urls.collect())
}

pub(super) fn message_types(metadata: &Metadata<'_>) -> Option<Wrong> {
    let named = |message: &Map<String, Value>| message.get(TYPE).is_some_and(Value::is_string);
    let bad = metadata.messages().find(|message| !named(message))?;
    Some(Wrong::new("`type` with the name of a message", shown(bad.get(TYPE))))
}

/// Whether a value is what it should be.
type Test = fn(&Value) -> bool;

/// The members that a message may have, and what they are.
const PARTS: &[(&str, Test, &str)] = &[
    (TARGET_LINK_URI, is_url, super::client::URL),
    (ICON_URI, is_url, super::client::URL),
    (LABEL, Value::is_string, "a text"),
    (PLACEMENTS, is_texts, "an array of names"),
    (ROLES, is_texts, "an array of names"),
];

fn is_url(value: &Value) -> bool {
    value.as_str().is_some_and(|text| web_url(text).is_some())
}

pub(super) fn message_parts(metadata: &Metadata<'_>) -> Option<Wrong> {
    let wrong = |message: &Map<String, Value>| {
        PARTS.iter().find_map(|(name, is_good, expected)| {
            let given = message.get(*name).filter(|given| !is_good(given))?;
            Some(Wrong::new(format!("{expected} as `{name}`"), shown(Some(given))))
        })
    };
    metadata.messages().find_map(wrong)
}

pub(super) fn messages_are_offered(metadata: &Metadata<'_>) -> Option<Wrong> {
    let types = metadata.messages().filter_map(|message| message.get(TYPE)?.as_str());
    not_offered(&metadata.offer.messages, types.collect())
}

pub(super) fn claims_are_offered(metadata: &Metadata<'_>) -> Option<Wrong> {
    not_offered(OFFERED_CLAIMS, texts(metadata.of_tool(CLAIMS)))
}
