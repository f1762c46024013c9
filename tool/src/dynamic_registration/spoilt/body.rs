//! The registration that a tool with a bug sends.

use homeroom_vocab::registration::{TOOL_CONFIGURATION, tool};
use serde_json::{Value, json};
use url::Url;

use crate::defects::{Defect, Defects};

type Spoil = fn(&mut Value);

const BODIES: &[(Defect, Spoil)] = &[
    (Defect::REGISTRATION_NATIVE, |sent| sent[tool::APPLICATION_TYPE] = json!("native")),
    (Defect::REGISTRATION_RESPONSE_CODE, |sent| sent[tool::RESPONSE_TYPES] = json!(["code"])),
    (Defect::REGISTRATION_ONE_GRANT, |sent| sent[tool::GRANT_TYPES] = json!(["client_credentials"])),
    (Defect::REGISTRATION_LOGIN_MISSING, |sent| remove(sent, tool::INITIATE_LOGIN_URI)),
    (Defect::REGISTRATION_REDIRECT_RELATIVE, |sent| push(&mut sent[tool::REDIRECT_URIS], json!("/launch"))),
    (Defect::REGISTRATION_NAME_BLANK, |sent| sent[tool::CLIENT_NAME] = json!(" ")),
    (Defect::REGISTRATION_KEYS_MISSING, |sent| remove(sent, tool::JWKS_URI)),
    (Defect::REGISTRATION_KEYS_ELSEWHERE, |sent| lengthen(&mut sent[tool::JWKS_URI], "/all")),
    (Defect::REGISTRATION_SECRET, |sent| {
        sent[tool::TOKEN_ENDPOINT_AUTH_METHOD] = json!("client_secret_basic");
    }),
    (Defect::REGISTRATION_SCOPE_ARRAY, |sent| {
        let scope = sent[tool::SCOPE].as_str().unwrap_or_default();
        sent[tool::SCOPE] = scope.split(' ').collect();
    }),
    (Defect::REGISTRATION_SCOPE_INVENTED, |sent| lengthen(&mut sent[tool::SCOPE], " everything")),
    (Defect::REGISTRATION_TOOL_MISSING, |sent| remove(sent, TOOL_CONFIGURATION)),
    (Defect::REGISTRATION_DOMAIN_AS_URL, |sent| {
        let domain = sent[TOOL_CONFIGURATION][tool::DOMAIN].as_str().unwrap_or_default();
        sent[TOOL_CONFIGURATION][tool::DOMAIN] = format!("http://{domain}/").into();
    }),
    (Defect::REGISTRATION_TARGET_MISSING, |sent| {
        remove(&mut sent[TOOL_CONFIGURATION], tool::TARGET_LINK_URI);
    }),
    (Defect::REGISTRATION_TARGET_ELSEWHERE, |sent| {
        move_away(&mut sent[TOOL_CONFIGURATION][tool::TARGET_LINK_URI]);
    }),
    (Defect::REGISTRATION_CLAIMS_AS_TEXT, |sent| {
        let claims = sent[TOOL_CONFIGURATION][tool::CLAIMS].as_array().into_iter().flatten();
        let claims = claims.filter_map(Value::as_str).collect::<Vec<_>>().join(" ");
        sent[TOOL_CONFIGURATION][tool::CLAIMS] = claims.into();
    }),
    (Defect::REGISTRATION_MESSAGES_AS_STRINGS, |sent| {
        let messages = sent[TOOL_CONFIGURATION][tool::MESSAGES].as_array().into_iter().flatten();
        let kinds = messages.map(|message| message[tool::TYPE].clone()).collect();
        sent[TOOL_CONFIGURATION][tool::MESSAGES] = kinds;
    }),
    (Defect::REGISTRATION_MESSAGE_ELSEWHERE, |sent| {
        let messages = sent[TOOL_CONFIGURATION][tool::MESSAGES].as_array_mut().into_iter().flatten();
        messages.filter_map(|message| message.get_mut(tool::TARGET_LINK_URI)).for_each(move_away);
    }),
    (Defect::REGISTRATION_REDIRECT_ELSEWHERE, |sent| {
        let mut other = sent[tool::REDIRECT_URIS][0].clone();
        move_away(&mut other);
        push(&mut sent[tool::REDIRECT_URIS], other);
    }),
];

/// What is sent in the end.
pub(in super::super) fn body(mut sent: Value, defects: &Defects) -> Value {
    for (_, spoil) in BODIES.iter().filter(|(defect, _)| defects.has(*defect)) {
        spoil(&mut sent);
    }
    sent
}

fn remove(object: &mut Value, name: &str) {
    if let Some(members) = object.as_object_mut() {
        members.remove(name);
    }
}

fn push(array: &mut Value, value: Value) {
    if let Some(values) = array.as_array_mut() {
        values.push(value);
    }
}

fn lengthen(text: &mut Value, by: &str) {
    if let Some(longer) = text.as_str().map(|text| format!("{text}{by}")) {
        *text = longer.into();
    }
}

/// Under another name of the same machine.
fn move_away(address: &mut Value) {
    let url = address.as_str().and_then(|address| Url::parse(address).ok());
    if let Some(mut url) = url {
        let other = if url.host_str() == Some("localhost") { "127.0.0.1" } else { "localhost" };
        // A loopback name always fits into a web address.
        let _fits = url.set_host(Some(other));
        *address = url.as_str().into();
    }
}
