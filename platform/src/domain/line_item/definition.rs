//! A line item as a tool defines it, in the body of a POST or a PUT.

use homeroom_vocab::id::ResourceLinkId;
use homeroom_vocab::service::activity_progress;
use serde_json::Value;

use super::LineItem;
use crate::domain::edge::{WebUrl, quoted};
use crate::domain::finding::Level;
use crate::domain::members::Members;
use crate::domain::moment::Moment;

/// The members that the standard knows.
const KNOWN: &[&str] = &[
    "id",
    "label",
    "scoreMaximum",
    "resourceLinkId",
    "resourceId",
    "tag",
    "startDateTime",
    "endDateTime",
    "gradesReleased",
    "submissionReview",
];

/// A line item as a tool defines it, in the body of a POST or a PUT.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    pub(crate) id: Option<String>,
    pub(crate) resource_link_id: Option<String>,
    pub(crate) label: String,
    pub(crate) score_maximum: f64,
    pub(crate) resource_id: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) start: Option<Moment>,
    pub(crate) end: Option<Moment>,
    pub(crate) grades_released: Option<bool>,
    pub(crate) submission_review: Option<Value>,
}

impl Definition {
    /// Reads a body (AGS-027, AGS-028, AGS-037 to AGS-039, AGS-045). Of no use if a flaw refuses it.
    pub(crate) fn read(body: &mut Members<'_>) -> Self {
        body.demand_known(KNOWN);
        let label = body.demanded_text("AGS-027", "label");
        let score_maximum = score_maximum(body);
        let definition = Self {
            id: body.text("AGS-034", "id"),
            resource_link_id: body.text("AGS-031", "resourceLinkId"),
            label: label.unwrap_or_default(),
            score_maximum: score_maximum.unwrap_or_default(),
            resource_id: body.text("AGS-039", "resourceId"),
            tag: body.text("AGS-039", "tag"),
            start: date(body, "startDateTime"),
            end: date(body, "endDateTime"),
            grades_released: body.switch("AGS-038", "gradesReleased"),
            submission_review: submission_review(body),
        };
        if let (Some(start), Some(end)) = (&definition.start, &definition.end)
            && start.is_after(end)
        {
            let expected = format!("a moment that is not before `startDateTime`, `{}`", start.as_str());
            body.refuse("AGS-037", "endDateTime", expected, "the two are swapped, or in different zones");
        }
        definition
    }
}

/// AGS-028: a JSON number above 0.
fn score_maximum(body: &mut Members<'_>) -> Option<f64> {
    let value = body.get("scoreMaximum").and_then(Value::as_f64);
    let maximum = value.filter(|maximum| maximum.is_finite() && *maximum > 0.0);
    if maximum.is_none() {
        let cause = "the member is missing, `null`, text, or 0 for an activity without points";
        body.refuse("AGS-028", "scoreMaximum", "a number above 0", cause);
    }
    maximum
}

/// AGS-037: a moment with a zone; `null` and a blank text leave it unset.
fn date(body: &mut Members<'_>, name: &str) -> Option<Moment> {
    let value = body.given(name)?;
    if value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return None;
    }
    body.moment("AGS-037", name)
}

/// AGS-045: an object as SUB-010 describes it, kept as it came.
pub(super) fn submission_review(body: &mut Members<'_>) -> Option<Value> {
    body.object("AGS-045", "submissionReview", |review| {
        review.demand_known(&["reviewableStatus", "label", "url", "custom"]);
        reviewable_status(review);
        review.text("AGS-045", "label");
        let url = review.text("AGS-045", "url");
        if url.is_some_and(|url| WebUrl::parse("url", &url).is_err()) {
            review.refuse("AGS-045", "url", "an absolute web address", "a path without scheme and host");
        }
        review.object("AGS-045", "custom", texts_only);
    })?;
    body.get("submissionReview").cloned()
}

fn reviewable_status(review: &mut Members<'_>) {
    let words = || activity_progress::ALL.iter().map(|term| term.value).chain(["None"]);
    let known = |status: &Value| words().any(|word| status == word);
    let good = |all: &Vec<Value>| all.iter().all(known);
    if !review.get("reviewableStatus").and_then(Value::as_array).is_some_and(good) {
        let words: Vec<String> = words().map(quoted).collect();
        let cause = "one status without the array, or states of grading";
        review.refuse("AGS-045", "reviewableStatus", format!("an array out of {}", words.join(", ")), cause);
    }
}

fn texts_only(custom: &mut Members<'_>) {
    for name in custom.names() {
        custom.text("AGS-045", &name);
    }
}

/// AGS-034 and AGS-033: what a PUT may not change, and what it left out of what was set.
pub(crate) fn compare(before: &LineItem, url: &str, new: &Definition, body: &mut Members<'_>) {
    if new.id.as_deref().is_some_and(|id| id != url) {
        let cause = "the id is the address of the item; it stayed as it was";
        body.tell("AGS-034", Level::Must, "id", format!("the id of this line item, {}", quoted(url)), cause);
    }
    let link = before.link.as_ref().map(ResourceLinkId::as_str);
    if new.resource_link_id.as_deref() != link {
        let expected = link.map_or_else(|| "no such member: the item has no link".to_owned(), quoted);
        let cause = "a PUT replaces the whole definition and cannot move an item to another link; it stayed";
        body.tell("AGS-034", Level::Must, "resourceLinkId", expected, cause);
    }
    let was_set = [
        ("resourceId", before.resource_id.is_some()),
        ("tag", before.tag.is_some()),
        ("startDateTime", before.start.is_some()),
        ("endDateTime", before.end.is_some()),
        ("gradesReleased", before.grades_released.is_some()),
        ("submissionReview", before.submission_review.is_some()),
    ];
    for (name, was_set) in was_set {
        if !was_set || body.get(name).is_some() {
            continue;
        }
        let cause = "a PUT replaces the whole definition: what is not in it is unset. Read the item first";
        body.tell("AGS-033", Level::Must, name, "the member, since it was set", cause);
    }
}
