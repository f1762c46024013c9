//! What the control API knows of tools that register themselves: invitations, what came of them, and the tools of a campus.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::{Campus, ControlError, FaultOrder, Registered};
use crate::registration_calls::RegistrationCall;
use crate::target::{MadeBy, Registration};

/// An invitation to make: one attempt of a tool to register itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct InvitationOrder {
    /// Where the tool lets itself be registered.
    pub(crate) registration_url: Option<Url>,
    /// Whether there is a registration token (DYN-005).
    pub(crate) token: bool,
    /// How long it stays open, in seconds. Default: an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lives_s: Option<u64>,
    /// Whether the configuration is read with the token only, as Canvas has it (DYN-002).
    pub(crate) configuration_needs_token: bool,
    /// Whether the tool is told its deployment: `answered` or `silent` (DYN-009).
    pub(crate) deployment: &'static str,
    pub(crate) faults: Vec<FaultOrder>,
}

impl InvitationOrder {
    /// An invitation as most LMSs make it: with a token, and the deployment told.
    pub(crate) fn to(registration_url: &Url) -> Self {
        Self {
            registration_url: Some(registration_url.clone()),
            token: true,
            lives_s: None,
            configuration_needs_token: false,
            deployment: "answered",
            faults: Vec::new(),
        }
    }
}

/// An invitation, and what has come of it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Invitation {
    pub(crate) id: String,
    /// Told when the invitation is made, and never again.
    #[serde(default)]
    pub(crate) token: Option<String>,
    pub(crate) configuration_url: String,
    /// The registration URL with everything that the browser has to bring (DYN-001).
    #[serde(default)]
    pub(crate) open_url: Option<Url>,
    pub(crate) registration_endpoint: String,
    pub(crate) status: Status,
    /// Once it is used.
    #[serde(default)]
    pub(crate) client_id: Option<String>,
    /// Once it is used.
    #[serde(default)]
    pub(crate) registration: Option<KnownTool>,
    /// What the platform finds in what the tool sent.
    #[serde(default)]
    pub(crate) findings: Vec<Value>,
}

/// How far an invitation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Open,
    Used,
    Expired,
}

/// A tool as a campus knows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct KnownTool {
    pub(crate) client_id: String,
    pub(crate) deployments: Vec<String>,
    #[serde(default)]
    pub(crate) scopes: Vec<String>,
    pub(crate) login_url: Url,
    pub(crate) target_link_uri: Url,
    #[serde(default)]
    pub(crate) deep_linking_url: Option<Url>,
    #[serde(default)]
    pub(crate) redirect_uris: Vec<String>,
    #[serde(default)]
    pub(crate) jwks_url: Option<Url>,
    #[serde(default)]
    pub(crate) pem: Option<String>,
    /// Where it let itself be registered, if it did.
    #[serde(default)]
    pub(crate) registration_url: Option<String>,
    /// The invitation by which it did.
    #[serde(default)]
    pub(crate) invitation: Option<String>,
    /// The issuer that it was told then.
    #[serde(default)]
    pub(crate) issuer: Option<String>,
    /// When that was, in milliseconds since 1970.
    #[serde(default)]
    pub(crate) registered_ms: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Calls {
    exchanges: Vec<RegistrationCall>,
}

impl Invitation {
    /// Whether the tool has registered itself by it.
    pub(crate) fn is_used(&self) -> bool {
        self.status == Status::Used
    }
}

impl KnownTool {
    /// The ids, as launches need them.
    pub(crate) fn registered(&self) -> Registered {
        Registered {
            client_id: self.client_id.clone(),
            deployments: self.deployments.clone(),
            scopes: self.scopes.clone(),
        }
    }

    /// The registration, as the target has it.
    pub(crate) fn registration(&self, campus: &Campus, made_by: MadeBy) -> Registration {
        Registration {
            campus: campus.name().to_owned(),
            client_id: Some(self.client_id.clone()),
            deployments: self.deployments.clone(),
            login_url: self.login_url.clone(),
            target_link_uri: self.target_link_uri.clone(),
            deep_linking_url: self.deep_linking_url.clone(),
            redirect_uris: self.redirect_uris.clone(),
            jwks_url: self.jwks_url.clone(),
            pem: self.pem.clone(),
            made_by,
        }
    }
}

impl Campus {
    /// Invites a tool to register itself.
    pub(crate) async fn invite(&self, order: &InvitationOrder) -> Result<Invitation, ControlError> {
        self.post("invitations", order).await
    }

    /// An invitation as it stands now.
    pub(crate) async fn invitation(&self, id: &str) -> Result<Invitation, ControlError> {
        self.read(&format!("invitations/{id}")).await
    }

    /// What the tool asked for by that invitation, in order.
    pub(crate) async fn calls_by_invitation(&self, id: &str) -> Result<Vec<RegistrationCall>, ControlError> {
        let query = format!("exchanges?invitation={id}&kind=configuration,registration&secrets=shown");
        let page: Calls = self.read(&query).await?;
        Ok(page.exchanges)
    }

    /// The tools that the campus knows.
    pub(crate) async fn known_tools(&self) -> Result<Vec<KnownTool>, ControlError> {
        self.read("registrations").await
    }

    /// The tool of that client id.
    pub(crate) async fn known_tool(&self, client_id: &str) -> Result<KnownTool, ControlError> {
        let mut known = self.known_tools().await?.into_iter();
        known.find(|tool| tool.client_id == client_id).ok_or_else(|| ControlError {
            call: format!("GET {}", self.path("registrations")),
            why: format!("there is no registration `{client_id}`"),
        })
    }
}
