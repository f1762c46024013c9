//! The rules of what every OpenID Connect client says about itself (DYN-040 to DYN-045).

use homeroom_vocab::registration::tool::{
    APPLICATION_TYPE, CLIENT_NAME, CLIENT_URI, CONTACTS, GRANT_TYPES, INITIATE_LOGIN_URI, JWKS_URI, LOGO_URI,
    POLICY_URI, REDIRECT_URIS, RESPONSE_TYPES, SCOPE, TOKEN_ENDPOINT_AUTH_METHOD, TOS_URI,
};
use serde_json::{Value, json};

use crate::domain::edge::{WebUrl, quoted, shown};
use crate::services::registration::metadata::{Metadata, is_texts, texts, web_url};
use crate::tool_key::trust::Wrong;

/// The expectation of a URL.
pub(super) const URL: &str = "an absolute URL that starts with http:// or https://";

fn exactly(given: Option<&Value>, expected: &str) -> Option<Wrong> {
    let is_it = given.and_then(Value::as_str) == Some(expected);
    (!is_it).then(|| Wrong::new(quoted(expected), shown(given)))
}

/// A member that is missing, or is no absolute web URL.
pub(super) fn no_url(given: Option<&Value>) -> Option<Wrong> {
    let is_it = given.and_then(Value::as_str).is_some_and(|text| web_url(text).is_some());
    (!is_it).then(|| Wrong::new(URL, shown(given)))
}

pub(super) fn application_type(metadata: &Metadata<'_>) -> Option<Wrong> {
    exactly(metadata.get(APPLICATION_TYPE), "web")
}

pub(super) fn response_types(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.get(RESPONSE_TYPES);
    (given != Some(&json!(["id_token"]))).then(|| Wrong::new("`[\"id_token\"]`", shown(given)))
}

pub(super) fn grant_types(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.get(GRANT_TYPES);
    let has = |name: &str| texts(given).contains(&name);
    let is_good = has("implicit") && has("client_credentials");
    (!is_good).then(|| Wrong::new("an array with `implicit` and `client_credentials`", shown(given)))
}

pub(super) fn initiate_login_uri(metadata: &Metadata<'_>) -> Option<Wrong> {
    no_url(metadata.get(INITIATE_LOGIN_URI))
}

pub(super) fn redirect_uris(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.get(REDIRECT_URIS);
    let all = given.and_then(Value::as_array);
    let is_good = |uri: &Value| uri.as_str().is_some_and(|uri| WebUrl::parse_redirect(uri).is_ok());
    let expected = "an array of at least one absolute URL without a fragment";
    match all {
        Some(all) if !all.is_empty() => {
            let bad = all.iter().find(|uri| !is_good(uri))?;
            Some(Wrong::new(expected, format!("one of them is {}", shown(Some(bad)))))
        }
        _ => Some(Wrong::new(expected, shown(given))),
    }
}

pub(super) fn name(metadata: &Metadata<'_>) -> Option<Wrong> {
    let is_good = metadata.text(CLIENT_NAME).is_some_and(|name| !name.trim().is_empty());
    (!is_good).then(|| Wrong::new("a name", shown(metadata.get(CLIENT_NAME))))
}

pub(super) fn jwks_uri(metadata: &Metadata<'_>) -> Option<Wrong> {
    no_url(metadata.get(JWKS_URI))
}

pub(super) fn token_endpoint_auth_method(metadata: &Metadata<'_>) -> Option<Wrong> {
    exactly(metadata.get(TOKEN_ENDPOINT_AUTH_METHOD), "private_key_jwt")
}

pub(super) fn scope_is_text(metadata: &Metadata<'_>) -> Option<Wrong> {
    let given = metadata.get(SCOPE);
    let is_good = given.is_some_and(Value::is_string);
    (!is_good).then(|| Wrong::new("one text of scopes with spaces between them", shown(given)))
}

/// The scopes that are asked for, whether they are one text, as they should be, or a list.
pub(in crate::services::registration) fn scopes<'a>(metadata: &Metadata<'a>) -> Vec<&'a str> {
    match metadata.get(SCOPE) {
        Some(Value::String(text)) => text.split_whitespace().collect(),
        list => texts(list),
    }
}

pub(super) fn scopes_are_offered(metadata: &Metadata<'_>) -> Option<Wrong> {
    not_offered(&metadata.offer.scopes, scopes(metadata))
}

/// What is none of the values on offer: the first of them, and how many more.
pub(super) fn not_offered(offer: &[&str], given: Vec<&str>) -> Option<Wrong> {
    let others: Vec<&str> = given.into_iter().filter(|value| !offer.contains(value)).collect();
    let first = quoted(others.first()?);
    let offer: Vec<String> = offer.iter().map(|value| quoted(value)).collect();
    let actual = match others.len() {
        1 => first,
        count => format!("{first} and {} more", count - 1),
    };
    Some(Wrong::new(format!("some of {}", offer.join(", ")), actual))
}

pub(super) fn pages(metadata: &Metadata<'_>) -> Option<Wrong> {
    for page in [LOGO_URI, CLIENT_URI, POLICY_URI, TOS_URI] {
        if let Some(wrong) = metadata.get(page).and_then(|given| no_url(Some(given))) {
            return Some(Wrong::new(format!("{URL} as `{page}`"), wrong.actual));
        }
    }
    let contacts = metadata.get(CONTACTS).filter(|contacts| !is_texts(contacts))?;
    Some(Wrong::new("an array of addresses as `contacts`", shown(Some(contacts))))
}
