//! What belongs to an activity: its line item, its times, its custom parameters (DL-053, DL-056..062).

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;

use super::super::answer::Not;
use super::{Checked, address, broken, is_absolute, may_be_texts, object, shown};

/// What a submission has to reach before it can be reviewed (SUB-010).
const REVIEWABLE: &[&str] = &["None", "Initialized", "Started", "InProgress", "Submitted", "Completed"];

pub(super) fn has_only_sizes(iframe: Option<&Value>) -> Checked {
    let Some(iframe) = iframe else { return Ok(false) };
    let known = |name: &str| ["width", "height"].contains(&name) || is_absolute(name);
    match object("iframe", iframe)?.keys().find(|name| !known(name)) {
        None => Ok(true),
        Some(other) => Err(broken("`iframe` with `width` and `height` only", format!("`iframe.{other}`"))),
    }
}

pub(super) fn line_item(item: Option<&Value>) -> Checked {
    let Some(item) = item else { return Ok(false) };
    let maximum = object("lineItem", item)?.get("scoreMaximum");
    if !maximum.and_then(Value::as_f64).is_some_and(|maximum| maximum > 0.0) {
        return Err(broken("`scoreMaximum` as a number above 0", shown("scoreMaximum", maximum)));
    }
    match item.get("gradesReleased") {
        None | Some(Value::Bool(_)) => may_be_texts(item, &["label", "resourceId", "tag"]),
        other => Err(broken("`gradesReleased` as true or false", shown("gradesReleased", other))),
    }
}

pub(super) fn review(review: Option<&Value>) -> Checked {
    let Some(review) = review else { return Ok(false) };
    let status = object("submissionReview", review)?.get("reviewableStatus");
    let known = |each: &Value| each.as_str().is_some_and(|each| REVIEWABLE.contains(&each));
    if !status.and_then(Value::as_array).is_some_and(|list| list.iter().all(known)) {
        let expected = format!("`reviewableStatus` as an array of `{}`", REVIEWABLE.join("`, `"));
        return Err(broken(expected, shown("reviewableStatus", status)));
    }
    if review.get("url").is_some() {
        address(review, "url")?;
    }
    custom(review.get("custom"))?;
    may_be_texts(review, &["label"])
}

pub(super) fn times(link: &Value) -> Checked {
    let mut found = false;
    for name in ["available", "submission"] {
        let Some(span) = link.get(name) else { continue };
        let (start, end) = (time(span, "startDateTime")?, time(span, "endDateTime")?);
        found |= start.is_some() || end.is_some();
        if let (Some(start), Some(end)) = (start, end)
            && start > end
        {
            return Err(broken(format!("`{name}` that starts before it ends"), shown(name, Some(span))));
        }
    }
    Ok(found)
}

/// A time in ISO 8601; without an offset it is taken as UTC, to compare it with its like.
pub(super) fn time(holder: &Value, name: &str) -> Result<Option<Timestamp>, Not> {
    let Some(value) = holder.get(name) else { return Ok(None) };
    let read = |text: &str| {
        let local = || text.parse::<DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
        text.parse().ok().or_else(|| local().map(|zoned| zoned.timestamp()))
    };
    let time = value.as_str().and_then(read);
    time.map(Some).ok_or_else(|| broken(format!("`{name}` in ISO 8601"), shown(name, Some(value))))
}

pub(super) fn custom(custom: Option<&Value>) -> Checked {
    let Some(custom) = custom else { return Ok(false) };
    match object("custom", custom)?.iter().find(|(_, value)| !value.is_string()) {
        None => Ok(true),
        Some((name, value)) => Err(broken("strings as the values of `custom`", shown(name, Some(value)))),
    }
}
