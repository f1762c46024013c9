//! A line item: a column of the gradebook (requirements 4.2).

use homeroom_vocab::id::{ClientId, ContextId, DeploymentId, ResourceLinkId};
use homeroom_vocab::service::activity_progress;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::edge::{self, Invalid, WebUrl, quoted, shown};
use super::finding::Level;
use super::members::{Flaws, Members};
use super::moment::Moment;

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

/// A column of the gradebook, made by a tool, by deep linking, or by the control API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LineItem {
    pub(crate) id: String,
    pub(crate) course: ContextId,
    /// The link that it is coupled to; none for an item that stands alone.
    #[serde(default)]
    pub(crate) link: Option<ResourceLinkId>,
    pub(crate) client_id: ClientId,
    /// The deployment that may see it (AGS-044); none, as older versions stored it: each of the tool.
    #[serde(default)]
    pub(crate) deployment: Option<DeploymentId>,
    pub(crate) label: String,
    pub(crate) score_maximum: f64,
    pub(crate) resource_id: Option<String>,
    pub(crate) tag: Option<String>,
    #[serde(default)]
    pub(crate) start: Option<Moment>,
    #[serde(default)]
    pub(crate) end: Option<Moment>,
    pub(crate) grades_released: Option<bool>,
    /// As the tool gave it (DL-058, AGS-045).
    pub(crate) submission_review: Option<Value>,
}

impl LineItem {
    /// The item as a tool defines it anew: `id` and `resourceLinkId` stay, whatever it sends (AGS-034, AGS-035).
    pub(crate) fn redefined(self, new: Definition) -> Self {
        Self {
            label: new.label,
            score_maximum: new.score_maximum,
            resource_id: new.resource_id,
            tag: new.tag,
            start: new.start,
            end: new.end,
            grades_released: new.grades_released,
            submission_review: new.submission_review,
            ..self
        }
    }
}

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
fn submission_review(body: &mut Members<'_>) -> Option<Value> {
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

/// A line item as someone asks for one through the control API.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLineItem {
    pub(crate) id: Option<String>,
    pub(crate) course: String,
    /// The link that it is coupled to.
    pub(crate) link: Option<String>,
    pub(crate) client_id: String,
    /// Absent: that of the link, else the first of the tool.
    pub(crate) deployment: Option<String>,
    pub(crate) label: String,
    pub(crate) score_maximum: f64,
    pub(crate) resource_id: Option<String>,
    pub(crate) tag: Option<String>,
    /// ISO 8601 with a zone.
    pub(crate) start: Option<String>,
    /// ISO 8601 with a zone.
    pub(crate) end: Option<String>,
    pub(crate) grades_released: Option<bool>,
    #[schema(value_type = Option<Object>)]
    pub(crate) submission_review: Option<Map<String, Value>>,
}

/// What a line item belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub(crate) course: ContextId,
    pub(crate) link: Option<ResourceLinkId>,
    pub(crate) client_id: ClientId,
    pub(crate) deployment: DeploymentId,
}

impl Owner {
    /// The line item that a definition makes.
    pub(crate) fn own(self, id: String, new: Definition) -> LineItem {
        LineItem {
            id,
            course: self.course,
            link: self.link,
            client_id: self.client_id,
            deployment: Some(self.deployment),
            label: new.label,
            score_maximum: new.score_maximum,
            resource_id: new.resource_id,
            tag: new.tag,
            start: new.start,
            end: new.end,
            grades_released: new.grades_released,
            submission_review: new.submission_review,
        }
    }
}

impl NewLineItem {
    /// Checks everything; `minted` is the id if none was asked for.
    pub(crate) fn parse(self, owner: Owner, minted: &str) -> Result<LineItem, Invalid> {
        let id = edge::id("id", self.id.as_deref().unwrap_or(minted))?;
        if !self.score_maximum.is_finite() || self.score_maximum <= 0.0 {
            return Err(Invalid::new("score_maximum", "a number above 0", &self.score_maximum.to_string()));
        }
        let review = self.submission_review.map(Value::Object);
        let definition = Definition {
            id: None,
            resource_link_id: None,
            label: edge::text(Some(self.label)).ok_or_else(|| Invalid::new("label", "a label", ""))?,
            score_maximum: self.score_maximum,
            resource_id: self.resource_id,
            tag: self.tag,
            start: self.start.map(|text| moment("start", &text)).transpose()?,
            end: self.end.map(|text| moment("end", &text)).transpose()?,
            grades_released: self.grades_released,
            submission_review: review.map(checked_review).transpose()?,
        };
        Ok(owner.own(id, definition))
    }
}

fn moment(field: &'static str, text: &str) -> Result<Moment, Invalid> {
    Moment::parse(text).ok_or_else(|| Invalid::new(field, "a moment in ISO 8601 with a zone", text))
}

fn checked_review(review: Value) -> Result<Value, Invalid> {
    let body = Map::from_iter([("submissionReview".to_owned(), review)]);
    let mut flaws = Flaws::default();
    let read = submission_review(&mut Members::new(&body, &mut flaws));
    match flaws.refusing.first() {
        Some(flaw) => Err(Invalid::new("submission_review", flaw.expected.clone(), &shown(read.as_ref()))
            .hint(format!("look at {}", flaw.place))),
        None => Ok(read.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(differences: &Value) -> (Definition, Flaws) {
        let mut body = json!({"label": "Quiz 1", "scoreMaximum": 10});
        let body = body.as_object_mut().unwrap();
        body.extend(differences.as_object().unwrap().clone());
        let mut flaws = Flaws::default();
        let definition = Definition::read(&mut Members::new(body, &mut flaws));
        (definition, flaws)
    }

    fn named(flaws: &[super::super::members::Flaw]) -> String {
        let all: Vec<String> =
            flaws.iter().map(|flaw| format!("{} {}", flaw.requirement, flaw.place)).collect();
        all.join("; ")
    }

    fn line_item() -> LineItem {
        let owner = Owner {
            course: ContextId::from("algebra-1"),
            link: Some(ResourceLinkId::from("link-1")),
            client_id: ClientId::from("client-1"),
            deployment: DeploymentId::from("1"),
        };
        let definition =
            read(&json!({"resourceId": "quiz", "tag": "grade", "endDateTime": "2026-01-01T00:00Z"}));
        owner.own("line-1".to_owned(), definition.0)
    }

    #[test]
    fn every_member_that_is_wrong_is_named_with_its_requirement() {
        for (differences, flaw) in [
            (json!({"label": " "}), "AGS-027 `label`"),
            (json!({"label": null}), "AGS-027 `label`"),
            (json!({"label": ["Quiz"]}), "AGS-027 `label`"),
            (json!({"scoreMaximum": 0}), "AGS-028 `scoreMaximum`"),
            (json!({"scoreMaximum": -1}), "AGS-028 `scoreMaximum`"),
            (json!({"scoreMaximum": "10"}), "AGS-028 `scoreMaximum`"),
            (json!({"scoreMaximum": null}), "AGS-028 `scoreMaximum`"),
            (json!({"resourceLinkId": 7}), "AGS-031 `resourceLinkId`"),
            (json!({"resourceId": 7}), "AGS-039 `resourceId`"),
            (json!({"tag": {}}), "AGS-039 `tag`"),
            (json!({"startDateTime": "2026-01-01T00:00:00"}), "AGS-037 `startDateTime`"),
            (json!({"endDateTime": 1}), "AGS-037 `endDateTime`"),
            (
                json!({"startDateTime": "2026-01-02T00:00:00Z", "endDateTime": "2026-01-02T00:30:00+01:00"}),
                "AGS-037 `endDateTime`",
            ),
            (json!({"gradesReleased": "yes"}), "AGS-038 `gradesReleased`"),
            (json!({"submissionReview": true}), "AGS-045 `submissionReview`"),
            (json!({"submissionReview": {}}), "AGS-045 `submissionReview`, `reviewableStatus`"),
            (
                json!({"submissionReview": {"reviewableStatus": ["FullyGraded"], "url": "/x", "custom": {"a": 1}}}),
                "AGS-045 `submissionReview`, `reviewableStatus`; AGS-045 `submissionReview`, `url`; \
                 AGS-045 `submissionReview`, `custom`, `a`",
            ),
        ] {
            assert_eq!(named(&read(&differences).1.refusing), flaw, "{differences}");
        }
    }

    #[test]
    fn what_is_unset_may_be_blank_null_or_missing() {
        for differences in [
            json!({}),
            json!({"startDateTime": "", "endDateTime": null, "https://tool.example/x": 1}),
            json!({"submissionReview": {"reviewableStatus": ["None", "Completed"], "url": "http://t/r"}}),
        ] {
            let flaws = read(&differences).1;
            assert_eq!((named(&flaws.refusing), named(&flaws.told)), (String::new(), String::new()));
        }
        assert_eq!(named(&read(&json!({"tag": null, "lable": 1})).1.told), "AGS-008 `lable`; AGS-039 `tag`");
    }

    #[test]
    fn a_put_keeps_id_and_link_and_is_told_what_it_left_out() {
        let before = line_item();
        let url = "http://lms/line-1";
        let compared = |differences: &Value| {
            let mut flaws = Flaws::default();
            let body = differences.as_object().unwrap();
            let mut body = Members::new(body, &mut flaws);
            compare(&before, url, &read(differences).0, &mut body);
            named(&flaws.told)
        };
        let whole = json!({"id": url, "resourceLinkId": "link-1", "resourceId": "quiz", "tag": "x", "endDateTime": ""});
        assert_eq!(compared(&whole), "");
        assert_eq!(
            compared(&json!({"id": "http://lms/line-2", "resourceLinkId": "link-2", "tag": "x"})),
            "AGS-034 `id`; AGS-034 `resourceLinkId`; AGS-033 `resourceId`; AGS-033 `endDateTime`"
        );
        let after = before.clone().redefined(read(&json!({"resourceLinkId": "link-2", "label": "New"})).0);
        assert_eq!((after.id, after.link, after.label), (before.id, before.link, "New".to_owned()));
    }

    #[test]
    fn an_item_of_an_earlier_version_is_read() {
        let old = json!({"id": "line-1", "course": "c", "link": "l", "client_id": "t", "label": "x", "score_maximum": 1.0,
            "resource_id": null, "tag": null, "grades_released": null, "submission_review": null});
        let item: LineItem = serde_json::from_value(old).unwrap();
        assert_eq!((item.link.as_ref().map(ResourceLinkId::as_str), item.deployment), (Some("l"), None));
    }
}
