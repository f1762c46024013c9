//! Who may register: the bearer of the token of an open invitation (DYN-005, DYN-006).

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;

use super::REGISTRATION;
use crate::campus::Campus;
use crate::domain::edge::quoted;
use crate::domain::finding::{Finding, Level};
use crate::domain::invitation::{Invitation, Status};
use crate::journal::record;
use crate::services::refusal::{Refusal, bad_token, not_found};
use crate::token::held::hash;

/// The registration token of a request, if it brings one.
pub(super) fn bearer(request: &HttpRequest) -> Result<Option<String>, Refusal> {
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(None) };
    let text = String::from_utf8_lossy(header.as_bytes());
    let (scheme, token) = text.split_once(' ').unwrap_or((&text, ""));
    if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() {
        return Ok(Some(token.trim().to_owned()));
    }
    Err(bad_token("DYN-005", "the `Authorization` header holds no bearer token")
        .expected("`Bearer`, a space, and the registration token", quoted(scheme))
        .hint("the token goes into the header as it came in the query of the registration page")
        .challenge(true, None))
}

/// Whether a token is the one of an invitation.
pub(super) fn is_of(invitation: &Invitation, token: &str) -> bool {
    invitation.token_hash.as_deref() == Some(&hash(token))
}

/// The invitation that a registration follows, if it is still good.
pub(super) async fn admit(
    campus: &Campus,
    request: &HttpRequest,
    named: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Result<Invitation, Refusal> {
    let token = bearer(request);
    let invitation = match named {
        Some(id) => by_name(campus, id).await?,
        None => by_token(campus, token.clone()?.as_deref()).await?,
    };
    record::mark_invitation(request, &invitation.id);
    let has_token = invitation.token_hash.is_some();
    match token? {
        Some(token) if has_token && !is_of(&invitation, &token) => return Err(unknown()),
        Some(_) if !has_token => findings.push(superfluous()),
        None if has_token => return Err(missing()),
        _ => {}
    }
    match invitation.status(campus.ground().clock.milliseconds()) {
        Status::Open => Ok(invitation),
        Status::Used => Err(used()),
        Status::Expired => Err(expired(&invitation, campus.ground().clock.milliseconds())),
    }
}

async fn by_name(campus: &Campus, id: &str) -> Result<Invitation, Refusal> {
    let found = campus.store().invitation(campus.name().as_str(), id).await?;
    found.ok_or_else(|| {
        not_found("DYN-002", "there is no such invitation to register")
            .expected("the `registration_endpoint` of the configuration, as it is", "another URL")
            .hint("the configuration was kept from an earlier registration; read it anew each time")
    })
}

async fn by_token(campus: &Campus, token: Option<&str>) -> Result<Invitation, Refusal> {
    let token = token.ok_or_else(missing)?;
    let found = campus.store().invitation_of_token(campus.name().as_str(), &hash(token)).await?;
    found.ok_or_else(unknown)
}

fn missing() -> Refusal {
    bad_token("DYN-005", "there is no registration token")
        .expected("a header `Authorization: Bearer ...` with the `registration_token`", "none")
        .hint("the token is in the query of the registration page; pages that redirect first lose it")
        .challenge(false, None)
}

fn unknown() -> Refusal {
    bad_token("DYN-005", "the registration token is not known")
        .expected("the `registration_token` that belongs to this configuration", "another text")
        .hint("the token was kept from an earlier registration, or changed on its way")
        .challenge(true, None)
}

/// A second use is refused by every platform, and may be nobody's fault.
pub(super) fn used() -> Refusal {
    bad_token("DYN-006", "this invitation to register was used")
        .expected("a first registration", "another one; each needs a token of its own")
        .hint(
            "the page was reloaded, or the form was sent twice; start the registration anew on the platform",
        )
        .level(Level::Note)
        .challenge(true, None)
}

fn expired(invitation: &Invitation, now: i64) -> Refusal {
    let ago = (now - invitation.expires_at) / 1000;
    bad_token("DYN-006", "this invitation to register has expired")
        .expected("a registration within its life", format!("one that came {ago} s after its end"))
        .hint("somebody took long to confirm; start the registration anew on the platform")
        .level(Level::Note)
        .challenge(true, None)
}

/// A token where none was given.
fn superfluous() -> Finding {
    let place = format!("{REGISTRATION}, header `Authorization`");
    let cause = "the tool sends the text `undefined` or an earlier token where it was given none";
    Finding::new("DYN-005", Level::Must, place, "no token, since none was given", "one", cause)
}

/// 405: the URL knows other methods.
pub(super) fn wrong_method(request: &HttpRequest, allow: &'static str) -> Refusal {
    let method = request.method().as_str();
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "DYN-005",
        "this method is not known here",
    )
    .expected(allow, quoted(method))
    .hint("a redirect on the way turns a POST into a GET")
    .header(actix_web::http::header::ALLOW, allow.to_owned())
    .at("method")
}
