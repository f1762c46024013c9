//! How a tool comes to access tokens, and what it does with them: read from the calls that it made.

mod proof;
mod resource;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use crate::oracle::jwt::Token;
use crate::service_calls::ServiceCall;
pub(crate) use proof::shows;
use resource::opened_by;

/// One request for a token, and three more where it fails (TOK-020).
const MOST_ATTEMPTS: usize = 4;

const DEPLOYMENT_ID: &str = "https://purl.imsglobal.org/spec/lti/claim/deployment_id";

/// The access tokens that a platform has granted, with what they are good for.
#[derive(Debug, Default)]
pub(crate) struct Grants(HashMap<String, Grant>);

/// One access token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) scopes: BTreeSet<String>,
    /// Who asked for it, by its own assertion.
    pub(crate) client_id: Option<String>,
    /// The deployment that it was asked for, where the assertion names one.
    pub(crate) deployment: Option<String>,
    /// For how many seconds it is good, as the answer says it.
    pub(crate) expires_in: Option<i64>,
    /// When it was asked for, in milliseconds since 1970.
    pub(crate) at_ms: i64,
}

impl Grants {
    /// Those that the answers of the token endpoint show.
    pub(crate) fn of<'c>(calls: impl IntoIterator<Item = &'c ServiceCall>) -> Self {
        Self(calls.into_iter().filter_map(|call| Some((call.granted()?, Grant::read(call)))).collect())
    }

    /// What is known of a token.
    pub(crate) fn get(&self, token: &str) -> Option<&Grant> {
        self.0.get(token)
    }

    /// The one that was granted last.
    pub(crate) fn newest(&self) -> Option<&Grant> {
        self.0.values().max_by_key(|grant| grant.at_ms)
    }
}

impl Grant {
    fn read(call: &ServiceCall) -> Self {
        let answer = call.answer().unwrap_or_default();
        // Without `scope` all that was asked for is granted (RFC 6749 5.1).
        let scope = answer["scope"].as_str().map(str::to_owned).or_else(|| field(call, "scope"));
        let assertion = assertion(call);
        let text = |name: &str| {
            let claim = assertion.as_ref().and_then(|token| token.claim(name));
            claim.and_then(|value| value.as_str()).map(str::to_owned)
        };
        Self {
            scopes: scope.unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect(),
            client_id: text("sub"),
            deployment: text(DEPLOYMENT_ID),
            expires_in: answer["expires_in"].as_i64(),
            at_ms: call.at_ms,
        }
    }
}

fn field(call: &ServiceCall, name: &str) -> Option<String> {
    call.form().into_iter().find(|(each, _)| each == name).map(|(_, value)| value)
}

fn assertion(call: &ServiceCall) -> Option<Token> {
    field(call, "client_assertion").map(|raw| Token::read(&raw))
}

/// Whether the tool asks for tokens more often than a failing token endpoint deserves; how often, if so.
pub(crate) fn asks_too_often<'c>(
    asked: impl IntoIterator<Item = &'c ServiceCall>,
    served: usize,
) -> Option<String> {
    let mut attempts: HashMap<Option<String>, usize> = HashMap::new();
    for call in asked {
        *attempts.entry(field(call, "scope")).or_default() += 1;
    }
    // Where tokens are granted, each call of a service may rightly have one of its own.
    let most = MOST_ATTEMPTS + served;
    let (scope, count) = attempts.into_iter().find(|(_, count)| *count > most)?;
    Some(format!("{count} requests for the scope `{}`", scope.unwrap_or_default()))
}

/// The first call of a service that comes without a token that was granted.
pub(crate) fn ungranted<'c>(
    calls: impl IntoIterator<Item = &'c ServiceCall>,
    grants: &Grants,
) -> Option<String> {
    calls.into_iter().find_map(|call| match call.bearer() {
        None if sends_otherwise(call) => None,
        None => Some(format!("{} without an access token", told(call))),
        // A token of an earlier run may still be good: then the platform takes it.
        Some(token) if grants.get(token).is_none() && call.status == 401 => {
            Some(format!("{} with `{}`, which was never granted", told(call), shortened(token)))
        }
        Some(_) => None,
    })
}

/// Whether a call brings something to be let in by, and not as `Authorization: Bearer`: a rule of its own is about that.
pub(crate) fn sends_otherwise(call: &ServiceCall) -> bool {
    let in_address = || call.query().iter().any(|(name, _)| name == "access_token");
    call.bearer().is_none() && (call.request_header("authorization").is_some() || in_address())
}

/// The first call of a service that its token is not good for.
pub(crate) fn outside_of_grant<'c>(
    calls: impl IntoIterator<Item = &'c ServiceCall>,
    grants: &Grants,
) -> Option<String> {
    calls.into_iter().find_map(|call| {
        let grant = grants.get(call.bearer()?)?;
        let needed = opened_by(call)?;
        let covered = needed.iter().any(|scope| grant.scopes.contains(*scope));
        let granted: Vec<_> = grant.scopes.iter().map(String::as_str).collect();
        (!covered).then(|| format!("{} with a token for `{}`", told(call), granted.join(" ")))
    })
}

/// The first call that comes with a token of another client or another deployment (TOK-027).
pub(crate) fn token_of_another<'c>(
    calls: impl IntoIterator<Item = &'c ServiceCall>,
    grants: &Grants,
    client_id: &str,
    deployment: Option<&str>,
) -> Option<String> {
    calls.into_iter().find_map(|call| {
        let grant = grants.get(call.bearer()?)?;
        let other = |of: &Option<String>, own: &str| of.clone().filter(|id| id != own);
        let client = other(&grant.client_id, client_id).map(|id| format!("the client id `{id}`"));
        // A token that names no deployment is good for all of them.
        let deployment = deployment.and_then(|own| other(&grant.deployment, own));
        let whose = client.or_else(|| deployment.map(|id| format!("the deployment `{id}`")))?;
        Some(format!("{} with a token for {whose}", told(call)))
    })
}

/// The first call that comes with one of these tokens.
pub(crate) fn comes_with<'c>(
    calls: impl IntoIterator<Item = &'c ServiceCall>,
    grants: &Grants,
) -> Option<&'c ServiceCall> {
    calls.into_iter().find(|call| call.bearer().is_some_and(|token| grants.get(token).is_some()))
}

/// Whether a later request for a token is a new one: not with the assertion of an earlier one, and of the same kind.
pub(crate) fn is_not_anew(earlier: &[&ServiceCall], later: &ServiceCall) -> Option<String> {
    if field(later, "grant_type").as_deref() == Some("refresh_token") {
        return Some("a request for a refresh, which this grant does not have".to_owned());
    }
    let id = |call: &ServiceCall| assertion(call).and_then(|token| token.claim("jti").cloned());
    let raw = |call: &ServiceCall| field(call, "client_assertion");
    let same = |call: &&ServiceCall| {
        raw(call).is_some_and(|one| raw(later).as_ref() == Some(&one))
            || id(call).is_some_and(|one| id(later).as_ref() == Some(&one))
    };
    earlier.iter().any(same).then(|| "a request with the assertion of the earlier one".to_owned())
}

/// A call in words.
pub(crate) fn told(call: &ServiceCall) -> String {
    format!("{} {} (exchange {})", call.method, call.path(), call.number)
}

fn shortened(token: &str) -> String {
    let begin: String = token.chars().take(12).collect();
    if begin.len() < token.len() { format!("{begin}...") } else { begin }
}
