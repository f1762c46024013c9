//! The request that carries a registration (DYN-005).

use serde_json::{Map, Value};

use super::super::answer::{Not, Ruling, broken};
use super::super::request::shortened;
use super::Sent;

pub(super) fn media_type(sent: &Sent) -> Ruling {
    let header = sent.call.request_header("content-type");
    let essence = header.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let actual = header.map_or_else(
        || "no `Content-Type`".to_owned(),
        |value| format!("`Content-Type: {}`", shortened(value)),
    );
    Err(broken("`Content-Type: application/json`", actual))
}

/// What a report may show of a header that holds a token.
fn authorization(sent: &Sent) -> String {
    match sent.call.request_header("authorization") {
        None => "no `Authorization`".to_owned(),
        Some(header) => {
            let scheme = header.split_once(' ').map_or("another value", |(scheme, _)| scheme);
            format!("`Authorization` with {scheme} and something else than the token")
        }
    }
}

pub(super) fn token(sent: &Sent) -> Ruling {
    let Some(token) = sent.token else {
        return Err(Not::Applicable("no registration token was given".to_owned()));
    };
    let header = sent.call.request_header("authorization").and_then(|header| header.split_once(' '));
    let comes =
        header.is_some_and(|(scheme, value)| scheme.eq_ignore_ascii_case("bearer") && value.trim() == token);
    if comes {
        return Ok(());
    }
    Err(broken("`Authorization: Bearer` with the registration token", authorization(sent)))
}

pub(super) fn no_token(sent: &Sent) -> Ruling {
    if sent.token.is_some() {
        return Err(Not::Applicable("a registration token was given".to_owned()));
    }
    match sent.call.request_header("authorization") {
        None => Ok(()),
        Some(header) => {
            let actual = format!("`Authorization: {}`", shortened(header));
            Err(broken("no `Authorization`, since no registration token was given", actual))
        }
    }
}

pub(super) fn json(sent: &Sent) -> Ruling {
    if body(sent).is_ok() {
        return Ok(());
    }
    Err(broken("a JSON object as the body", format!("`{}`", shortened(&sent.call.request_body))))
}

/// The members of the registration; without a readable object the rules about them have nothing to look at.
pub(super) fn body<'s>(sent: &'s Sent) -> Result<&'s Map<String, Value>, Not> {
    let object = sent.body.as_ref().and_then(Value::as_object);
    object.ok_or_else(|| Not::Judged("the body of the registration is no JSON object".to_owned()))
}
