//! What is known of the run beside its calls: who the tool is, and what the platform told it.

use std::sync::Arc;

use serde_json::Value;

use super::super::answer::ToolKeys;

/// The claims that offer services.
pub(super) const AGS: &str = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
pub(super) const NRPS: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
pub(super) const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";

/// What one may ask for to read a roster.
pub(super) const ROSTER_SCOPE: &str =
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

/// What the calls of a run must agree with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    /// The tool, as each platform knows it.
    pub(crate) clients: Vec<Client>,
    /// The messages that were sent to the tool.
    pub(crate) messages: Vec<Message>,
    /// From when to when the tool's own clock was not ours, in milliseconds since the epoch.
    pub(crate) moved: Vec<(i64, i64)>,
}

/// The tool as a campus knows it.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) campus: String,
    /// Its client id there.
    pub(crate) id: String,
    pub(crate) deployments: Vec<String>,
    /// By what names an assertion may address the platform.
    pub(crate) audiences: Vec<String>,
    /// The scopes of the registration.
    pub(crate) scopes: Vec<String>,
    pub(crate) keys: ToolKeys,
}

/// The payload of an `id_token`, as it was on the wire.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) campus: String,
    pub(crate) payload: Arc<Value>,
}

impl Message {
    pub(super) fn lti(&self, name: &str) -> Option<&Value> {
        self.payload.get(format!("{LTI}{name}"))
    }

    /// The course that it belongs to.
    pub(super) fn course(&self) -> Option<&str> {
        self.lti("context")?.get("id")?.as_str()
    }

    /// Whether it is for this client.
    pub(super) fn is_for(&self, client: &Client) -> bool {
        let named = |aud: &Value| aud.as_str() == Some(client.id.as_str());
        let aud = self.payload.get("aud");
        self.campus == client.campus
            && aud.is_some_and(|aud| named(aud) || aud.as_array().is_some_and(|all| all.iter().any(named)))
    }

    /// The scopes that it offers.
    pub(super) fn scopes(&self) -> Vec<&str> {
        let offered = self.payload.get(AGS).and_then(|claim| claim.get("scope")).and_then(Value::as_array);
        let roster = self.payload.get(NRPS).map(|_| ROSTER_SCOPE);
        offered.into_iter().flatten().filter_map(Value::as_str).chain(roster).collect()
    }
}

impl Facts {
    /// Whether the tool's clock was ours all the time from one moment to another.
    pub(super) fn clock_stood_still(&self, from: i64, to: i64) -> bool {
        self.moved.iter().all(|(begin, end)| to < *begin || *end < from)
    }
}
