//! Links that are launched (DL-053 to DL-062).

use homeroom_vocab::content_item::LTI_RESOURCE_LINK;
use serde_json::json;
use url::Url;

use crate::deep_linking::ContentItem;
use crate::deep_linking::content::common;
use crate::deep_linking::{Frame, Period, Window};
use crate::services::ServiceError;
use crate::services::grades::NewLineItem;

/// What a line item has in an item; its dates are those of the item, and its link is the new one.
const OF_LINE_ITEM: [&str; 6] =
    ["label", "scoreMaximum", "resourceId", "tag", "gradesReleased", "submissionReview"];

/// A link that is launched. Whether the platform makes one of it shows only when somebody opens it (DL-045).
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceLinkItem(pub(super) ContentItem);

common! { ResourceLinkItem }

impl ResourceLinkItem {
    pub(super) fn new() -> Self {
        Self(ContentItem::of_type(LTI_RESOURCE_LINK))
    }

    /// The target of its launches (DL-054); without one the platform takes the tool's usual one.
    #[must_use]
    pub fn url(mut self, url: &Url) -> Self {
        self.0.set("url", json!(url));
        self
    }

    /// A custom parameter of its launches; the platform fills in variables such as `$Context.id` (DL-061, DL-062).
    #[must_use]
    pub fn custom(mut self, name: &str, value: &str) -> Self {
        self.0.object("custom")[name] = json!(value);
        self
    }

    /// A line item for its grades, where the platform makes them (DL-042, DL-056).
    #[must_use]
    pub fn line_item(mut self, item: &NewLineItem) -> Self {
        match item.definition() {
            Ok(mut definition) => {
                if let Some(members) = definition.as_object_mut() {
                    members.retain(|name, _| OF_LINE_ITEM.contains(&name.as_str()) || name.contains("://"));
                }
                definition["scoreMaximum"] = whole(&definition["scoreMaximum"]);
                self.0.set("lineItem", definition);
            }
            Err(ServiceError::Unfit(flaw)) => self.0.flaw = Some(flaw),
            Err(_) => self.0.flaw = Some("its line item cannot be written"),
        }
        self
    }

    /// When learners see it.
    #[must_use]
    pub fn available(self, period: Period) -> Self {
        self.period("available", period)
    }

    /// When learners can hand in.
    #[must_use]
    pub fn submission(self, period: Period) -> Self {
        self.period("submission", period)
    }

    /// How it is shown in a page of the platform.
    #[must_use]
    pub fn frame(mut self, frame: Frame) -> Self {
        self.0.set("iframe", frame.into_json());
        self
    }

    /// How it is shown in a window of its own.
    #[must_use]
    pub fn window(mut self, window: Window) -> Self {
        self.0.set("window", window.into_json());
        self
    }

    fn period(mut self, name: &str, period: Period) -> Self {
        if period.is_reversed() {
            self.0.flaw = Some("one of its periods ends before it starts");
        }
        self.0.set(name, period.into_json());
        self
    }
}

/// Without digits that say nothing: `10`, not `10.0`.
fn whole(number: &serde_json::Value) -> serde_json::Value {
    let plain = number.as_f64().map(|number| number.to_string()).and_then(|text| text.parse::<u64>().ok());
    plain.map_or_else(|| number.clone(), serde_json::Value::from)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn a_link_says_all_that_is_known_of_it() {
        let line_item =
            NewLineItem::new("Quiz", 10.0).resource_link_id("x").resource_id("q").start(UNIX_EPOCH);
        let item = ResourceLinkItem::new()
            .title("Quiz")
            .custom("chapter", "3")
            .custom("hint", "")
            .line_item(&line_item)
            .available(Period::from(UNIX_EPOCH));
        let expected = json!({
            "type": "ltiResourceLink", "title": "Quiz", "custom": { "chapter": "3", "hint": "" },
            "lineItem": { "label": "Quiz", "scoreMaximum": 10, "resourceId": "q" },
            "available": { "startDateTime": "1970-01-01T00:00:00Z" },
        });
        assert_eq!(item.0.to_json(), expected);
    }

    #[test]
    fn numbers_are_short_and_true() {
        for (number, expected) in [(10.0, json!(10)), (0.5, json!(0.5)), (1e20, json!(1e20))] {
            assert_eq!(whole(&json!(number)), expected);
        }
    }
}
