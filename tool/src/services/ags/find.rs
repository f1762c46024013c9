//! The line item of the activity that was opened: looked for before one is made (AGS-040).

use serde_json::{Value, json};
use url::Url;

use crate::defects::{Defect, Defects};
use crate::services::Caller;
use crate::services::ags::date;
use crate::services::ags::score::MAXIMUM;
use crate::services::ags::{Grades, LineItem};
use crate::services::error::{Failure, ServiceError};

/// What this tool calls the one line item that each activity has.
const TAG: &str = "grade";
const LABEL: &str = "Activity";
const LONGEST_LABEL: usize = 200;
/// How long a new activity is open, in milliseconds.
const OPEN: i64 = 30 * 24 * 60 * 60 * 1000;

/// How the line item of an activity is known, by its link and by what this tool calls it.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// `resource_link.id` of this very launch, so none of another course (AGS-031).
    link: Option<&'a str>,
    resource: String,
    label: String,
    /// When the link was opened, in milliseconds since 1970.
    opened: i64,
    /// Where attempts are reviewed.
    review: String,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(caller: &Caller<'a>) -> Self {
        let message = caller.message;
        let title = message.resource_link.as_ref().and_then(|link| link.title.as_deref()).map(str::trim).filter(|title| !title.is_empty());
        let label = title.unwrap_or(LABEL).chars().take(LONGEST_LABEL).collect();
        Self {
            link: message.link_id(),
            resource: resource(&message.target_link_uri),
            label,
            opened: message.received_ms,
            review: format!("{}review", caller.app.url),
        }
    }

    /// A new one; its label is not blank and its maximum above zero (AGS-027, AGS-028), its dates have a zone (AGS-037).
    fn definition(&self) -> Value {
        let mut definition = json!({
            "label": self.label,
            "scoreMaximum": MAXIMUM,
            "resourceId": self.resource,
            "tag": TAG,
            "startDateTime": date::of(self.opened),
            "endDateTime": date::of(self.opened.saturating_add(OPEN)),
            "gradesReleased": true,
            "submissionReview": { "reviewableStatus": ["Submitted", "Completed"], "url": self.review },
        });
        if let Some(link) = self.link {
            definition["resourceLinkId"] = link.into();
        }
        definition
    }

    /// Of the line items of the link: ours by name, or the only one.
    fn of_link(&self, items: Vec<LineItem>) -> Option<LineItem> {
        let mut linked: Vec<_> = items.into_iter().filter(|item| self.is_of_link(item)).collect();
        match linked.iter().position(|item| self.is_named(item)) {
            Some(ours) => Some(linked.swap_remove(ours)),
            None if linked.len() == 1 => linked.pop(),
            None => None,
        }
    }

    /// Of the line items with our names: one that belongs to no other link, as copies of courses have them.
    fn of_name(&self, items: Vec<LineItem>) -> Option<LineItem> {
        let free = |item: &LineItem| self.is_of_link(item) || item.text("resourceLinkId").is_none();
        items.into_iter().find(|item| item.url.is_some() && self.is_named(item) && free(item))
    }

    fn is_of_link(&self, item: &LineItem) -> bool {
        item.url.is_some() && self.link.is_some() && item.text("resourceLinkId").as_deref() == self.link
    }

    fn is_named(&self, item: &LineItem) -> bool {
        item.text("resourceId").as_deref() == Some(&self.resource) && item.text("tag").as_deref() == Some(TAG)
    }
}

/// The name of an activity is the end of its address.
fn resource(target: &str) -> String {
    let url = Url::parse(target).ok();
    let name = url.as_ref().and_then(|url| url.path_segments()?.next_back());
    name.filter(|name| !name.is_empty()).unwrap_or("start").to_owned()
}

/// The line item that is there already, by the link, else by name.
pub(super) async fn existing(
    grades: &Grades<'_>,
    wanted: &Wanted<'_>,
) -> Result<Option<LineItem>, ServiceError> {
    if let Some(link) = wanted.link {
        let found = whole(grades.list(&[("resource_link_id", link)]).await?)?;
        if let Some(item) = wanted.of_link(found) {
            return Ok(Some(item));
        }
    }
    let found = whole(grades.list(&[("resource_id", &wanted.resource), ("tag", TAG)]).await?)?;
    Ok(wanted.of_name(found))
}

/// What is not in half of a list may be in the other half, so nothing follows from it.
fn whole((items, cut): (Vec<LineItem>, Option<ServiceError>)) -> Result<Vec<LineItem>, ServiceError> {
    cut.map_or(Ok(items), Err)
}

/// The line item that is there already, else a new one.
pub(super) async fn ensured(grades: &Grades<'_>) -> Result<(LineItem, bool), ServiceError> {
    let wanted = Wanted::of(grades.caller);
    let looks = !grades.caller.app.defects.has(Defect::LINE_ITEM_NOT_LOOKED_FOR);
    if looks && let Some(item) = existing(grades, &wanted).await? {
        return Ok((item, false));
    }
    // AGS-030: what the platform made of it counts from now on.
    let made = grades.create(&spoilt(wanted.definition(), &grades.caller.app.defects)).await?;
    Ok((made, true))
}

/// What defects write instead, by the name of the member.
type Other = (Defect, &'static str, fn(&Value) -> Value);

const OTHER: [Other; 8] = [
    (Defect::LINE_ITEM_LABEL_BLANK, "label", |_| json!(" ")),
    (Defect::LINE_ITEM_MAXIMUM_ZERO, "scoreMaximum", |_| json!(0)),
    (Defect::LINE_ITEM_MAXIMUM_STRING, "scoreMaximum", |maximum| json!(maximum.to_string())),
    (Defect::LINE_ITEM_LINK_INVENTED, "resourceLinkId", |_| json!("link-of-the-tool")),
    (Defect::LINE_ITEM_DATES_LOCAL, "endDateTime", |date| {
        json!(date.as_str().unwrap_or_default().trim_end_matches('Z'))
    }),
    (Defect::LINE_ITEM_RELEASED_STRING, "gradesReleased", |released| json!(released.to_string())),
    (Defect::LINE_ITEM_RESOURCE_NUMBER, "resourceId", |_| json!(1)),
    (Defect::LINE_ITEM_REVIEW_STRING, "submissionReview", |review| review["url"].clone()),
];

/// The same, in a correct tool.
fn spoilt(mut definition: Value, defects: &Defects) -> Value {
    for (_, name, other) in OTHER.iter().filter(|(defect, ..)| defects.has(*defect)) {
        definition[*name] = other(&definition[*name]);
    }
    if defects.has(Defect::LINE_ITEM_NAME_BARE) {
        definition["colour"] = json!("green");
    }
    if defects.has(Defect::LINE_ITEM_IN_ARRAY) { json!([definition]) } else { definition }
}

/// Where a line item is, if a token may go there.
pub(super) fn address(item: &LineItem) -> Result<&Url, ServiceError> {
    item.url.as_ref().ok_or(ServiceError::service(Failure::ForeignAddress))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted<'static> {
        let review = "https://tool.test/review".to_owned();
        let opened = 1_764_000_000_000;
        Wanted { link: Some("r"), resource: "quiz-1".into(), label: "Quiz".into(), opened, review }
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
        item.and_then(|item| item.url).map(|url| url.path().trim_start_matches("/items/").to_owned())
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
    fn an_activity_is_named_by_its_address() {
        assert_eq!(resource("http://tool.test/activity/quiz-1?a=1"), "quiz-1");
        assert_eq!(resource("http://tool.test/"), "start");
        assert_eq!(resource("no address"), "start");
    }

    #[test]
    fn a_new_line_item_says_what_it_is() {
        let expected = json!({
            "label": "Quiz", "scoreMaximum": 10.0, "resourceLinkId": "r", "resourceId": "quiz-1", "tag": "grade",
            "startDateTime": "2025-11-24T16:00:00.000Z", "endDateTime": "2025-12-24T16:00:00.000Z",
            "gradesReleased": true,
            "submissionReview": {
                "reviewableStatus": ["Submitted", "Completed"], "url": "https://tool.test/review",
            },
        });
        assert_eq!(wanted().definition(), expected);
        let unlinked = Wanted { link: None, ..wanted() };
        assert_eq!(unlinked.definition().get("resourceLinkId"), None);
    }
}
