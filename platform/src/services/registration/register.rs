//! `POST /{campus}/lti/register`, also with the id of an invitation: a tool registers itself (DYN-005 to DYN-008, DYN-016).

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use homeroom_vocab::id::ClientId;
use homeroom_vocab::registration::platform::ISSUER;
use homeroom_vocab::scope::{
    AGS_LINEITEM, AGS_LINEITEM_READONLY, AGS_RESULT_READONLY, AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY,
};
use homeroom_vocab::standard_claim::{ISS, SUB};

use super::REGISTRATION;
use super::acts::{grants, instead_at};
use super::admit::{self, admit};
use super::answer::answer;
use super::document::{Offer, document};
use super::metadata::Metadata;
use super::submitted::{Submitted, unfit};
use super::{instead, read};
use crate::at::At;
use crate::campus::Campus;
use crate::domain::fault::Place;
use crate::domain::finding::Finding;
use crate::domain::introduction::Introduction;
use crate::domain::invitation::{Invitation, Used};
use crate::domain::person::Privacy;
use crate::domain::registration::Registration;
use crate::error::Failure;
use crate::faults::registration::Grant;
use crate::journal::record;
use crate::services::refusal::Refusal;
use crate::token::held::hash;

/// The invitation is that of the token.
pub(crate) async fn post(campus: At, request: HttpRequest, body: Option<Bytes>) -> HttpResponse {
    respond(&campus, &request, None, &body.unwrap_or_default()).await
}

/// The URL names the invitation.
pub(crate) async fn post_invited(
    campus: At,
    request: HttpRequest,
    path: Path<(String, String)>,
    body: Option<Bytes>,
) -> HttpResponse {
    respond(&campus, &request, Some(&path.1), &body.unwrap_or_default()).await
}

/// Another method.
pub(crate) async fn wrong_method(campus: At, request: HttpRequest) -> HttpResponse {
    let named = request.match_info().get("invitation").map(str::to_owned);
    if let Some(id) = named
        && let Ok(Some(invitation)) = campus.store().invitation(campus.name().as_str(), &id).await
    {
        record::mark_invitation(&request, &invitation.id);
    }
    let refusal = admit::wrong_method(&request, "POST");
    record::note(&request, refusal.finding(REGISTRATION).into_iter().collect());
    refusal.answer()
}

async fn respond(campus: &Campus, request: &HttpRequest, named: Option<&str>, body: &[u8]) -> HttpResponse {
    let mut findings = Vec::new();
    let answered = serve(campus, request, named, body, &mut findings).await;
    let answer = answered.unwrap_or_else(|refusal| {
        findings.extend(refusal.finding(REGISTRATION));
        refusal.answer()
    });
    record::note(request, findings);
    answer
}

/// The registration is judged even where a fault then answers, so that its findings are told.
async fn serve(
    campus: &Campus,
    request: &HttpRequest,
    named: Option<&str>,
    body: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<HttpResponse, Refusal> {
    let invitation = admit(campus, request, named, findings).await?;
    let offer = Offer::of(Some(&invitation));
    let submitted = Submitted::read(request, body);
    let judged = submitted.and_then(|submitted| submitted.judged(&offer, findings));
    if let Some(happening) = instead_at(&invitation, Place::Registration) {
        findings.extend(judged.err().and_then(|refusal| refusal.finding(REGISTRATION)));
        let honest = document(campus, Some(&invitation));
        return Ok(instead::answer(campus, request, happening, honest));
    }
    let submitted = judged?;
    let registration = registration(campus, &invitation, &submitted.metadata(&offer))?;
    enrol(campus, request, &invitation, registration).await
}

/// What is to be registered, with what faults make of it.
fn registration(
    campus: &Campus,
    invitation: &Invitation,
    metadata: &Metadata<'_>,
) -> Result<Registration, Refusal> {
    let entropy = &campus.ground().entropy;
    let (client, deployment) = (entropy.id("client")?, entropy.id("deployment")?);
    let mut registration = read::new(metadata, client, deployment).map_err(|invalid| unfit(&invalid))?;
    registration.introduction = Introduction {
        invitation: Some(invitation.id.clone()),
        registration_url: invitation.registration_url.clone(),
        issuer: issuer(campus, invitation),
        registered_ms: Some(campus.ground().clock.milliseconds()),
        ..registration.introduction
    };
    for what in grants(invitation) {
        alter(&mut registration, what);
    }
    Ok(registration)
}

/// What the tool was told as the issuer.
fn issuer(campus: &Campus, invitation: &Invitation) -> Option<String> {
    document(campus, Some(invitation)).get(ISSUER)?.as_str().map(str::to_owned)
}

/// Does the one thing that a fault does.
fn alter(registration: &mut Registration, what: Grant) {
    match what {
        Grant::FewerScopes => drop_one(&mut registration.scopes),
        Grant::OtherClaims => {
            registration.introduction.claims = [ISS, SUB].map(str::to_owned).to_vec();
            registration.privacy = Privacy::None;
        }
        Grant::Status(_) | Grant::WithoutClientId | Grant::WithoutDeployment | Grant::ExtraMembers => {}
    }
}

/// Takes away the first of several scopes; a single one stays, since without it nothing could be seen.
fn drop_one(scopes: &mut Vec<String>) {
    const FIRST: &[&str] = &[
        AGS_LINEITEM,
        AGS_LINEITEM_READONLY,
        AGS_RESULT_READONLY,
        NRPS_CONTEXTMEMBERSHIP_READONLY,
        AGS_SCORE,
    ];
    if scopes.len() > 1
        && let Some(one) = FIRST.iter().find(|one| scopes.iter().any(|scope| scope == *one))
    {
        scopes.retain(|scope| scope != one);
    }
}

/// Stores the registration and uses the invitation up, both at once; of two that come together one is refused.
async fn enrol(
    campus: &Campus,
    request: &HttpRequest,
    invitation: &Invitation,
    registration: Registration,
) -> Result<HttpResponse, Refusal> {
    let access = campus.ground().entropy.token()?;
    let body = answer(campus, invitation, &registration, &access);
    let happens = |grant: Grant| grants(invitation).contains(&grant);
    // A tool that was not told who it is cannot be registered.
    if !happens(Grant::WithoutClientId) {
        let client = registration.client_id.clone();
        keep(campus, invitation, registration, &client, &access).await?;
        record::mark_client(request, client.as_str());
    }
    let status = if happens(Grant::Status(200)) { StatusCode::OK } else { StatusCode::CREATED };
    Ok(told(status, &body.into()))
}

async fn keep(
    campus: &Campus,
    invitation: &Invitation,
    registration: Registration,
    client: &ClientId,
    access: &str,
) -> Result<(), Refusal> {
    let at = campus.ground().clock.milliseconds();
    let used = Used { client_id: client.to_string(), at, access_hash: hash(access) };
    if !campus.register_invited(invitation, used, registration).await.map_err(Failure::from)? {
        return Err(admit::used());
    }
    campus.open_tokens().forget(&invitation.id);
    Ok(())
}

/// A JSON answer that nobody keeps.
pub(super) fn told(status: StatusCode, body: &serde_json::Value) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header(("cache-control", "no-store"))
        .insert_header(("pragma", "no-cache"))
        .json(body)
}
