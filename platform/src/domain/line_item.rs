//! A line item: a column of the gradebook (requirements 4.2).

mod definition;
mod new;
#[cfg(test)]
mod tests;

use homeroom_vocab::id::{ClientId, ContextId, DeploymentId, ResourceLinkId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::moment::Moment;
pub(crate) use definition::{Definition, compare};
pub(crate) use new::NewLineItem;

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
