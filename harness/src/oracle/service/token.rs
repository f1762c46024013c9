//! The request for an access token, apart from its assertion (TOK-001..003, TOK-005, TOK-015, TOK-026).

use serde_json::Value;
use url::form_urlencoded;

use super::super::answer::{Not, Ruling, broken};
use super::super::request::shortened;
use super::call::Call;
use super::evidence::Evidence;
use super::facts::Client;
use super::media::media_type;

const FORM: &str = "application/x-www-form-urlencoded";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The parameters, wherever the tool put them, so that a wrong place breaks one rule and not all.
fn parameters(call: &Call) -> Result<Vec<(String, String)>, Not> {
    if call.headers("content-type").any(|kind| media_type(kind).starts_with("multipart/")) {
        return Err(Not::Judged("the request for an access token is no form that can be read".to_owned()));
    }
    if let Some(Value::Object(members)) = &call.sent {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        return Ok(members.iter().map(|(name, value)| (name.clone(), text(value))).collect());
    }
    let body = form_urlencoded::parse(call.wire.request_body.trim().as_bytes()).into_owned();
    let in_query = call.address.pairs.iter().filter(|_| !call.is("POST")).cloned();
    Ok(body.chain(in_query).collect())
}

/// The one value of a parameter; `None` if it is missing.
pub(super) fn parameter(call: &Call, name: &str) -> Result<Option<String>, Not> {
    let mut values: Vec<_> =
        parameters(call)?.into_iter().filter(|(key, _)| key == name).map(|(_, value)| value).collect();
    match values.len() {
        0 | 1 => Ok(values.pop()),
        many => Err(broken(format!("`{name}` once"), format!("`{name}` {many} times"))),
    }
}

fn is(call: &Call, name: &str, expected: &str) -> Ruling {
    match parameter(call, name)? {
        Some(value) if value == expected => Ok(()),
        other => Err(broken(format!("`{name}` = `{expected}`"), shown(name, other.as_deref()))),
    }
}

fn shown(name: &str, value: Option<&str>) -> String {
    value.map_or_else(|| format!("no `{name}`"), |value| format!("`{name}` = `{}`", shortened(value)))
}

/// The scopes that are asked for; commas are read as well, so that they break only the rule about them.
pub(super) fn asked_scopes(call: &Call) -> Vec<String> {
    let scope = parameter(call, "scope").ok().flatten().unwrap_or_default();
    words(&scope.replace(',', " "))
}

pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn method(call: &Call) -> Ruling {
    if call.is("POST") {
        return Ok(());
    }
    Err(broken("the method `POST`", format!("`{}`", call.wire.method)))
}

pub(super) fn content_type(call: &Call) -> Ruling {
    let sent = call.headers("content-type").next();
    match sent.map(media_type) {
        Some(kind) if kind == FORM => Ok(()),
        // A request without a body has no type; the method is wrong then.
        None if !call.is("POST") => Err(Not::Applicable("the request has no body".to_owned())),
        _ => Err(broken(format!("`Content-Type: {FORM}`"), shown("Content-Type", sent))),
    }
}

pub(super) fn grant_type(call: &Call) -> Ruling {
    is(call, "grant_type", "client_credentials")
}

pub(super) fn assertion_type(call: &Call) -> Ruling {
    is(call, "client_assertion_type", ASSERTION_TYPE)
}

pub(super) fn scope(call: &Call) -> Ruling {
    let expected = "`scope` with one or more scopes, a space between two";
    match parameter(call, "scope")? {
        Some(scope) if is_list(&scope) => Ok(()),
        other => Err(broken(expected, shown("scope", other.as_deref()))),
    }
}

/// `scope-token *( SP scope-token )` of RFC 6749, 3.3; a comma would be part of a name, and no scope has one.
fn is_list(scope: &str) -> bool {
    let sign = |c: char| c == '!' || ('#'..='[').contains(&c) || (']'..='~').contains(&c);
    scope.trim().split(' ').all(|word| !word.is_empty() && word.chars().all(|c| sign(c) && c != ','))
}

/// The tool as the platform of this call knows it; the assertion says which, where there are several.
pub(super) fn client<'e>(call: &Call, evidence: &'e Evidence) -> Option<&'e Client> {
    let known = clients(call, evidence);
    let named = super::assertion::names(call);
    let by_name = known.iter().find(|client| named.contains(&client.id)).copied();
    by_name.or_else(|| if known.len() == 1 { known.first().copied() } else { None })
}

pub(super) fn clients<'e>(call: &Call, evidence: &'e Evidence) -> Vec<&'e Client> {
    evidence.facts.clients.iter().filter(|client| client.campus == call.wire.campus).collect()
}

pub(super) fn offered(call: &Call, evidence: &Evidence) -> Ruling {
    let unknown = || Not::Judged("which client asks for the access token is not known".to_owned());
    let client = client(call, evidence).ok_or_else(unknown)?;
    let messages = evidence.facts.messages.iter().filter(|message| message.is_for(client));
    let mut offered: Vec<_> = client.scopes.iter().map(String::as_str).collect();
    offered.extend(messages.flat_map(super::facts::Message::scopes));
    if offered.is_empty() {
        return Err(Not::Applicable("no scope was offered to the tool".to_owned()));
    }
    match asked_scopes(call).into_iter().find(|scope| !offered.contains(&scope.as_str())) {
        None => Ok(()),
        Some(scope) => {
            Err(broken("only scopes that a launch or the registration offers", format!("`{scope}`")))
        }
    }
}

pub(super) fn no_secret(call: &Call) -> Ruling {
    let expected = "no secret beside the assertion";
    if call.headers("authorization").any(|value| value.to_ascii_lowercase().starts_with("basic ")) {
        return Err(broken(expected, "`Authorization: Basic`"));
    }
    let in_body = parameters(call)?.iter().any(|(name, _)| name == "client_secret");
    if in_body || call.address.get("client_secret").is_some() {
        return Err(broken(expected, "a `client_secret`"));
    }
    Ok(())
}
