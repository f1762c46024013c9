//! What a tool said about itself when it registered itself (DYN-045 to DYN-051).

use std::collections::BTreeMap;

use homeroom_vocab::message::DEEP_LINKING;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::edge::WebUrl;

/// Everything that only a tool which registered itself has; nothing of it otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Introduction {
    /// The id of the invitation that it followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) invitation: Option<String>,
    /// The page of the tool by which it was registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) registration_url: Option<WebUrl>,
    /// The issuer as the configuration named it then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) issuer: Option<String>,
    /// When, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) registered_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) logo_uri: Option<WebUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) secondary_domains: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The claims that the tool wishes for; what it gets is for the campus to say (`privacy`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) claims: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) messages: Vec<Message>,
    /// What it said besides, as it said it: its pages, whom to write to, and its names in other languages.
    #[serde(skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub(crate) about: Map<String, Value>,
}

/// A message that the tool takes, and where it wants to be offered (DYN-049).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Message {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) target_link_uri: Option<WebUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) icon_uri: Option<WebUrl>,
    /// They reach the launches of this message, over those of the tool.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) custom_parameters: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) placements: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) roles: Vec<String>,
}

impl Introduction {
    /// Where content is picked: at this address, which its message then has too, or where its message says.
    pub(crate) fn settle_picker(&mut self, wanted: Option<WebUrl>) -> Option<WebUrl> {
        let Some(message) = self.messages.iter_mut().find(|message| message.kind == DEEP_LINKING) else {
            return wanted;
        };
        if wanted.is_some() {
            message.target_link_uri = wanted;
        }
        message.target_link_uri.clone()
    }

    /// The first message of a type that the tool takes.
    pub(crate) fn message(&self, kind: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.kind == kind)
    }
}
