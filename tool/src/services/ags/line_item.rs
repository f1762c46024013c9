//! A line item as the platform has it. Nothing of it is changed unseen (AGS-030, AGS-033, AGS-034).

use serde_json::{Map, Value};
use url::Url;

use crate::defects::{Defect, Defects};
use crate::services::ags::score::MAXIMUM;
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

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LineItem {
    /// Where it is, if a token may go there (AGS-021).
    pub(crate) url: Option<Url>,
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

    pub(crate) fn label(&self) -> String {
        json::text(&self.members, "label").unwrap_or_default()
    }

    /// What a full score is, if that is said and makes sense.
    pub(crate) fn maximum(&self) -> Option<f64> {
        json::number(&self.members, "scoreMaximum").filter(|maximum| *maximum > 0.0)
    }

    /// With [`Defect::LINE_ITEM_OWN_VALUES`] the maximum that this tool had in mind, whatever the platform made of it (AGS-030).
    pub(super) fn with_own_values(mut self, defects: &Defects) -> Self {
        if defects.has(Defect::LINE_ITEM_OWN_VALUES) {
            self.members.insert("scoreMaximum".to_owned(), MAXIMUM.into());
        }
        self
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        json::text(&self.members, name)
    }

    pub(super) fn relabelled(mut self, label: &str) -> Self {
        self.members.insert("label".to_owned(), label.into());
        self
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
        let maximum = |value: Value| listed(json!({ "scoreMaximum": value })).unwrap().maximum();
        assert_eq!(maximum(json!(12.5)), Some(12.5));
        for odd in [json!(0), json!(-3), json!("10"), json!(null), json!([10])] {
            assert_eq!(maximum(odd.clone()), None, "{odd}");
        }
    }

    #[test]
    fn a_replacement_is_the_whole_item_with_the_new_label() {
        let item = listed(json!({
            "id": "https://lms.test/items/5", "label": "Old", "scoreMaximum": 10, "resourceLinkId": "r",
            "startDateTime": null, "endDateTime": "", "gradesReleased": false,
            "https://lms.test/extra": { "a": null }, "unqualified": 1,
        }));
        let expected = json!({
            "id": "https://lms.test/items/5", "label": "New", "scoreMaximum": 10, "resourceLinkId": "r",
            "gradesReleased": false, "https://lms.test/extra": { "a": null },
        });
        assert_eq!(item.unwrap().relabelled("New").definition(&Defects::default()), expected);
    }
}
