//! A line item as someone asks for one through the control API.

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::definition::submission_review;
use super::{Definition, LineItem, Owner};
use crate::domain::edge::{self, Invalid, shown};
use crate::domain::members::{Flaws, Members};
use crate::domain::moment::Moment;

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
