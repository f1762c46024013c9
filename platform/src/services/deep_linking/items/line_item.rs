//! `lineItem` of a resource link: a column of the gradebook (DL-042, DL-056, DL-058).

use serde_json::Value;

use super::Desk;
use super::reader::Reader;
use crate::domain::content::Period;
use crate::domain::deep_linking::member;
use crate::domain::finding::Level;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::moment::Moment;

/// The states in which a submission can be opened for review (SUB-010).
const STATUSES: &[&str] = &["None", "Initialized", "Started", "InProgress", "Submitted", "Completed"];

/// The line item, unless the request rules it out or it has no maximum.
pub(super) fn read(desk: Desk<'_>, item: &mut Reader<'_>, link: &Link) -> Option<LineItem> {
    let made = item.object("lineItem", "DL-056", |inside| columns(inside, link)).flatten();
    if !item.has("lineItem") || desk.picking.settings.switch(member::ACCEPT_LINEITEM) != Some(false) {
        return made;
    }
    let expected = "no `lineItem`, since `accept_lineitem` is false";
    item.wrong("DL-042", Level::Note, "lineItem", expected, "no mistake: it was ignored");
    None
}

fn columns(inside: &mut Reader<'_>, link: &Link) -> Option<LineItem> {
    let label = inside.text("label", "DL-056");
    let maximum = inside.get("scoreMaximum").and_then(Value::as_f64).filter(|maximum| *maximum > 0.0);
    if maximum.is_none() {
        let cause = "the member is missing, text, or 0; the link was placed without its line item";
        inside.wrong("DL-056", Level::Must, "scoreMaximum", "a number above 0", cause);
    }
    let item = LineItem {
        id: format!("line-{}", link.id),
        course: link.course.clone(),
        link: Some(link.id.clone()),
        client_id: link.client_id.clone(),
        deployment: Some(link.deployment.clone()),
        label: label.unwrap_or_else(|| link.heading()),
        score_maximum: maximum.unwrap_or_default(),
        resource_id: inside.text("resourceId", "DL-056"),
        tag: inside.text("tag", "DL-056"),
        start: date(link, |period| period.start.as_deref()),
        end: date(link, |period| period.end.as_deref()),
        grades_released: inside.boolean("gradesReleased", "DL-056"),
        submission_review: review(inside),
    };
    maximum.map(|_| item)
}

/// When work can be handed in, as far as it has the zone that a line item needs (AGS-037).
fn date(link: &Link, side: fn(&Period) -> Option<&str>) -> Option<Moment> {
    link.submission.as_ref().and_then(side).and_then(Moment::parse)
}

/// `submissionReview` as it came, if it is one.
fn review(inside: &mut Reader<'_>) -> Option<Value> {
    inside.object("submissionReview", "DL-058", |review| {
        statuses(review);
        review.text("label", "DL-058");
        review.url("url", "DL-058");
        review.custom();
    })?;
    inside.get("submissionReview").cloned()
}

fn statuses(review: &mut Reader<'_>) {
    let known = |status: &Value| status.as_str().is_some_and(|status| STATUSES.contains(&status));
    let good =
        review.get("reviewableStatus").and_then(Value::as_array).is_some_and(|all| all.iter().all(known));
    if !good {
        let expected = format!("an array out of `{}`", STATUSES.join("`, `"));
        review.wrong(
            "DL-058",
            Level::Must,
            "reviewableStatus",
            expected,
            "one status without the array, or states of grading",
        );
    }
}
