//! What may vary from one launch to the next, all of it ordinary: misbehaviour is a fault, not an option.

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::deep_linking::NewSettings;
use super::edge::object;
use super::person::Privacy;

/// The variations of one launch. Every field has a default; an empty object is the plain launch.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    /// Another deployment than the link's.
    pub(crate) deployment: Option<String>,
    /// Another privacy level than the registration's.
    pub(crate) privacy: Option<Privacy>,
    /// No `sub`, no names.
    pub(crate) anonymous: bool,
    /// Nobody is signed in: the authorization endpoint answers `login_required`.
    pub(crate) signed_out: bool,
    pub(crate) context: ContextDetail,
    pub(crate) resource_link: LinkDetail,
    /// Roles to send instead of the enrolment's, verbatim.
    pub(crate) roles: Option<Vec<String>>,
    pub(crate) aud: Audience,
    #[schema(value_type = Option<bool>)]
    pub(crate) tool_platform: Sent,
    /// Absent: the registration's and the link's, substituted. `null`: no claim. An object: sent as it is.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    #[expect(clippy::option_option, reason = "absent, null and an object are three things here")]
    pub(crate) custom: Option<Option<Map<String, Value>>>,
    pub(crate) document_target: Target,
    pub(crate) return_url: ReturnUrl,
    pub(crate) locale: Option<String>,
    pub(crate) message_hint: MessageHint,
    /// Whether the login carries `client_id` (OIDC-008).
    #[schema(value_type = Option<bool>)]
    pub(crate) login_client_id: Sent,
    /// Whether the login carries `lti_deployment_id` (OIDC-007).
    #[schema(value_type = Option<bool>)]
    pub(crate) login_deployment_id: Sent,
    /// The shape of the AGS claim.
    pub(crate) ags: AgsClaim,
    /// The scopes of the AGS claim, verbatim. Absent: those of the registration.
    pub(crate) ags_scopes: Option<Vec<String>>,
    /// The settings of a deep-linking request; only with that message.
    #[serde(deserialize_with = "some_object")]
    pub(crate) deep_linking: Option<NewSettings>,
    /// Whether the message offers the roster of the course (NRPS-001).
    #[schema(value_type = Option<bool>)]
    pub(crate) nrps: Sent,
    /// Merged last over the payload, top level only; `null` removes a claim.
    #[schema(value_type = Object)]
    pub(crate) claims: Map<String, Value>,
}

/// Tells `"custom": null` from no `custom` at all.
#[expect(clippy::option_option, reason = "absent, null and an object are three things here")]
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// An object or `null`; Serde would take an array for its fields in their order.
fn some_object<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    match Option::<Value>::deserialize(from)? {
        Some(value) => object(value).map(Some).map_err(de::Error::custom),
        None => Ok(None),
    }
}

/// A switch that is on unless it is turned off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sent(pub(crate) bool);

impl Default for Sent {
    fn default() -> Self {
        Self(true)
    }
}

/// How much of the course is sent (CORE-042).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ContextDetail {
    #[default]
    Full,
    Id,
    None,
}

/// How much of the link is sent (CORE-016).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LinkDetail {
    #[default]
    Full,
    Id,
}

/// The form of `aud` (SEC-009).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Audience {
    #[default]
    String,
    /// An array of one, with `azp`.
    Array,
}

/// Where the tool is shown (CORE-048).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Target {
    #[default]
    Iframe,
    Frame,
    Window,
    /// Not said.
    None,
}

impl Target {
    /// The value on the wire, if it is said at all.
    pub(crate) fn value(self) -> Option<&'static str> {
        use homeroom_vocab::document_target::{FRAME, IFRAME, WINDOW};
        match self {
            Self::Iframe => Some(IFRAME),
            Self::Frame => Some(FRAME),
            Self::Window => Some(WINDOW),
            Self::None => None,
        }
    }
}

/// The shape of `return_url` (RET-003, RET-005).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ReturnUrl {
    #[default]
    Plain,
    /// With a query of its own that the tool must keep.
    Query,
    None,
}

/// The shape of `lti_message_hint` (OIDC-037).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MessageHint {
    #[default]
    Normal,
    /// Not sent; the launch is found by its `login_hint`.
    None,
    /// 2 kB with characters that need care in a URL.
    Long,
}

/// The shape of the AGS claim (AGS-003 to AGS-005).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AgsClaim {
    /// `lineitems`, and `lineitem` where exactly one belongs to the link.
    #[default]
    Full,
    /// `lineitems` only.
    LineItems,
    /// `lineitem` only, and the scope for scores.
    LineItem,
    /// `lineitem` is an empty text (AMB-26).
    Blank,
    /// No claim.
    None,
}

/// How the login initiation travels (OIDC-001, OIDC-002).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Method {
    #[default]
    Get,
    Post,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_object_is_the_plain_launch() {
        let options: Options = serde_json::from_str("{}").unwrap();
        assert!(options.tool_platform.0 && options.login_client_id.0 && !options.anonymous);
        assert_eq!(options.custom, None);
    }

    #[test]
    fn custom_null_is_not_custom_absent() {
        let options: Options = serde_json::from_str(r#"{"custom":null}"#).unwrap();
        assert_eq!(options.custom, Some(None));
    }

    #[test]
    fn an_unknown_option_is_refused() {
        let error = serde_json::from_str::<Options>(r#"{"anonymus":true}"#).unwrap_err().to_string();
        assert!(error.contains("anonymus") && error.contains("`anonymous`"), "{error}");
    }
}
