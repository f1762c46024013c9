//! A line item that is to be made (AGS-027 to AGS-040, AGS-045).

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use crate::services::ServiceError;
use crate::services::grades::{ActivityProgress, LineItem, date};

/// A column for the gradebook.
///
/// Made in two places, one line item is two columns, so look for it first (AGS-040):
/// [`Grades::ensure`](crate::grades::Grades::ensure) does.
///
/// ```
/// use homeroom_tool::grades::NewLineItem;
///
/// let quiz = NewLineItem::new("Week 1 quiz", 10.0).resource_id("quiz-1").tag("grade");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NewLineItem {
    label: String,
    maximum: f64,
    link: Option<String>,
    resource: Option<String>,
    tag: Option<String>,
    others: Map<String, Value>,
}

impl NewLineItem {
    /// Called so, with so many points for a full score. The label says something, and the points are above 0.
    pub fn new(label: impl Into<String>, maximum: f64) -> Self {
        let (link, resource, tag) = (None, None, None);
        Self { label: label.into(), maximum, link, resource, tag, others: Map::new() }
    }

    /// Ties it to a link of this very course: the `resource_link.id` of a launch, and never an invented one (AGS-031).
    #[must_use]
    pub fn resource_link_id(mut self, id: impl Into<String>) -> Self {
        self.link = Some(id.into());
        self
    }

    /// What this tool calls the thing that is graded, to find it again (AGS-039).
    #[must_use]
    pub fn resource_id(mut self, id: impl Into<String>) -> Self {
        self.resource = Some(id.into());
        self
    }

    /// What this tool calls this line item among those of the same thing (AGS-039).
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    /// From when learners can hand in.
    #[must_use]
    pub fn start(self, time: impl Into<SystemTime>) -> Self {
        self.with("startDateTime", date::of(time.into()))
    }

    /// Until when learners can hand in.
    #[must_use]
    pub fn end(self, time: impl Into<SystemTime>) -> Self {
        self.with("endDateTime", date::of(time.into()))
    }

    /// Whether learners see their grades (AGS-038).
    #[must_use]
    pub fn grades_released(self, released: bool) -> Self {
        self.with("gradesReleased", released)
    }

    /// Where attempts can be looked at (AGS-045).
    #[must_use]
    pub fn submission_review(self, review: SubmissionReview) -> Self {
        self.with("submissionReview", review.0)
    }

    /// A member of a vendor; its name is a URL (AGS-008).
    #[must_use]
    pub fn extension(self, name: &str, value: impl Into<Value>) -> Self {
        self.with(name, value)
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.others.insert(name.to_owned(), value.into());
        self
    }

    /// As it is sent.
    pub(crate) fn definition(&self) -> Result<Value, ServiceError> {
        if self.label.trim().is_empty() {
            return Err(ServiceError::Unfit("the label of a line item is blank"));
        }
        if !self.maximum.is_finite() || self.maximum <= 0.0 {
            return Err(ServiceError::Unfit("the maximum of a line item is not a number above 0"));
        }
        let mut definition = Value::Object(self.others.clone());
        definition["label"] = json!(self.label);
        definition["scoreMaximum"] = json!(self.maximum);
        let names = [("resourceLinkId", &self.link), ("resourceId", &self.resource), ("tag", &self.tag)];
        for (name, text) in names.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            definition[name] = json!(text);
        }
        Ok(definition)
    }

    pub(super) fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// How this tool looks for it where the link does not help.
    pub(super) fn names(&self) -> Vec<(&'static str, &str)> {
        let names = [("resource_id", self.resource.as_deref()), ("tag", self.tag.as_deref())];
        names.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
    }

    /// Of the line items of the link: the one with our names, or the only one.
    pub(super) fn of_link(&self, items: Vec<LineItem>) -> Option<LineItem> {
        let mut linked: Vec<_> = items.into_iter().filter(|item| self.is_of_link(item)).collect();
        match linked.iter().position(|item| self.is_named(item)) {
            Some(ours) => Some(linked.swap_remove(ours)),
            None if linked.len() == 1 => linked.pop(),
            None => None,
        }
    }

    /// Of the line items with our names: one that belongs to no other link, as copies of courses have them.
    pub(super) fn of_name(&self, items: Vec<LineItem>) -> Option<LineItem> {
        let free = |item: &LineItem| self.is_of_link(item) || item.resource_link_id().is_none();
        items.into_iter().find(|item| item.url().is_some() && self.is_named(item) && free(item))
    }

    fn is_of_link(&self, item: &LineItem) -> bool {
        item.url().is_some() && self.link.is_some() && item.resource_link_id() == self.link.as_deref()
    }

    fn is_named(&self, item: &LineItem) -> bool {
        item.resource_id() == self.resource.as_deref() && item.tag() == self.tag.as_deref()
    }
}

/// Where a platform opens attempts of learners in this tool (SUB-010).
#[derive(Clone, Debug, PartialEq)]
pub struct SubmissionReview(Value);

impl SubmissionReview {
    /// Attempts that are so far can be opened.
    pub fn of(statuses: impl IntoIterator<Item = ActivityProgress>) -> Self {
        let statuses: Vec<_> = statuses.into_iter().map(ActivityProgress::name).collect();
        Self(json!({ "reviewableStatus": statuses }))
    }

    /// At this address; without one where the link leads.
    #[must_use]
    pub fn at(mut self, url: &url::Url) -> Self {
        self.0["url"] = json!(url);
        self
    }

    /// What the button is called.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.0["label"] = json!(label.into());
        self
    }

    /// A custom parameter of the launches by which attempts are opened.
    #[must_use]
    pub fn custom(mut self, name: &str, value: &str) -> Self {
        self.0["custom"][name] = json!(value);
        self
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::defects::Defects;

    fn wanted() -> NewLineItem {
        NewLineItem::new("Quiz", 10.0).resource_link_id("r").resource_id("quiz-1").tag("grade")
    }

    fn items(all: &[Value]) -> Vec<LineItem> {
        let container = Url::parse("https://lms.test/items").unwrap();
        let numbered = all.iter().enumerate().map(|(number, item)| {
            let mut item = item.clone();
            if item.get("id").is_none() {
                item["id"] = format!("https://lms.test/items/{number}").into();
            }
            item
        });
        numbered.filter_map(|item| LineItem::listed(&container, item, &Defects::default())).collect()
    }

    fn found(item: Option<LineItem>) -> Option<String> {
        Some(item?.url()?.path().trim_start_matches("/items/").to_owned())
    }

    #[test]
    fn of_the_items_of_the_link_ours_is_taken_or_the_only_one() {
        let of_link = |all: &[Value]| found(wanted().of_link(items(all)));
        let (other, ours) = (
            json!({ "resourceLinkId": "r", "tag": "extra" }),
            json!({ "resourceLinkId": "r", "resourceId": "quiz-1", "tag": "grade" }),
        );
        assert_eq!(of_link(&[other.clone(), ours.clone()]).as_deref(), Some("1"));
        assert_eq!(of_link(std::slice::from_ref(&other)).as_deref(), Some("0"));
        assert_eq!(of_link(&[other.clone(), other]), None);
        assert_eq!(of_link(&[json!({ "resourceLinkId": "s" })]), None);
        assert_eq!(of_link(&[json!({ "resourceLinkId": "r", "id": "https://evil.test/1" })]), None);
    }

    #[test]
    fn of_the_items_of_our_name_one_without_another_link_is_taken() {
        let named = |link: Value| json!({ "resourceLinkId": link, "resourceId": "quiz-1", "tag": "grade" });
        let of_name = |all: &[Value]| found(wanted().of_name(items(all)));
        assert_eq!(of_name(&[named(json!("s")), named(Value::Null)]).as_deref(), Some("1"));
        assert_eq!(of_name(&[json!({ "resourceId": "quiz-1" }), json!({ "tag": "grade" })]), None);
    }

    #[test]
    fn a_new_line_item_says_what_it_is() {
        let at = |seconds| SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let review = SubmissionReview::of([ActivityProgress::Submitted, ActivityProgress::Completed])
            .at(&Url::parse("https://tool.test/review").unwrap())
            .label("Open")
            .custom("mode", "review");
        let whole = wanted()
            .start(at(1_764_000_000))
            .end(at(1_766_592_000))
            .grades_released(true)
            .submission_review(review)
            .extension("https://tool.test/x", 1);
        let expected = json!({
            "label": "Quiz", "scoreMaximum": 10.0, "resourceLinkId": "r", "resourceId": "quiz-1", "tag": "grade",
            "startDateTime": "2025-11-24T16:00:00.000Z", "endDateTime": "2025-12-24T16:00:00.000Z",
            "gradesReleased": true, "https://tool.test/x": 1,
            "submissionReview": {
                "reviewableStatus": ["Submitted", "Completed"], "url": "https://tool.test/review", "label": "Open",
                "custom": { "mode": "review" },
            },
        });
        assert_eq!(whole.definition().unwrap(), expected);
        assert_eq!(
            NewLineItem::new("Quiz", 1.0).definition().unwrap(),
            json!({ "label": "Quiz", "scoreMaximum": 1.0 })
        );
    }

    #[test]
    fn what_no_platform_takes_is_not_sent() {
        for odd in [("", 1.0), (" ", 1.0), ("Quiz", 0.0), ("Quiz", -1.0), ("Quiz", f64::NAN)] {
            let refused = NewLineItem::new(odd.0, odd.1).definition();
            assert!(matches!(refused, Err(ServiceError::Unfit(_))), "{odd:?}");
        }
    }
}
