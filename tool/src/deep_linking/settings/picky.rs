//! What tools with defects demand of the settings. A correct tool demands nothing of this (DL-004, DL-009).

use homeroom_vocab::claim::DL_SETTINGS;
use homeroom_vocab::content_item;
use serde_json::{Map, Value};

use crate::defects::{Defect, Defects};
use crate::launch::Refusal;

/// Every setting that the specification knows.
const KNOWN: [&str; 10] = [
    "deep_link_return_url",
    "accept_types",
    "accept_presentation_document_targets",
    "accept_media_types",
    "accept_multiple",
    "accept_lineitem",
    "auto_create",
    "title",
    "text",
    "data",
];

/// Settings that may be left out, and the defects that do not know.
const OPTIONAL: [(&str, Defect); 2] = [
    ("accept_multiple", Defect::PICKER_MULTIPLE_MISSING_CRASH),
    ("accept_media_types", Defect::PICKER_MEDIA_TYPES_MISSING_CRASH),
];

/// More than this is too much for [`Defect::PICKER_DATA_LARGE_CRASH`].
const SMALL: usize = 16 * 1024;

pub(super) fn check(members: &Map<String, Value>, defects: &Defects) -> Result<(), Refusal> {
    let missed = |(name, defect): &(&str, Defect)| !members.contains_key(*name) && defects.has(*defect);
    let data = members.get("data").and_then(Value::as_str);
    let large = data.is_some_and(|data| data.len() > SMALL) && defects.has(Defect::PICKER_DATA_LARGE_CRASH);
    if large || OPTIONAL.iter().any(missed) {
        return Err(Refusal::Crash);
    }
    let odd = [
        (Defect::PICKER_UNKNOWN_SETTINGS_REFUSED, !members.keys().all(|name| KNOWN.contains(&name.as_str()))),
        (Defect::PICKER_UNKNOWN_TYPES_REFUSED, names_unknown_type(members)),
        (Defect::PICKER_DATA_REQUIRED, data.is_none()),
    ];
    let refused = odd.iter().any(|(defect, is_odd)| *is_odd && defects.has(*defect));
    if refused { Err(Refusal::Unsupported(DL_SETTINGS)) } else { Ok(()) }
}

fn names_unknown_type(members: &Map<String, Value>) -> bool {
    let types = members.get("accept_types").and_then(Value::as_array);
    let is_known = |kind: &Value| content_item::ALL.iter().any(|term| *kind == term.value);
    !types.is_none_or(|types| types.iter().all(is_known))
}
