//! Everything that a tool must know of its campus, for one registration and one of its deployments.

use serde_json::{Value, json};

use crate::campus::Campus;
use crate::domain::campus::Endpoints;
use crate::domain::registration::Registration;
use crate::error::{Failure, Problem};
use crate::keys::certificate;
use crate::keys::signing::RsaAlg;
use crate::pages::typed::Typed;

/// What the campus is to this tool.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) endpoints: Endpoints,
    /// Where a program reads all of this (DYN-002).
    pub(crate) configuration: String,
    pub(crate) client_id: String,
    pub(crate) deployments: Vec<String>,
    /// The one that the values are about; empty if the tool is deployed nowhere.
    pub(crate) deployment: String,
    /// The key that signs now, as the tool may hold it in place of the address of the key set.
    pub(crate) pem: String,
    pub(crate) kid: String,
    /// What stands at the address of the key set.
    pub(crate) jwks: Value,
}

impl Known {
    /// The values for the deployment that the query names, or for the first.
    pub(crate) fn of(campus: &Campus, tool: &Registration, query: &Typed) -> Result<Self, Problem> {
        let missing = || Failure::Inconsistent(format!("campus `{}` has no active key", campus.name()));
        let key = campus.ring().active().ok_or_else(missing)?;
        let der = key.public_der().map_err(Failure::from)?;
        let endpoints = campus.endpoints();
        let published = campus.ring().published();
        let keys: Vec<Value> = published.iter().map(|key| key.public().to_json(RsaAlg::Rs256)).collect();
        Ok(Self {
            configuration: format!("{}/.well-known/openid-configuration", endpoints.issuer),
            endpoints,
            client_id: tool.client_id.to_string(),
            deployments: tool.deployments.iter().map(ToString::to_string).collect(),
            deployment: deployment(tool, query.first("deployment"))?,
            pem: certificate::pem("PUBLIC KEY", &der),
            kid: key.kid().to_string(),
            jwks: json!({ "keys": keys }),
        })
    }
}

fn deployment(tool: &Registration, wanted: &str) -> Result<String, Problem> {
    let known = || tool.deployments.iter().map(ToString::to_string);
    if wanted.is_empty() {
        return Ok(known().next().unwrap_or_default());
    }
    known().find(|known| known == wanted).ok_or_else(|| {
        let all: Vec<String> = known().map(|known| format!("`{known}`")).collect();
        Problem::unknown("deployment", wanted, format!("the tool has {}", all.join(", ")))
    })
}

#[cfg(test)]
impl Known {
    pub(crate) fn sample() -> Self {
        Self {
            endpoints: super::sample_endpoints(),
            configuration: "http://localhost:8080/main/.well-known/openid-configuration".into(),
            client_id: "client-1".into(),
            deployments: vec!["1".into(), "2".into()],
            deployment: "1".into(),
            pem: certificate::pem("PUBLIC KEY", &[7; 294]),
            kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into(),
            jwks: json!({"keys": [{"kty": "RSA", "kid": "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}]}),
        }
    }
}
