//! Faults of the token endpoint, armed for a whole campus.

use std::time::Duration;

use homeroom_vocab::error::token as error;
use homeroom_vocab::scope;

use super::Entry;
use super::service::{HTML, Instead, URL, entry};
use crate::domain::fault::Place;

/// What a fault does to the answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// Another answer, whatever was asked.
    Instead(Instead),
    /// An OAuth error, whatever was asked.
    Error(&'static str),
    /// A change of what is granted.
    Grant(Grant),
}

/// A change of what is granted; the rest stays honest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grant {
    /// Of the scopes that were asked for, only this one.
    Only(&'static str),
    /// A real life of so many seconds.
    Life(i64),
    /// `expires_in` says something else.
    ExpiresIn(ExpiresIn),
    WithoutScope,
    /// `token_type` is spelt so.
    Type(&'static str),
    ExtraMembers,
    /// The token looks like a JWT.
    Jwt,
    /// The token has every symbol that RFC 6750 allows.
    Symbols,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExpiresIn {
    Zero,
    Two,
    Text,
    Absent,
}

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct TokenEndpointFault {
    pub(crate) entry: Entry,
    pub(crate) act: Act,
}

const fn row(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    act: Act,
) -> TokenEndpointFault {
    TokenEndpointFault { entry: entry(Place::Token, name, requirement, title, None), act }
}

const fn redirect(name: &'static str, title: &'static str, status: u16) -> TokenEndpointFault {
    let entry = entry(Place::Token, name, "TOK-045", title, Some(URL));
    TokenEndpointFault { entry, act: Act::Instead(Instead::Redirect(status)) }
}

#[rustfmt::skip]
pub(crate) const ALL: &[TokenEndpointFault] = &[
    row("token.slow", "TOK-020", "the token endpoint does not answer for 15 seconds", Act::Instead(Instead::Silence(Duration::from_secs(15)))),
    row("token.error.invalid_request", "TOK-020", "the token endpoint refuses with invalid_request", Act::Error(error::INVALID_REQUEST)),
    row("token.error.invalid_client", "TOK-020", "the token endpoint refuses with invalid_client", Act::Error(error::INVALID_CLIENT)),
    row("token.error.invalid_grant", "TOK-020", "the token endpoint refuses with invalid_grant", Act::Error(error::INVALID_GRANT)),
    row("token.error.unauthorized_client", "TOK-020", "the token endpoint refuses with unauthorized_client", Act::Error(error::UNAUTHORIZED_CLIENT)),
    row("token.error.unsupported_grant_type", "TOK-020", "the token endpoint refuses with unsupported_grant_type", Act::Error(error::UNSUPPORTED_GRANT_TYPE)),
    row("token.error.invalid_scope", "TOK-020", "the token endpoint refuses with invalid_scope", Act::Error(error::INVALID_SCOPE)),
    row("token.status_401", "TOK-020", "the token endpoint answers 401", Act::Instead(Instead::Status(401))),
    row("token.status_500", "TOK-020", "the token endpoint answers 500", Act::Instead(Instead::Status(500))),
    row("token.status_429", "TOK-020", "the token endpoint answers 429 and asks to wait for a second", Act::Instead(Instead::Status(429))),
    row("token.html", "TOK-020", "the token endpoint answers with an HTML page", Act::Instead(Instead::Body("text/html; charset=utf-8", HTML))),
    row("token.empty", "TOK-020", "the token endpoint answers 200 with an empty body", Act::Instead(Instead::Body("application/json", ""))),
    redirect("token.redirect_302", "the token endpoint sends the request elsewhere with 302", 302),
    redirect("token.redirect_307", "the token endpoint sends the request elsewhere with 307", 307),
    row("token.subset.score", "TOK-018", "of the scopes that are asked for, only that for posting scores is granted", Act::Grant(Grant::Only(scope::AGS_SCORE))),
    row("token.subset.roster", "TOK-018", "of the scopes that are asked for, only that for the roster is granted", Act::Grant(Grant::Only(scope::NRPS_CONTEXTMEMBERSHIP_READONLY))),
    row("token.subset.line_item_readonly", "TOK-018", "of the scopes that are asked for, only that for reading line items is granted", Act::Grant(Grant::Only(scope::AGS_LINEITEM_READONLY))),
    row("token.life_2s", "TOK-022", "access tokens live for two seconds", Act::Grant(Grant::Life(2))),
    row("token.expires_in.zero", "TOK-020", "expires_in is 0, although the access token lives on", Act::Grant(Grant::ExpiresIn(ExpiresIn::Zero))),
    row("token.expires_in.two", "TOK-022", "expires_in is 2, although the access token lives on", Act::Grant(Grant::ExpiresIn(ExpiresIn::Two))),
    row("token.expires_in.string", "TOK-020", "expires_in is a string", Act::Grant(Grant::ExpiresIn(ExpiresIn::Text))),
    row("token.expires_in.absent", "TOK-020", "expires_in is missing", Act::Grant(Grant::ExpiresIn(ExpiresIn::Absent))),
    row("token.scope.absent", "TOK-020", "the answer does not say which scopes were granted", Act::Grant(Grant::WithoutScope)),
    row("token.type.upper", "TOK-025", "token_type is BEARER", Act::Grant(Grant::Type("BEARER"))),
    row("token.type.capital", "TOK-025", "token_type is Bearer", Act::Grant(Grant::Type("Bearer"))),
    row("token.extra_members", "TOK-025", "the answer has members that nobody knows", Act::Grant(Grant::ExtraMembers)),
    row("token.jwt", "TOK-023", "the access token looks like a JWT", Act::Grant(Grant::Jwt)),
    row("token.symbols", "TOK-023", "the access token has all the symbols that a token may have", Act::Grant(Grant::Symbols)),
];

/// What a named fault does.
pub(crate) fn act(name: &str) -> Option<Act> {
    ALL.iter().find(|fault| fault.entry.name == name).map(|fault| fault.act)
}
