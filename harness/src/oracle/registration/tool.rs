//! What a registration says of the tool itself (DYN-046, DYN-047, DYN-049, DYN-050).

use serde_json::{Map, Value};

use super::super::answer::{Not, Ruling, broken};
use super::Sent;
use super::request::body;
use super::values::{
    ADDRESS, HOSTS, Kind, MAP, TEXT, TEXTS, host_and_port, is_text, member as of, optional, strings, told,
    web_address,
};

/// The member that holds it.
const TOOL: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

/// The member of the configuration that says what the platform sends.
const PLATFORM: &str = "https://purl.imsglobal.org/spec/lti-platform-configuration";

/// What a tool may add (DYN-047).
const OPTIONS: &[(&str, Kind)] =
    &[("secondary_domains", HOSTS), ("description", TEXT), ("custom_parameters", MAP)];

/// What a tool may say of a message (DYN-049).
const MESSAGE_OPTIONS: &[(&str, Kind)] = &[
    ("target_link_uri", ADDRESS),
    ("icon_uri", ADDRESS),
    ("label", TEXT),
    ("custom_parameters", MAP),
    ("placements", TEXTS),
    ("roles", TEXTS),
];

/// What the tool says of itself.
fn tool<'s>(sent: &'s Sent) -> Result<&'s Map<String, Value>, Not> {
    let tool = of(body(sent)?, TOOL).and_then(Value::as_object);
    tool.ok_or_else(|| Not::Judged(format!("the registration has no object `{TOOL}`")))
}

/// A member of that, if it is there and not `null`.
pub(super) fn member<'s>(sent: &'s Sent, name: &str) -> Result<Option<&'s Value>, Not> {
    Ok(of(tool(sent)?, name))
}

pub(super) fn configuration(sent: &Sent) -> Ruling {
    let value = of(body(sent)?, TOOL);
    if value.is_some_and(Value::is_object) {
        return Ok(());
    }
    Err(broken(format!("an object `{TOOL}`"), told(TOOL, value)))
}

pub(super) fn domain(sent: &Sent) -> Ruling {
    let value = member(sent, "domain")?;
    if value.and_then(Value::as_str).and_then(host_and_port).is_some() {
        return Ok(());
    }
    Err(broken("`domain` as a host name, without scheme and path", told("domain", value)))
}

pub(super) fn target(sent: &Sent) -> Ruling {
    let value = member(sent, "target_link_uri")?;
    if value.and_then(web_address).is_some() {
        return Ok(());
    }
    Err(broken("an absolute address in `target_link_uri`", told("target_link_uri", value)))
}

pub(super) fn claims(sent: &Sent) -> Ruling {
    let value = member(sent, "claims")?;
    if value.and_then(strings).is_some() {
        return Ok(());
    }
    Err(broken("`claims` as an array of names of claims", told("claims", value)))
}

pub(super) fn messages(sent: &Sent) -> Ruling {
    let value = member(sent, "messages")?;
    let typed = |message: &Value| message.get("type").is_some_and(is_text);
    if value.and_then(Value::as_array).is_some_and(|messages| messages.iter().all(typed)) {
        return Ok(());
    }
    Err(broken("`messages` as an array of objects that each have a `type`", told("messages", value)))
}

/// The messages that can be read; that all can is a rule of its own.
pub(super) fn readable_messages<'s>(sent: &'s Sent) -> Result<Vec<&'s Map<String, Value>>, Not> {
    let messages = member(sent, "messages")?.and_then(Value::as_array);
    let messages = messages.ok_or_else(|| Not::Judged("`messages` is no array".to_owned()))?;
    Ok(messages.iter().filter_map(Value::as_object).collect())
}

pub(super) fn options(sent: &Sent) -> Ruling {
    if optional(tool(sent)?, OPTIONS)? {
        return Ok(());
    }
    Err(Not::Applicable(
        "the registration has no `secondary_domains`, `description` or `custom_parameters`".into(),
    ))
}

pub(super) fn message_options(sent: &Sent) -> Ruling {
    let mut found = false;
    for message in readable_messages(sent)? {
        found |= optional(message, MESSAGE_OPTIONS)?;
    }
    if found { Ok(()) } else { Err(Not::Applicable("the messages have nothing but a `type`".to_owned())) }
}

pub(super) fn offered_messages(sent: &Sent) -> Ruling {
    let supported =
        sent.configuration.as_ref().and_then(|told| told.get(PLATFORM)?.get("messages_supported"));
    let unknown = || Not::Judged("the configuration that the tool read offers no messages".to_owned());
    let supported = supported.and_then(Value::as_array).ok_or_else(unknown)?;
    let offered: Vec<_> =
        supported.iter().filter_map(|offer| offer.as_str().or_else(|| offer.get("type")?.as_str())).collect();
    let mut types = readable_messages(sent)?.into_iter().filter_map(|message| message.get("type")?.as_str());
    match types.find(|kind| !offered.contains(kind)) {
        None => Ok(()),
        Some(kind) => {
            Err(broken("only types out of `messages_supported` in `messages`", format!("`{kind}`")))
        }
    }
}
