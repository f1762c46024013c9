//! Whose call it is: the access token of a service call (TOK-040 to TOK-043).

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use homeroom_vocab::error::bearer;
use homeroom_vocab::id::DeploymentId;

use super::refusal::{Refusal, bad_token};
use crate::app::App;
use crate::campus::Campus;
use crate::domain::edge::quoted;
use crate::domain::finding::Level;
use crate::domain::registration::Registration;
use crate::journal::record;
use crate::token::held::AccessToken;

/// The tool that calls, and what it may.
#[derive(Debug, Clone)]
pub(crate) struct Bearer {
    pub(crate) registration: Arc<Registration>,
    /// The deployment that the token is for, where the assertion named one (TOK-013).
    pub(crate) deployment: Option<DeploymentId>,
    pub(crate) scopes: Vec<String>,
}

impl Bearer {
    pub(crate) fn client(&self) -> &str {
        self.registration.client_id.as_str()
    }

    /// Whether the token has this scope.
    pub(crate) fn may(&self, scope: &str) -> bool {
        self.scopes.iter().any(|known| known == scope)
    }

    /// Whether what belongs to a client and a deployment of it belongs to the bearer.
    pub(crate) fn owns(&self, client: &str, deployment: Option<&DeploymentId>) -> bool {
        let same = |own: &DeploymentId| deployment.is_none_or(|deployment| deployment == own);
        self.client() == client && self.deployment.as_ref().is_none_or(same)
    }
}

/// Reads the token of a call, and finds whose it is.
pub(crate) fn read(campus: &Campus, request: &HttpRequest) -> Result<Bearer, Refusal> {
    let text = token(request)?;
    let held = campus.tokens().find(&text).ok_or_else(|| unknown(campus, request, &text))?;
    record::mark_client(request, &held.client_id);
    let now = campus.ground().clock.milliseconds();
    if held.revoked {
        return Err(revoked());
    }
    if !held.is_live(now) {
        return Err(expired(&held, now));
    }
    let registration = campus.registration(&held.client_id).ok_or_else(gone)?;
    if held.deployment.as_ref().is_some_and(|deployment| !registration.has_deployment(deployment)) {
        return Err(gone());
    }
    let AccessToken { deployment, scopes, .. } = AccessToken::clone(&held);
    Ok(Bearer { registration, deployment, scopes })
}

/// The token of the one `Authorization` header.
fn token(request: &HttpRequest) -> Result<String, Refusal> {
    let mut all = request.headers().get_all(AUTHORIZATION);
    let (first, more) = (all.next(), all.count());
    let Some(header) = first else { return Err(missing(request)) };
    if more > 0 {
        let (status, description) =
            (StatusCode::BAD_REQUEST, "there is more than one `Authorization` header");
        return Err(Refusal::new(status, bearer::INVALID_REQUEST, "TOK-040", description)
            .expected("one", format!("{}", more + 1))
            .at("header `Authorization`")
            .challenge(true, None));
    }
    let text = String::from_utf8_lossy(header.as_bytes()).into_owned();
    let (scheme, token) = text.split_once(' ').unwrap_or((&text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") || token.trim().is_empty() {
        let actual = format!("the scheme {}", quoted(scheme));
        let actual = if token.trim().is_empty() { format!("{actual} and no token") } else { actual };
        return Err(bad_token("TOK-040", "the `Authorization` header holds no bearer token")
            .expected("`Bearer`, a space, and the access token", actual)
            .hint("services of LTI take access tokens only; passwords and secrets of clients are of no use")
            .challenge(true, None));
    }
    Ok(token.trim().to_owned())
}

/// Whether a token stands in the query, where it must not.
pub(crate) fn is_in_query(request: &HttpRequest) -> bool {
    url::form_urlencoded::parse(request.query_string().as_bytes()).any(|(name, _)| name == "access_token")
}

fn missing(request: &HttpRequest) -> Refusal {
    let actual = if is_in_query(request) {
        "none, and an `access_token` in the query string, which ends in logs"
    } else {
        "none"
    };
    bad_token("TOK-040", "there is no access token")
        .expected("a header `Authorization: Bearer ...`", actual)
        .hint("ask the token endpoint for one, and send it with every call; a redirect to another host drops the header")
        .challenge(false, None)
}

/// A token that this campus never gave, or gave long ago. That of another campus is worth its own explanation (TOK-027).
fn unknown(campus: &Campus, request: &HttpRequest, text: &str) -> Refusal {
    let all = request.app_data::<Data<App>>().map(|app| app.campuses()).unwrap_or_default();
    let owner = all.iter().find(|other| other.name() != campus.name() && other.tokens().find(text).is_some());
    let refusal = match owner {
        Some(owner) => bad_token("TOK-027", "the access token is one of another platform")
            .expected(
                format!("a token that the campus `{}` gave", campus.name()),
                format!("one of the campus `{}`", owner.name()),
            )
            .hint("the tool keeps one token for all platforms; it must keep them by issuer and client"),
        None => bad_token("TOK-040", "the access token is not known")
            .expected("a token that this platform gave within its life", "another text")
            .hint("the token was made up, cut or encoded on its way, or it ended more than an hour ago"),
    };
    refusal.challenge(true, None)
}

fn expired(held: &AccessToken, now: i64) -> Refusal {
    let ago = (now - held.expires_at) / 1000;
    bad_token("TOK-022", "the access token has expired")
        .expected("a token within its life", format!("one that ended {ago} s ago"))
        .hint("ask for a new one when `expires_in` has passed, a little earlier is better")
        .challenge(true, None)
}

/// The tool could not know it; what it does next is what counts (TOK-044).
fn revoked() -> Refusal {
    bad_token("TOK-044", "the access token was revoked")
        .expected("a token that is still good", "one that the platform has taken back")
        .hint("drop it, ask for a new one, and try once more")
        .level(Level::Note)
        .challenge(true, None)
}

fn gone() -> Refusal {
    bad_token("TOK-043", "the access token belongs to a registration or deployment that is no more")
        .expected("a token of a tool that is registered and deployed", "one of a tool that was removed")
        .level(Level::Note)
        .challenge(true, None)
}

/// 403: a good token without any of the scopes (TOK-042).
pub(crate) fn insufficient(bearer: &Bearer, scopes: &[&str]) -> Refusal {
    let list = |all: &mut dyn Iterator<Item = &str>| all.map(quoted).collect::<Vec<_>>().join(" or ");
    let expected = list(&mut scopes.iter().copied());
    let actual = list(&mut bearer.scopes.iter().map(String::as_str));
    let error = bearer::INSUFFICIENT_SCOPE;
    Refusal::new(StatusCode::FORBIDDEN, error, "TOK-018", "the access token lacks the scope for this")
        .expected(expected, if actual.is_empty() { "none".to_owned() } else { actual })
        .hint("the `scope` of the token answer says what was granted, which may be less than was asked for")
        .at("header `Authorization`")
        .challenge(true, scopes.first().copied())
}
