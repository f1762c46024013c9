//! Faults of a deep-linking request. The token is honestly signed; one thing about what may be picked is wrong.

use homeroom_vocab::claim::{DL_SETTINGS, RESOURCE_LINK};
use homeroom_vocab::content_item::LTI_RESOURCE_LINK;
use homeroom_vocab::message::DEEP_LINKING;
use serde_json::{Value, json};

use super::claims::{member, remove, set};
use super::token::{TokenFault, row, with};
use crate::domain::deep_linking::member::{ACCEPT_TYPES, RETURN_URL};
use crate::launch::draft::Draft;

#[rustfmt::skip]
pub(crate) const ALL: &[TokenFault] = &[
    row("deep_linking_settings.missing", "DL-007", "deep_linking_settings is missing", |d, _| remove(d, DL_SETTINGS)).only(DEEP_LINKING),
    row("deep_linking_settings.string", "DL-007", "deep_linking_settings is a string", |d, _| set(d, DL_SETTINGS, "settings")).only(DEEP_LINKING),
    row("deep_link_return_url.missing", "DL-007", "deep_link_return_url is missing", |d, _| leave_out(d, RETURN_URL)).only(DEEP_LINKING),
    row("deep_link_return_url.script", "DL-030", "deep_link_return_url is a script", |d, _| member(d, DL_SETTINGS, RETURN_URL, "javascript:alert(1)")).only(DEEP_LINKING),
    with("deep_link_return_url.foreign", "a URL", "DL-030", "deep_link_return_url leads to a stranger, the signature is ours", |d, s| member(d, DL_SETTINGS, RETURN_URL, s.with)).only(DEEP_LINKING),
    row("accept_types.missing", "DL-003", "accept_types is missing", |d, _| leave_out(d, ACCEPT_TYPES)).only(DEEP_LINKING),
    row("accept_types.string", "DL-003", "accept_types is a string", |d, _| member(d, DL_SETTINGS, ACCEPT_TYPES, LTI_RESOURCE_LINK)).only(DEEP_LINKING),
    row("resource_link.present", "DL-002", "there is a resource_link, which the message does not have; a tool can live with it", |d, _| set(d, RESOURCE_LINK, json!({"id": "a-link-that-nobody-made"}))).only(DEEP_LINKING),
];

/// Takes a member out of the settings.
fn leave_out(draft: &mut Draft, name: &str) {
    if let Some(Value::Object(settings)) = draft.claims.get_mut(DL_SETTINGS) {
        settings.remove(name);
    }
}
