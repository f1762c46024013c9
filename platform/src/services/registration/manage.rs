//! `/{campus}/lti/registrations/{client_id}`: a tool reads, changes or ends its registration (DYN-015; RFC 7592).

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::error::registration::INVALID_CLIENT_METADATA;
use homeroom_vocab::registration::tool::CLIENT_ID;

use super::admit::{self, bearer};
use super::answer::answer;
use super::document::Offer;
use super::read;
use super::register::told;
use super::submitted::{Submitted, unfit};
use crate::at::At;
use crate::campus::Campus;
use crate::domain::edge::{quoted, shown};
use crate::domain::finding::Finding;
use crate::domain::invitation::Invitation;
use crate::domain::registration::Registration;
use crate::journal::record;
use crate::services::refusal::{Refusal, bad_token};
use crate::token::held::hash;

/// What findings call a call of this.
const MANAGEMENT: &str = "management of the registration";

pub(crate) async fn get(campus: At, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    respond(&campus, &request, &path.1, async |owner: &Owner, _| Ok(owner.shown(&campus))).await
}

/// The whole of the metadata anew; what the campus decided stays.
pub(crate) async fn put(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String)>,
    body: Option<Bytes>,
) -> HttpResponse {
    let body = body.unwrap_or_default();
    respond(&campus, &request, &path.1, async |owner: &Owner, findings| {
        let offer = Offer::of(Some(&owner.invitation));
        let submitted = Submitted::read(&request, &body)?.judged(&offer, findings)?;
        let given = submitted.members.get(CLIENT_ID);
        let client = owner.registration.client_id.as_str();
        if given.and_then(serde_json::Value::as_str) != Some(client) {
            return Err(other_client(client, shown(given)));
        }
        let changed = read::changed(&submitted.metadata(&offer), &owner.registration);
        let changed = changed.map_err(|invalid| unfit(&invalid))?;
        campus.save_registration(changed.clone()).await?;
        Ok(Owner { registration: Arc::new(changed), ..owner.clone() }.shown(&campus))
    })
    .await
}

pub(crate) async fn delete(campus: At, request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    respond(&campus, &request, &path.1, async |owner: &Owner, _| {
        campus.delete_registration(&owner.registration.client_id).await?;
        Ok(HttpResponse::NoContent().insert_header(("cache-control", "no-store")).finish())
    })
    .await
}

/// Another method.
pub(crate) async fn wrong_method(request: HttpRequest) -> HttpResponse {
    let refusal = admit::wrong_method(&request, "GET, PUT, DELETE");
    record::note(&request, refusal.finding(MANAGEMENT).into_iter().collect());
    refusal.answer()
}

/// A tool that has proved that a registration is its own.
#[derive(Debug, Clone)]
struct Owner {
    invitation: Invitation,
    registration: Arc<Registration>,
    /// The token that it proved it with, which stays good.
    access: String,
}

impl Owner {
    fn shown(&self, campus: &Campus) -> HttpResponse {
        told(StatusCode::OK, &answer(campus, &self.invitation, &self.registration, &self.access).into())
    }
}

async fn respond<F>(campus: &Campus, request: &HttpRequest, client: &str, handler: F) -> HttpResponse
where
    F: AsyncFnOnce(&Owner, &mut Vec<Finding>) -> Result<HttpResponse, Refusal>,
{
    let mut findings = Vec::new();
    let answered = match owner(campus, request, client).await {
        Ok(owner) => {
            record::mark_invitation(request, &owner.invitation.id);
            record::mark_client(request, client);
            handler(&owner, &mut findings).await
        }
        Err(refusal) => Err(refusal),
    };
    let answer = answered.unwrap_or_else(|refusal| {
        findings.extend(refusal.finding(MANAGEMENT));
        refusal.answer()
    });
    record::note(request, findings);
    answer
}

/// Whose registration it is. A registration that is no more is told as a token that is no good, so that nobody learns
/// which ones there are (RFC 7592, section 3).
async fn owner(campus: &Campus, request: &HttpRequest, client: &str) -> Result<Owner, Refusal> {
    let access = bearer(request)?.ok_or_else(missing)?;
    let invitation = campus.store().invitation_of_client(campus.name().as_str(), client).await?;
    let is_own = |invitation: &Invitation| {
        invitation.used.as_ref().is_some_and(|used| used.access_hash == hash(&access))
    };
    let invitation = invitation.filter(is_own).ok_or_else(unknown)?;
    // The campus may have removed it and given its client id to another tool.
    let is_same = |registration: &Arc<Registration>| {
        registration.introduction.invitation.as_ref() == Some(&invitation.id)
    };
    let registration = campus.registration(client).filter(is_same).ok_or_else(unknown)?;
    Ok(Owner { invitation, registration, access })
}

fn missing() -> Refusal {
    bad_token("DYN-015", "there is no registration access token")
        .expected("a header `Authorization: Bearer ...` with the `registration_access_token`", "none")
        .hint("the token came with the answer to the registration")
        .challenge(false, None)
}

fn unknown() -> Refusal {
    bad_token("DYN-015", "the registration access token is not good for this registration")
        .expected("the `registration_access_token` that came with this `client_id`", "another one, or one of a registration that was removed")
        .hint("the token that registers a tool is used up by that; what comes after needs the token of the answer")
        .challenge(true, None)
}

fn other_client(own: &str, actual: String) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        INVALID_CLIENT_METADATA,
        "DYN-015",
        "the `client_id` is another one",
    )
    .expected(quoted(own), actual)
    .hint("a change sends the whole registration with its `client_id`, which never changes")
    .at("`client_id`")
}
