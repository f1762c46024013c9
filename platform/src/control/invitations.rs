//! Inviting tools to register themselves, and reading what became of it.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Body;
use super::json;
use crate::at::At;
use crate::campus::Campus;
use crate::domain::finding::Finding;
use crate::domain::invitation::{Ordered, Status, Telling};
use crate::domain::registration::Registration;
use crate::error::Problem;
use crate::journal::book::Filter;
use crate::services::registration::invite::{Invited, NewInvitation};

/// An invitation, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    id: String,
    #[schema(value_type = String)]
    status: Status,
    /// Known until the invitation is used, or the platform stops.
    token: Option<String>,
    /// What the tool is told as `openid_configuration`.
    configuration_url: String,
    /// The page of the tool with both parameters, if there is one and the token is known.
    open_url: Option<String>,
    registration_url: Option<String>,
    registration_endpoint: String,
    configuration_needs_token: bool,
    #[schema(value_type = String)]
    deployment: Telling,
    faults: Vec<Ordered>,
    /// Milliseconds since 1970.
    expires_ms: i64,
    /// The tool that was registered.
    client_id: Option<String>,
    /// When, in milliseconds since 1970.
    registered_ms: Option<i64>,
    /// The whole of it, unless it was removed.
    #[schema(value_type = Option<Registration>)]
    registration: Option<Arc<Registration>>,
    /// What was noticed about the tool's requests.
    findings: Vec<Finding>,
}

impl Shown {
    fn new(campus: &Campus, invited: Invited) -> Self {
        let Invited { invitation, status, token, configuration_url, registration_endpoint, open_url } =
            invited;
        let client_id = invitation.used.as_ref().map(|used| used.client_id.clone());
        Self {
            findings: findings(campus, &invitation.id),
            registration: client_id.as_deref().and_then(|client| campus.registration(client)),
            registered_ms: invitation.used.map(|used| used.at),
            client_id,
            id: invitation.id,
            status,
            token,
            configuration_url,
            open_url,
            registration_url: invitation.registration_url.map(|url| url.as_str().to_owned()),
            registration_endpoint,
            configuration_needs_token: invitation.configuration_needs_token,
            deployment: invitation.deployment,
            faults: invitation.faults,
            expires_ms: invitation.expires_at,
        }
    }
}

/// What the journal remembers of the requests that followed an invitation.
fn findings(campus: &Campus, invitation: &str) -> Vec<Finding> {
    let filter = Filter { invitation: Some(invitation.to_owned()), with_findings: true, ..Filter::default() };
    let (exchanges, _) = campus.journal().read(&filter);
    exchanges.iter().flat_map(|exchange| exchange.findings.iter().cloned()).collect()
}

/// Invites a tool to register itself once.
#[utoipa::path(post, operation_id = "invite", path = "/{campus}/api/invitations", tag = "registrations", params(("campus" = String, Path)),
    request_body = NewInvitation, responses((status = 201, body = Shown), (status = 422, body = Problem)))]
pub(crate) async fn post(campus: At, body: Body<NewInvitation>) -> Result<HttpResponse, Problem> {
    let invited = campus.invite(body.0).await?;
    Ok(json(StatusCode::CREATED, &Shown::new(&campus, invited)))
}

/// Lists every invitation, newest first.
#[utoipa::path(get, operation_id = "list_invitations", path = "/{campus}/api/invitations", tag = "registrations", params(("campus" = String, Path)),
    responses((status = 200, body = [Shown])))]
pub(crate) async fn get(campus: At) -> Result<HttpResponse, Problem> {
    let all = campus.invitations().await?.into_iter();
    let all: Vec<Shown> = all.map(|invited| Shown::new(&campus, invited)).collect();
    Ok(json(StatusCode::OK, &all))
}

/// Shows one invitation.
#[utoipa::path(get, operation_id = "read_invitation", path = "/{campus}/api/invitations/{invitation}", tag = "registrations",
    params(("campus" = String, Path), ("invitation" = String, Path)),
    responses((status = 200, body = Shown), (status = 404, body = Problem)))]
pub(crate) async fn read(campus: At, path: Path<(String, String)>) -> Result<HttpResponse, Problem> {
    let (_, id) = path.into_inner();
    let missing = || Problem::unknown("invitation", &id, "`GET .../api/invitations` lists all");
    let invited = campus.invitation(&id).await?.ok_or_else(missing)?;
    Ok(json(StatusCode::OK, &Shown::new(&campus, invited)))
}
