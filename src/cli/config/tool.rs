//! `[tool]`: described by its developer, or registering itself.

use std::time::Duration;

use homeroom_harness::Activation;
use serde::Deserialize;

use super::value::{self, Address};

/// The tool under test.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "ToolFields")]
pub(crate) struct ToolTable {
    /// Default: `tool`.
    pub(crate) name: String,
    pub(crate) known: Known,
    /// Default: the tool is running already.
    pub(crate) start: Option<String>,
    /// Default: the first address of the tool, where any answer will do.
    pub(crate) ready_url: Option<Address>,
    /// How long the tool may take to start and for each answer. Default: `10s`.
    pub(crate) timeout: Duration,
}

/// How Homeroom comes to know what a registration holds.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    Described(Box<Description>),
    ByItself(SelfRegistration),
}

/// What a registration holds, as the developer writes it down.
#[derive(Clone, Debug)]
pub(crate) struct Description {
    /// Default: made once and kept in the state directory.
    pub(crate) client_id: Option<String>,
    /// Default: made once and kept in the state directory.
    pub(crate) deployments: Vec<String>,
    pub(crate) login_url: Address,
    pub(crate) target_link_uri: Address,
    /// Default: `target_link_uri`.
    pub(crate) deep_linking_url: Option<Address>,
    /// Default: the two above.
    pub(crate) redirect_uris: Vec<Address>,
    /// Default: the tool has no keys.
    pub(crate) jwks_url: Option<Address>,
    /// Instead of `jwks_url`.
    pub(crate) pem: Option<String>,
}

/// A tool that registers itself (DYN-001).
#[derive(Clone, Debug)]
pub(crate) struct SelfRegistration {
    pub(crate) url: Address,
    /// Default: `automatic`.
    pub(crate) activation: Activation,
}

/// Fields that a tool which registers itself says by its registration.
pub(super) const DESCRIBED: &[&str] = &[
    "login_url",
    "target_link_uri",
    "deep_linking_url",
    "redirect_uris",
    "jwks_url",
    "pem",
    "client_id",
    "deployments",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ToolFields {
    registration_url: Option<Address>,
    #[serde(default, deserialize_with = "value::activation")]
    activation: Activation,
    #[serde(default = "unnamed")]
    name: String,
    client_id: Option<String>,
    #[serde(default, deserialize_with = "value::deployments")]
    deployments: Vec<String>,
    login_url: Option<Address>,
    target_link_uri: Option<Address>,
    deep_linking_url: Option<Address>,
    #[serde(default)]
    redirect_uris: Vec<Address>,
    jwks_url: Option<Address>,
    pem: Option<String>,
    start: Option<String>,
    ready_url: Option<Address>,
    #[serde(default = "ten_seconds", deserialize_with = "value::duration")]
    timeout: Duration,
}

impl TryFrom<ToolFields> for ToolTable {
    type Error = &'static str;

    fn try_from(fields: ToolFields) -> Result<Self, Self::Error> {
        let known = match fields.registration_url {
            Some(url) => Known::ByItself(SelfRegistration { url, activation: fields.activation }),
            None => Known::Described(Box::new(Description {
                client_id: fields.client_id,
                deployments: fields.deployments,
                login_url: fields.login_url.ok_or("missing field `login_url`")?,
                target_link_uri: fields.target_link_uri.ok_or("missing field `target_link_uri`")?,
                deep_linking_url: fields.deep_linking_url,
                redirect_uris: fields.redirect_uris,
                jwks_url: fields.jwks_url,
                pem: fields.pem,
            })),
        };
        let ToolFields { name, start, ready_url, timeout, .. } = fields;
        Ok(Self { name, known, start, ready_url, timeout })
    }
}

impl ToolTable {
    /// The address at which the tool is met first.
    pub(crate) fn first_url(&self) -> &Address {
        match &self.known {
            Known::Described(description) => &description.login_url,
            Known::ByItself(registering) => &registering.url,
        }
    }

    /// What the developer writes down, unless the tool registers itself.
    pub(crate) fn description(&self) -> Option<&Description> {
        match &self.known {
            Known::Described(description) => Some(description),
            Known::ByItself(_) => None,
        }
    }

    /// How the tool registers itself, if it does.
    pub(crate) fn by_itself(&self) -> Option<&SelfRegistration> {
        match &self.known {
            Known::Described(_) => None,
            Known::ByItself(registering) => Some(registering),
        }
    }
}

fn unnamed() -> String {
    "tool".to_owned()
}

fn ten_seconds() -> Duration {
    Duration::from_secs(10)
}
