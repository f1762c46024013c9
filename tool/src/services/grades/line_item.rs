//! A line item as the platform has it. Nothing of it is changed unseen (AGS-030, AGS-033, AGS-034).

use std::time::SystemTime;

use serde_json::{Map, Value};
use url::Url;

use crate::defects::{Defect, Defects};
use crate::services::error::{Failure, ServiceError};
use crate::services::grades::date;
use crate::services::{json, origin};

/// What a line item is made of. Everything else is an extension, and has a URL for its name (AGS-008).
const MEMBERS: [&str; 10] = [
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

/// A line item: a column of the gradebook. What is not asked for here is kept as the platform has it, and goes back with
/// [`Grades::update`](crate::grades::Grades::update).
#[derive(Clone, Debug, PartialEq)]
pub struct LineItem {
    url: Option<Url>,
    members: Map<String, Value>,
}

impl LineItem {
    /// One that the platform names in an answer from `asked`.
    pub(super) fn listed(asked: &Url, value: Value, defects: &Defects) -> Option<Self> {
        let Value::Object(members) = value else { return None };
        let named = json::text(&members, "id").and_then(|id| Url::parse(&id).ok());
        let trusts_all = defects.has(Defect::LINE_ITEM_HOST_TRUSTED);
        let url = named.filter(|named| trusts_all || origin::same_site(asked, named.clone()).is_ok());
        Some(Self { url, members })
    }

    /// The one that was asked for by its address, whatever its id says.
    pub(super) fn at(url: &Url, members: Map<String, Value>) -> Self {
        Self { url: Some(url.clone()), members }
    }

    /// Where it is (AGS-021); nothing if that is a place of another site, where a token does not go.
    pub fn url(&self) -> Option<&Url> {
        self.url.as_ref()
    }

    /// Where it is, or the error that says why nothing can be done with it.
    pub fn address(&self) -> Result<&Url, ServiceError> {
        self.url.as_ref().ok_or(ServiceError::service(Failure::ForeignAddress))
    }

    /// What the column is called; empty if the platform does not say.
    pub fn label(&self) -> &str {
        self.text("label").unwrap_or_default()
    }

    /// What a full score is, if that is said and makes sense.
    pub fn score_maximum(&self) -> Option<f64> {
        json::number(&self.members, "scoreMaximum").filter(|maximum| *maximum > 0.0)
    }

    /// The link that it belongs to, if it belongs to one.
    pub fn resource_link_id(&self) -> Option<&str> {
        self.text("resourceLinkId")
    }

    /// What this tool calls the thing that is graded (AGS-039).
    pub fn resource_id(&self) -> Option<&str> {
        self.text("resourceId")
    }

    /// What this tool calls this line item among those of the same thing (AGS-039).
    pub fn tag(&self) -> Option<&str> {
        self.text("tag")
    }

    /// From when learners can hand in, if that is set.
    pub fn start(&self) -> Option<SystemTime> {
        date::read(self.text("startDateTime")?)
    }

    /// Until when learners can hand in, if that is set.
    pub fn end(&self) -> Option<SystemTime> {
        date::read(self.text("endDateTime")?)
    }

    /// Any member, as the platform wrote it.
    pub fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// Calls the column something else.
    pub fn set_label(&mut self, label: impl Into<String>) {
        self.set("label", label.into());
    }

    /// Says what a full score is. Platforms scale the results that are there (AGS-036).
    pub fn set_score_maximum(&mut self, maximum: f64) {
        self.set("scoreMaximum", maximum);
    }

    /// Says until when learners can hand in.
    pub fn set_end(&mut self, end: impl Into<SystemTime>) {
        self.set("endDateTime", date::of(end.into()));
    }

    /// Sets any member; those of vendors have a URL for their name (AGS-008). The address and the link of a line item stay
    /// what they are (AGS-034).
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        if !matches!(name, "id" | "resourceLinkId") {
            self.members.insert(name.to_owned(), value.into());
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.members.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// All of it that was set, as a replacement has to say it (AGS-033). A date that is null or blank is not set
    /// (AGS-037).
    pub(super) fn definition(&self, defects: &Defects) -> Value {
        let is_said = |name: &str| {
            !defects.has(Defect::LINE_ITEM_REPLACED_IN_PART) || matches!(name, "label" | "scoreMaximum")
        };
        let is_set = |value: &Value| !value.is_null() && value != "";
        let members = self.members.iter().filter(|(name, value)| is_known(name) && is_set(value));
        let members = members.filter(|(name, _)| is_said(name));
        let mut definition: Map<_, _> = members.map(|(name, value)| (name.clone(), value.clone())).collect();
        if defects.has(Defect::LINE_ITEM_UNLINKED) {
            definition.insert("resourceLinkId".to_owned(), "another-link".into());
        }
        Value::Object(definition)
    }
}

fn is_known(name: &str) -> bool {
    MEMBERS.contains(&name) || Url::parse(name).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CONTAINER: &str = "https://lms.test/items?x=1";

    fn listed(value: Value) -> Option<LineItem> {
        LineItem::listed(&Url::parse(CONTAINER).unwrap(), value, &Defects::default())
    }

    #[test]
    fn an_id_of_another_site_is_no_address() {
        let url = |id: Value| listed(json!({ "id": id, "label": "L" })).unwrap().url.map(String::from);
        assert_eq!(
            url(json!("https://lms.test/items/5?x=1")).as_deref(),
            Some("https://lms.test/items/5?x=1")
        );
        for id in
            [json!("https://evil.test/5"), json!("/items/5"), json!(""), json!(5), json!("javascript:1")]
        {
            assert_eq!(url(id.clone()), None, "{id}");
        }
        assert_eq!(listed(json!(["x"])), None);
    }

    #[test]
    fn only_a_maximum_above_zero_is_one() {
        let maximum = |value: Value| listed(json!({ "scoreMaximum": value })).unwrap().score_maximum();
        assert_eq!(maximum(json!(12.5)), Some(12.5));
        for odd in [json!(0), json!(-3), json!("10"), json!(null), json!([10])] {
            assert_eq!(maximum(odd.clone()), None, "{odd}");
        }
    }

    #[test]
    fn what_is_not_set_is_nothing() {
        let item = listed(
            json!({ "label": "", "tag": 7, "startDateTime": null, "endDateTime": "2025-11-24T16:00:00Z" }),
        );
        let item = item.unwrap();
        assert_eq!((item.label(), item.tag(), item.resource_id(), item.start()), ("", None, None, None));
        assert!(item.end().is_some());
    }

    #[test]
    fn a_replacement_is_the_whole_item_with_the_new_label() {
        let mut item = listed(json!({
            "id": "https://lms.test/items/5", "label": "Old", "scoreMaximum": 10, "resourceLinkId": "r",
            "startDateTime": null, "endDateTime": "", "gradesReleased": false,
            "https://lms.test/extra": { "a": null }, "unqualified": 1,
        }))
        .unwrap();
        item.set_label("New");
        item.set("resourceLinkId", "other");
        let expected = json!({
            "id": "https://lms.test/items/5", "label": "New", "scoreMaximum": 10, "resourceLinkId": "r",
            "gradesReleased": false, "https://lms.test/extra": { "a": null },
        });
        assert_eq!(item.definition(&Defects::default()), expected);
    }
}
