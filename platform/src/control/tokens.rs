//! The access tokens that a campus has given.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::error::Problem;

/// How a tool uses the token endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Usage {
    client_id: String,
    /// Requests since the platform started.
    requests: u64,
    granted: u64,
    refused: u64,
    /// Tokens that can be used now.
    live: usize,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revocation {
    /// Absent: the tokens of every tool.
    #[serde(default)]
    client_id: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Revoked {
    /// How many tokens could be used until now.
    revoked: usize,
}

/// Counts token requests and live tokens, for each registered tool.
#[utoipa::path(get, operation_id = "count_tokens", path = "/{campus}/api/tokens", tag = "tokens", params(("campus" = String, Path)),
    responses((status = 200, body = [Usage])))]
pub(crate) async fn get(campus: At) -> HttpResponse {
    let now = campus.ground().clock.milliseconds();
    let usage = |client: &str| {
        let count = campus.tokens().counts().of(client);
        Usage {
            client_id: client.to_owned(),
            requests: count.requests,
            granted: count.granted,
            refused: count.requests - count.granted,
            live: campus.tokens().live(client, now),
        }
    };
    let all: Vec<Usage> = campus.registrations().iter().map(|tool| usage(tool.client_id.as_str())).collect();
    json(StatusCode::OK, &all)
}

/// Takes tokens back: calls with them are answered with 401 from now on.
#[utoipa::path(post, operation_id = "revoke_tokens", path = "/{campus}/api/tokens/revoke", tag = "tokens", params(("campus" = String, Path)),
    request_body = Revocation, responses((status = 200, body = Revoked), (status = 422, body = Problem)))]
pub(crate) async fn revoke(campus: At, body: Body<Revocation>) -> Result<HttpResponse, Problem> {
    let client = body.0.client_id.as_deref();
    if let Some(client) = client {
        campus.demand_tool("client_id", client)?;
    }
    let revoked = campus.revoke_tokens(client).await?;
    Ok(json(StatusCode::OK, &Revoked { revoked }))
}
