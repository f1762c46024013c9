//! A resource link: one placement of a tool in a course.

use std::collections::BTreeMap;

use homeroom_vocab::id::{ClientId, ContextId, DeploymentId, ResourceLinkId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::content::{Period, Picture, Size, Window};
use super::edge::{self, Invalid, WebUrl};
use super::registration::Registration;

/// A link of a course; it belongs to one deployment of one tool (CORE-030).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Link {
    #[schema(value_type = String)]
    pub(crate) id: ResourceLinkId,
    #[schema(value_type = String)]
    pub(crate) course: ContextId,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    #[schema(value_type = String)]
    pub(crate) client_id: ClientId,
    #[schema(value_type = String)]
    pub(crate) deployment: DeploymentId,
    /// What opens in the end: the `target_link_uri` of its launches.
    #[schema(value_type = String)]
    pub(crate) url: WebUrl,
    /// Custom parameters of this link; they win over the registration's (VAR-008).
    pub(crate) custom: BTreeMap<String, String>,
    /// When it can be opened; read by `$ResourceLink.available.*` (DL-060).
    #[serde(default)]
    pub(crate) available: Option<Period>,
    /// When work can be handed in; read by `$ResourceLink.submission.*` (DL-060).
    #[serde(default)]
    pub(crate) submission: Option<Period>,
    /// The size that the tool wants in a frame.
    #[serde(default)]
    pub(crate) iframe: Option<Size>,
    /// The window that the tool wants.
    #[serde(default)]
    pub(crate) window: Option<Window>,
    #[serde(default)]
    pub(crate) icon: Option<Picture>,
    #[serde(default)]
    pub(crate) thumbnail: Option<Picture>,
    /// The links that this is a copy of, the latest first; read by `$ResourceLink.id.history`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub(crate) history: Vec<ResourceLinkId>,
}

impl Link {
    /// What to call this link on a page.
    pub(crate) fn heading(&self) -> String {
        self.title.clone().unwrap_or_else(|| self.id.to_string())
    }
}

/// A link as someone asks for one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLink {
    pub(crate) id: Option<String>,
    pub(crate) course: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) client_id: String,
    /// Absent: the first deployment of the tool.
    pub(crate) deployment: Option<String>,
    /// Absent: the `target_link_uri` of the registration, or of its message for links.
    pub(crate) url: Option<String>,
    #[serde(default)]
    pub(crate) custom: BTreeMap<String, String>,
    /// When people can open it.
    #[serde(default)]
    pub(crate) available: Option<Period>,
    /// When they can hand in.
    #[serde(default)]
    pub(crate) submission: Option<Period>,
    /// The size of its frame.
    #[serde(default)]
    pub(crate) iframe: Option<Size>,
    /// The window that it opens in, where it opens in one of its own.
    #[serde(default)]
    pub(crate) window: Option<Window>,
}

impl NewLink {
    /// A link that has what every link has.
    pub(crate) fn plain(course: &str, client_id: &str, title: Option<String>) -> Self {
        Self {
            id: None,
            course: course.to_owned(),
            title,
            description: None,
            client_id: client_id.to_owned(),
            deployment: None,
            url: None,
            custom: BTreeMap::new(),
            available: None,
            submission: None,
            iframe: None,
            window: None,
        }
    }

    /// Checks everything against the tool it opens; `minted` is the id if none was asked for.
    pub(crate) fn parse(self, tool: &Registration, minted: String) -> Result<Link, Invalid> {
        let url = match &self.url {
            Some(url) => WebUrl::parse("url", url)?,
            None => tool.link_target().clone(),
        };
        Ok(Link {
            id: ResourceLinkId::from(edge::id("id", self.id.as_deref().unwrap_or(&minted))?),
            course: ContextId::from(self.course),
            title: edge::text(self.title),
            description: edge::text(self.description),
            client_id: tool.client_id.clone(),
            deployment: tool.deployment("deployment", self.deployment.as_deref())?,
            url,
            custom: self.custom,
            available: period("available", self.available)?,
            submission: period("submission", self.submission)?,
            iframe: self.iframe,
            window: self.window,
            icon: None,
            thumbnail: None,
            history: Vec::new(),
        })
    }
}

fn period(field: &'static str, given: Option<Period>) -> Result<Option<Period>, Invalid> {
    match given {
        Some(Period { start, end }) => Period::parse(field, start, end),
        None => Ok(None),
    }
}
