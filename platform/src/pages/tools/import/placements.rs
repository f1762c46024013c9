//! The placements of a Canvas configuration, as the messages that a tool takes.

use std::collections::BTreeMap;

use homeroom_vocab::message::{DEEP_LINKING, RESOURCE_LINK};
use serde_json::{Map, Value};

use super::canvas::Told;
use crate::domain::edge::WebUrl;
use crate::domain::introduction::Message;
use crate::pages::parts::Mark;

/// More than Canvas has.
const MOST: usize = 100;

/// Each enabled placement with a message of this platform; those that ask for the same become one.
pub(super) fn read(
    all: &Map<String, Value>,
    extension: Option<&Map<String, Value>>,
    told: &mut Vec<Told>,
) -> Vec<Message> {
    let of_extension = || extension?.get("settings")?.get("placements")?.as_array();
    let placements = all.get("placements").and_then(Value::as_array).or_else(of_extension);
    let mut messages: Vec<Message> = Vec::new();
    for placement in placements.into_iter().flatten().take(MOST).filter_map(Value::as_object) {
        let name = text(placement, "placement").unwrap_or_else(|| "unnamed".to_owned());
        match message(placement, &name, text(all, "target_link_uri").as_deref()) {
            Ok(message) => {
                let line = format!("`{name}`: `{}`{}", message.kind, target(&message));
                told.push(Told { member: "placements".to_owned(), state: Mark::passed("taken"), text: line });
                add(&mut messages, message);
            }
            Err(why) => {
                let text = format!("`{name}`: {why}");
                told.push(Told { member: "placements".to_owned(), state: Mark::open("passed over"), text });
            }
        }
    }
    // A link of a course is in none of these places: it opens the target of the tool, not that of a place.
    let of_links = |message: &Message| message.kind == RESOURCE_LINK && message.target_link_uri.is_none();
    if messages.iter().any(|message| message.kind == RESOURCE_LINK) && !messages.iter().any(of_links) {
        messages.push(Message { kind: RESOURCE_LINK.to_owned(), ..Message::default() });
    }
    messages.sort_by_key(|message| !of_links(message));
    messages
}

fn message(placement: &Map<String, Value>, name: &str, usual: Option<&str>) -> Result<Message, String> {
    if placement.get("enabled") == Some(&Value::Bool(false)) {
        return Err("it is switched off.".to_owned());
    }
    let kind = text(placement, "message_type").unwrap_or_else(|| RESOURCE_LINK.to_owned());
    if ![RESOURCE_LINK, DEEP_LINKING].contains(&kind.as_str()) {
        return Err(format!("this platform has no `{kind}`."));
    }
    let target =
        text(placement, "target_link_uri").filter(|url| Some(url.as_str()) != usual || kind == DEEP_LINKING);
    let target = match target.as_deref().map(|url| WebUrl::parse("target_link_uri", url)) {
        Some(Err(invalid)) => return Err(format!("{invalid}.")),
        Some(Ok(url)) => Some(url),
        None => None,
    };
    Ok(Message {
        kind,
        target_link_uri: target,
        label: text(placement, "text"),
        icon_uri: text(placement, "icon_url").and_then(|url| WebUrl::parse("icon_url", &url).ok()),
        custom_parameters: custom(placement),
        placements: vec![name.to_owned()],
        roles: Vec::new(),
    })
}

fn target(message: &Message) -> String {
    message.target_link_uri.as_ref().map_or_else(String::new, |url| format!(" at `{}`", url.as_str()))
}

/// Joins a placement to the message that says the same but for its place.
fn add(messages: &mut Vec<Message>, message: Message) {
    let unplaced = |message: &Message| Message { placements: Vec::new(), ..message.clone() };
    let wanted = unplaced(&message);
    match messages.iter_mut().find(|known| unplaced(known) == wanted) {
        Some(known) => known.placements.extend(message.placements),
        None => messages.push(message),
    }
}

fn custom(placement: &Map<String, Value>) -> BTreeMap<String, String> {
    let all = placement.get("custom_fields").and_then(Value::as_object).into_iter().flatten();
    all.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

fn text(from: &Map<String, Value>, name: &str) -> Option<String> {
    from.get(name)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Where content is picked.
pub(super) fn picker(messages: &[Message]) -> String {
    let picks = messages.iter().find(|message| message.kind == DEEP_LINKING);
    let url = picks.and_then(|message| message.target_link_uri.as_ref());
    url.map_or_else(String::new, |url| url.as_str().to_owned())
}
