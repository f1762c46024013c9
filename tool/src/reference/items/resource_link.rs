//! An activity of this tool, graded where the platform keeps grades (DL-053 to DL-062).

use serde_json::{Value, json};

use crate::defects::Defect;
use crate::reference::items::ACTIVITY;
use crate::reference::items::basis::Basis;

const HOUR: i64 = 60 * 60;
const WEEK: i64 = 7 * 24 * HOUR;

pub(super) fn item(basis: &Basis<'_>) -> Value {
    let activity = format!("{}/{ACTIVITY}", basis.app.paths.activity);
    let mut item = json!({
        "text": "Ten questions about the cell",
        "url": basis.address_unless(Defect::ITEM_LAUNCH_NOT_FOUND, &activity),
        "icon": basis.picture("icon", 50),
        "thumbnail": basis.picture("thumbnail", 90),
        "custom": custom(basis),
        "available": basis.period(WEEK),
        "submission": basis.period(WEEK - HOUR),
    });
    if basis.targets().iframe {
        let source = json!({ "src": basis.address(&activity) });
        let members = if basis.has(Defect::ITEM_IFRAME_WITH_SRC) { source } else { json!({}) };
        item["iframe"] = basis.sized(members, 900, 600);
    }
    if basis.targets().window {
        item["window"] =
            basis.sized(json!({ "targetName": "quiz", "windowFeatures": "menubar=no" }), 900, 600);
    }
    if basis.settings.line_item || basis.has(Defect::ITEM_LINE_ITEM_UNACCEPTED) {
        item["lineItem"] = line_item(basis);
    }
    item
}

/// Strings, one of them empty and one for the platform to fill in (DL-062).
fn custom(basis: &Basis<'_>) -> Value {
    let mut custom = json!({ "chapter": "3", "due": "$ResourceLink.submission.endDateTime", "hint": "" });
    if basis.has(Defect::ITEM_CUSTOM_NUMBER) {
        custom["chapter"] = json!(3);
    }
    if basis.has(Defect::ITEM_CUSTOM_NULL) {
        custom["hint"] = Value::Null;
    }
    custom
}

/// DL-056.
fn line_item(basis: &Basis<'_>) -> Value {
    let released = json!(true);
    let mut line_item = json!({
        "label": "Week 1 quiz", "resourceId": "quiz-1", "tag": "grade", "scoreMaximum": 10,
        "gradesReleased": if basis.has(Defect::ITEM_GRADES_RELEASED_STRING) { json!("true") } else { released },
        "submissionReview": submission_review(basis),
    });
    if basis.has(Defect::ITEM_MAXIMUM_MISSING) {
        drop(line_item.as_object_mut().and_then(|members| members.remove("scoreMaximum")));
    }
    if basis.has(Defect::ITEM_MAXIMUM_ZERO) {
        line_item["scoreMaximum"] = json!(0);
    }
    if basis.has(Defect::ITEM_MAXIMUM_STRING) {
        line_item["scoreMaximum"] = json!("10");
    }
    line_item
}

/// DL-058.
fn submission_review(basis: &Basis<'_>) -> Value {
    let status = json!(["Submitted", "Completed"]);
    json!({
        "reviewableStatus":
            if basis.has(Defect::ITEM_REVIEW_STATUS_STRING) { json!("Submitted,Completed") } else { status },
        "label": "Open attempt", "url": basis.address("review"), "custom": { "mode": "review" },
    })
}
