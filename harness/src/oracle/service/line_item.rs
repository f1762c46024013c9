//! Line items that the tool makes and changes (AGS-027, AGS-028, AGS-031, AGS-033, AGS-034, AGS-037..039, AGS-045).

use serde_json::{Map, Value};

use super::super::answer::{Not, Ruling, broken};
use super::super::item::is_absolute;
use super::call::{Address, Call};
use super::evidence::{Definition, Evidence};
use super::media::told;
use super::time::point;

/// Members that tie a line item to what it is for, whoever set them.
const TIES: &[&str] = &["resourceLinkId", "resourceId", "tag"];

/// Members that the tool has to repeat if it was the one who set them.
const OWN: &[&str] = &["startDateTime", "endDateTime", "gradesReleased", "submissionReview"];

pub(super) fn label(call: &Call) -> Ruling {
    match call.body()?.get("label") {
        Some(Value::String(label)) if !label.trim().is_empty() => Ok(()),
        other => Err(broken("a `label` that is not blank", told("label", other))),
    }
}

pub(super) fn maximum(call: &Call) -> Ruling {
    match call.body()?.get("scoreMaximum") {
        Some(Value::Number(maximum)) if maximum.as_f64().is_some_and(|maximum| maximum > 0.0) => Ok(()),
        Some(text @ (Value::String(_) | Value::Bool(_))) => {
            Err(Not::Judged(format!("{} is no number", told("scoreMaximum", Some(text)))))
        }
        other => Err(broken("a `scoreMaximum` above 0", told("scoreMaximum", other))),
    }
}

pub(super) fn link(call: &Call, evidence: &Evidence) -> Ruling {
    let sent = call.member("resourceLinkId")?.filter(|id| id.as_str() != Some(""));
    let Some(sent) = sent else {
        return Err(Not::Applicable("no new line item belongs to a link".to_owned()));
    };
    let links = evidence.course(call).map_or(&[][..], |course| &course.links);
    if links.is_empty() {
        return Err(Not::Applicable("no launch told the tool a link of the course".to_owned()));
    }
    if sent.as_str().is_some_and(|sent| links.iter().any(|link| link == sent)) {
        return Ok(());
    }
    let expected = "the id of a link of this course, from a launch, as `resourceLinkId`";
    Err(broken(expected, told("resourceLinkId", Some(sent))))
}

pub(super) fn complete(call: &Call, evidence: &Evidence) -> Ruling {
    let body = call.body()?;
    for name in ["label", "scoreMaximum"] {
        if call.member(name)?.is_none() {
            return Err(broken("the whole definition of the line item", told(name, body.get(name))));
        }
    }
    let last = evidence.definitions(call).next_back();
    let own = evidence.definitions(call).rev().find_map(|definition| definition.sent.as_ref());
    let unsaid = |before: Option<&Map<String, Value>>, names: &[&'static str]| {
        names
            .iter()
            .find(|name| before.is_some_and(|before| is_set(before, name)) && !body.contains_key(**name))
            .copied()
    };
    match unsaid(last.map(|definition| &definition.returned), TIES).or_else(|| unsaid(own, OWN)) {
        None => Ok(()),
        Some(name) => Err(broken(
            "the whole definition of the line item",
            format!("no `{name}`, which the item has (`null` would clear it)"),
        )),
    }
}

fn is_set(members: &Map<String, Value>, name: &str) -> bool {
    members.get(name).is_some_and(|value| !value.is_null() && value.as_str() != Some(""))
}

pub(super) fn same(call: &Call, evidence: &Evidence) -> Ruling {
    let known: Vec<_> = evidence.definitions(call).collect();
    if let Some(id) = call.member("id")? {
        let named =
            |other: &str| id.as_str().is_some_and(|id| Address::read(id).is_like(&Address::read(other)));
        let returned = |definition: &&Definition| definition.returned.get("id") == Some(id);
        if !named(&call.wire.url) && !known.iter().any(returned) {
            return Err(broken("the `id` of the line item that is changed", told("id", Some(id))));
        }
    }
    let (Some(last), Some(sent)) = (known.last(), call.body()?.get("resourceLinkId")) else { return Ok(()) };
    let before = last.returned.get("resourceLinkId").filter(|before| !is_blank(before));
    if before == Some(sent) || (before.is_none() && is_blank(sent)) {
        return Ok(());
    }
    let expected = format!("the link of the line item left as it is ({})", told("resourceLinkId", before));
    Err(broken(expected, told("resourceLinkId", Some(sent))))
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

pub(super) fn dates(call: &Call) -> Ruling {
    let mut found = false;
    for name in ["startDateTime", "endDateTime"] {
        let Some(date) = call.member(name)?.filter(|date| !is_blank(date)) else { continue };
        found = true;
        let text = date.as_str().ok_or("it is no text");
        if let Err(why) = text.and_then(point) {
            let actual = format!("{} ({why})", told(name, Some(date)));
            return Err(broken(format!("`{name}` in ISO 8601 with a zone"), actual));
        }
    }
    if found { Ok(()) } else { Err(Not::Applicable("no line item has dates".to_owned())) }
}

pub(super) fn released(call: &Call) -> Ruling {
    match call.member("gradesReleased")? {
        None => Err(Not::Applicable("no line item says whether grades are released".to_owned())),
        Some(Value::Bool(_)) => Ok(()),
        other => Err(broken("`gradesReleased` as `true` or `false`", told("gradesReleased", other))),
    }
}

pub(super) fn texts(call: &Call) -> Ruling {
    let mut found = false;
    for name in ["resourceId", "tag"] {
        let Some(value) = call.member(name)? else { continue };
        found = true;
        if !value.is_string() {
            return Err(broken(format!("`{name}` as a text"), told(name, Some(value))));
        }
    }
    if found { Ok(()) } else { Err(Not::Applicable("no line item has a `resourceId` or a `tag`".to_owned())) }
}

pub(super) fn review(call: &Call) -> Ruling {
    let Some(review) = call.member("submissionReview")? else {
        return Err(Not::Applicable("no line item speaks of submission review".to_owned()));
    };
    let statuses = review.get("reviewableStatus");
    let is_list = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    if !review.is_object() || statuses.is_some_and(|statuses| !is_list(statuses)) {
        let expected = "`submissionReview` as an object, its `reviewableStatus` a list of texts";
        return Err(broken(expected, told("submissionReview", Some(review))));
    }
    match review.get("url") {
        Some(url) if !url.as_str().is_some_and(is_absolute) => {
            Err(broken("the `url` of `submissionReview` as an address", told("url", Some(url))))
        }
        _ => Ok(()),
    }
}
