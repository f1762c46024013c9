//! Media types, and what a JSON body of the grade service has to be like as a whole (AGS-008, AGS-020, AGS-084, NRPS-002).

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::super::answer::{Not, Ruling, broken};
use super::super::item::is_absolute;
use super::super::request::shortened;
use super::call::{Call, Resource};

/// Members of a line item.
const ITEM: &[&str] = &[
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

/// Members of a score.
const SCORE: &[&str] = &[
    "userId",
    "scoringUserId",
    "scoreGiven",
    "scoreMaximum",
    "comment",
    "timestamp",
    "activityProgress",
    "gradingProgress",
    "submission",
];

/// What some languages write for numbers that JSON does not have.
static NO_NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r":\s*-?(NaN|Infinity|inf|nan)\b").ok());

/// The type without its parameters, in small letters.
pub(super) fn media_type(header: &str) -> String {
    header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The media type of what is read, or sent, at a resource.
fn typed(call: &Call) -> &'static str {
    match call.resource {
        Resource::LineItems if call.is("GET") => "application/vnd.ims.lis.v2.lineitemcontainer+json",
        Resource::LineItems | Resource::LineItem => "application/vnd.ims.lis.v2.lineitem+json",
        Resource::Scores => "application/vnd.ims.lis.v1.score+json",
        Resource::Results => "application/vnd.ims.lis.v2.resultcontainer+json",
        Resource::Roster => "application/vnd.ims.lti-nrps.v2.membershipcontainer+json",
        Resource::Token => "application/x-www-form-urlencoded",
    }
}

pub(super) fn accept(call: &Call) -> Ruling {
    let wanted = typed(call);
    let mut ranges = call.headers("accept").flat_map(|value| value.split(','));
    if ranges.any(|range| media_type(range) == wanted && !is_refused(range)) {
        return Ok(());
    }
    Err(broken(format!("`Accept: {wanted}`"), shown("Accept", call)))
}

/// A weight of zero means: not this one (RFC 9110, 12.4.2).
fn is_refused(range: &str) -> bool {
    let weights = range.split(';').skip(1).filter_map(|part| part.trim().strip_prefix("q="));
    weights.filter_map(|weight| weight.trim().parse::<f64>().ok()).any(|weight| weight == 0.0)
}

pub(super) fn content_type(call: &Call) -> Ruling {
    let wanted = typed(call);
    if call.headers("content-type").next().is_some_and(|sent| media_type(sent) == wanted) {
        return Ok(());
    }
    Err(broken(format!("`Content-Type: {wanted}`"), shown("Content-Type", call)))
}

fn shown(name: &str, call: &Call) -> String {
    let values: Vec<_> = call.headers(name).collect();
    if values.is_empty() {
        format!("no `{name}`")
    } else {
        format!("`{name}: {}`", shortened(&values.join(", ")))
    }
}

pub(super) fn json(call: &Call) -> Ruling {
    if call.body().is_ok() {
        return Ok(());
    }
    if holds_no_number(call) {
        return Err(Not::Judged("the body holds a number that JSON does not have".to_owned()));
    }
    Err(broken("a JSON object as the body", format!("`{}`", shortened(&call.wire.request_body))))
}

fn holds_no_number(call: &Call) -> bool {
    call.sent.is_none() && NO_NUMBER.as_ref().is_some_and(|pattern| pattern.is_match(&call.wire.request_body))
}

pub(super) fn numbers(call: &Call) -> Ruling {
    if holds_no_number(call) {
        return Err(broken("JSON numbers", format!("`{}`", shortened(&call.wire.request_body))));
    }
    let mut found = false;
    for name in ["scoreGiven", "scoreMaximum"] {
        let Some(value) = call.member(name)? else { continue };
        found = true;
        if !value.is_number() {
            return Err(broken(format!("`{name}` as a JSON number"), told(name, Some(value))));
        }
    }
    if found { Ok(()) } else { Err(Not::Applicable("nothing with a number was sent".to_owned())) }
}

pub(super) fn names(call: &Call) -> Ruling {
    let known = if call.resource == Resource::Scores { SCORE } else { ITEM };
    let strange = call.body()?.keys().find(|name| !known.contains(&name.as_str()) && !is_absolute(name));
    match strange {
        None => Ok(()),
        Some(name) => Err(broken("a URL as the name of an own member", format!("the member `{name}`"))),
    }
}

/// A member as failures show it.
pub(super) fn told(name: &str, value: Option<&Value>) -> String {
    match value {
        None => format!("no `{name}`"),
        Some(value) => format!("`{name}` = `{}`", shortened(&value.to_string())),
    }
}
