//! What the faults of `crate::faults::ags` do to an answer.

use serde::Serialize;
use serde_json::{Map, Value};

use super::ask::{self, List, Reading};
use crate::domain::line_item::LineItem;
use crate::services::door::Call;

/// What a page that writes texts as they come would run.
const MARKUP: &str = "'\"><script>homeroom('x')</script>";

/// Where `next` leads, honestly or not. `rest` is the honest way on, if there is more.
pub(super) fn next<P: Serialize + Clone>(
    call: &Call,
    list: &List,
    reading: &Reading<P>,
    rest: Option<String>,
) -> Option<String> {
    if call.fault("ags.next.self").is_some() {
        let back = &call.campus.ground().urls.backchannel;
        return Some(format!("{back}{}", call.request.uri()));
    }
    if call.fault("ags.next.endless").is_some() && rest.is_none() {
        let again = Reading { after: None, turn: reading.turn + 1, ..reading.clone() };
        return Some(ask::url(call, list, &again));
    }
    match call.fault("ags.next.foreign") {
        Some(struck) => struck.with.clone(),
        None => rest,
    }
}

/// Changes a line item in an answer.
pub(super) fn spoil_line_item(call: &Call, item: &mut Map<String, Value>) {
    if call.fault("ags.label.markup").is_some() {
        item.insert("label".to_owned(), MARKUP.into());
    }
    if call.fault("ags.score_maximum.negative").is_some() {
        item.insert("scoreMaximum".to_owned(), (-10).into());
    }
    if let Some(id) = call.fault("ags.id.foreign").and_then(|struck| struck.with.as_deref()) {
        item.insert("id".to_owned(), id.into());
    }
}

/// Changes a result in an answer.
pub(super) fn spoil_result(call: &Call, result: &mut Value) {
    let Some(all) = result.as_object_mut() else { return };
    if call.fault("ags.results.null_score").is_some() {
        all.insert("resultScore".to_owned(), Value::Null);
    }
    if call.fault("ags.results.no_score").is_some() {
        all.remove("resultScore");
    }
    if call.fault("ags.results.markup").is_some() {
        all.insert("comment".to_owned(), MARKUP.into());
    }
}

/// A line item that is made otherwise than it was asked for, as AGS-029 allows.
pub(super) fn changed(call: &Call, item: LineItem) -> LineItem {
    if call.fault("ags.created.changed").is_none() {
        return item;
    }
    let label = format!("{} (as the platform calls it)", item.label);
    LineItem { label, score_maximum: item.score_maximum * 2.0, ..item }
}
