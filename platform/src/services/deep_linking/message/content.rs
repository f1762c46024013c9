//! What the message says around its items, and where it was sent.

use homeroom_vocab::VERSION_1_3_0;
use homeroom_vocab::claim::{DEPLOYMENT_ID, DL_CONTENT_ITEMS, DL_DATA, MESSAGE_TYPE, VERSION};
use homeroom_vocab::message::DEEP_LINKING_RESPONSE;
use serde_json::Value;

use super::super::check::{Wrong, shown};
use super::{Scene, exactly};
use crate::domain::deep_linking::member;
use crate::domain::edge::quoted;

pub(super) fn message_type(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, MESSAGE_TYPE, DEEP_LINKING_RESPONSE)
}

pub(super) fn version(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, VERSION, VERSION_1_3_0)
}

pub(super) fn deployment(scene: &Scene<'_>) -> Option<Wrong> {
    exactly(scene, DEPLOYMENT_ID, scene.ticket.deployment.as_str())
}

pub(super) fn data_of_another(scene: &Scene<'_>) -> Option<Wrong> {
    let other = scene.owner_of_data.as_ref()?;
    let expected = shown(scene.picking.settings.data());
    Some(Wrong::new(expected, format!("{}, the data of launch `{other}`", shown(scene.claim(DL_DATA)))))
}

pub(super) fn data(scene: &Scene<'_>) -> Option<Wrong> {
    let (sent, given) = (scene.picking.settings.data()?, scene.claim(DL_DATA));
    if given == Some(sent) || scene.owner_of_data.is_some() {
        return None;
    }
    Some(Wrong::new(shown(Some(sent)), format!("{}{}", shown(given), parting(sent, given))))
}

/// Where two long texts part, since their beginnings look the same.
fn parting(sent: &Value, given: Option<&Value>) -> String {
    let (Some(sent), Some(given)) = (sent.as_str(), given.and_then(Value::as_str)) else {
        return String::new();
    };
    let same = sent.bytes().zip(given.bytes()).take_while(|(one, two)| one == two).count();
    format!(" ({} bytes sent, {} came back, the same up to byte {same})", sent.len(), given.len())
}

pub(super) fn unasked_data(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(DL_DATA)?;
    scene
        .picking
        .settings
        .data()
        .is_none()
        .then(|| Wrong::new("no `data`, as in the request", shown(Some(given))))
}

pub(super) fn items_are_a_list(scene: &Scene<'_>) -> Option<Wrong> {
    let given = scene.claim(DL_CONTENT_ITEMS)?;
    (!given.is_array()).then(|| Wrong::new("an array", shown(Some(given))))
}

fn several(scene: &Scene<'_>) -> Option<usize> {
    let count = scene.claim(DL_CONTENT_ITEMS)?.as_array()?.len();
    (count > 1).then_some(count)
}

pub(super) fn one_item(scene: &Scene<'_>) -> Option<Wrong> {
    let forbidden = scene.picking.settings.switch(member::ACCEPT_MULTIPLE) == Some(false);
    let count = several(scene).filter(|_| forbidden)?;
    Some(Wrong::new("at most one item, since `accept_multiple` is false", format!("{count} items")))
}

pub(super) fn perhaps_one_item(scene: &Scene<'_>) -> Option<Wrong> {
    let unsaid = scene.picking.settings.switch(member::ACCEPT_MULTIPLE).is_none();
    let count = several(scene).filter(|_| unsaid)?;
    Some(Wrong::new("one item, since `accept_multiple` was not sent", format!("{count} items")))
}

pub(super) fn text(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name)?;
    (!given.is_string()).then(|| Wrong::new("a string", shown(Some(given))))
}

pub(super) fn markup(scene: &Scene<'_>, name: &str) -> Option<Wrong> {
    let given = scene.claim(name)?;
    let text = given.as_str()?;
    let tag =
        text.split('<').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    (tag && text.contains('>')).then(|| Wrong::new("plain text", shown(Some(given))))
}

pub(super) fn query(scene: &Scene<'_>) -> Option<Wrong> {
    let told =
        |query: &str| if query.is_empty() { "no query".to_owned() } else { quoted(&format!("?{query}")) };
    (scene.query != scene.picking.query).then(|| Wrong::new(told(scene.picking.query), told(scene.query)))
}
