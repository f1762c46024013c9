//! `GET /{campus}/.well-known/openid-configuration`: what the platform says about itself (DYN-002, DYN-030 to DYN-036).

use actix_web::{HttpRequest, HttpResponse};
use url::form_urlencoded;

use super::CONFIGURATION;
use super::acts::instead_at;
use super::admit::{bearer, is_of};
use super::document::document;
use super::instead;
use super::invite::INVITATION;
use crate::at::At;
use crate::campus::Campus;
use crate::domain::fault::Place;
use crate::domain::finding::{Finding, Level};
use crate::domain::invitation::Invitation;
use crate::journal::record;
use crate::services::refusal::{Refusal, bad_token, not_found};
use crate::token::held::hash;

pub(crate) async fn get(campus: At, request: HttpRequest) -> HttpResponse {
    let mut findings = Vec::new();
    let answered = serve(&campus, &request, &mut findings).await;
    let answer = answered.unwrap_or_else(|refusal| {
        findings.extend(refusal.finding(CONFIGURATION));
        refusal.answer()
    });
    record::note(&request, findings);
    answer
}

async fn serve(
    campus: &Campus,
    request: &HttpRequest,
    findings: &mut Vec<Finding>,
) -> Result<HttpResponse, Refusal> {
    let token = bearer(request).unwrap_or_else(|refusal| {
        findings.extend(refusal.finding(CONFIGURATION));
        None
    });
    let invitation = invitation(campus, request, token.as_deref()).await?;
    let is_bearer = match (&invitation, &token) {
        (Some(invitation), Some(token)) => is_of(invitation, token),
        _ => false,
    };
    if token.is_some() && !is_bearer {
        findings.push(wrong_token());
    }
    if let Some(invitation) = &invitation {
        record::mark_invitation(request, &invitation.id);
        if invitation.configuration_needs_token && !is_bearer {
            return Err(hidden(token.is_some()));
        }
    }
    let document = document(campus, invitation.as_ref());
    Ok(match invitation.as_ref().and_then(|invitation| instead_at(invitation, Place::Configuration)) {
        Some(happening) => instead::answer(campus, request, happening, document),
        None => HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(document),
    })
}

/// The invitation that the URL names, or whose token was sent.
async fn invitation(
    campus: &Campus,
    request: &HttpRequest,
    token: Option<&str>,
) -> Result<Option<Invitation>, Refusal> {
    let (store, name) = (campus.store(), campus.name().as_str());
    let mut query = form_urlencoded::parse(request.query_string().as_bytes());
    if let Some((_, id)) = query.find(|(name, _)| name == INVITATION) {
        return store.invitation(name, &id).await?.map(Some).ok_or_else(unknown);
    }
    match token {
        Some(token) => Ok(store.invitation_of_token(name, &hash(token)).await?),
        None => Ok(None),
    }
}

fn unknown() -> Refusal {
    not_found("DYN-002", "there is no such invitation to register")
        .expected("the `openid_configuration` of the registration page, as it came", "another URL")
        .hint("the URL was kept from an earlier registration, or its query was changed")
}

/// A token that does not fit is of no use, and does no harm where none is needed.
fn wrong_token() -> Finding {
    let place = format!("{CONFIGURATION}, header `Authorization`");
    let expected = "the `registration_token` that came with this configuration, or none";
    let cause = "the token was kept from an earlier registration, or made up where none was given";
    Finding::new("DYN-002", Level::Must, place, expected, "another one", cause)
}

/// 401, as Canvas answers.
fn hidden(sent: bool) -> Refusal {
    bad_token("DYN-002", "the configuration is for the bearer of the registration token")
        .expected(
            "a header `Authorization: Bearer ...` with the `registration_token`",
            if sent { "another token" } else { "none" },
        )
        .hint("some platforms show their configuration to the bearer of the token only; send it where one was given")
        .challenge(sent, None)
}
