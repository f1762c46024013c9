//! What the platform says about itself (DYN-030 to DYN-036).

use homeroom_vocab::message::DEEP_LINKING;
use homeroom_vocab::registration::PLATFORM_CONFIGURATION;
use homeroom_vocab::registration::placement::CONTENT_AREA;
use homeroom_vocab::registration::platform::{
    AUTHORIZATION_ENDPOINT, AUTHORIZATION_SERVER, CLAIMS_SUPPORTED, ID_TOKEN_SIGNING_ALG_VALUES_SUPPORTED,
    ISSUER, JWKS_URI, MESSAGES_SUPPORTED, PRODUCT_FAMILY_CODE, REGISTRATION_ENDPOINT,
    RESPONSE_TYPES_SUPPORTED, SCOPES_SUPPORTED, SUBJECT_TYPES_SUPPORTED, TOKEN_ENDPOINT,
    TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED, TOKEN_ENDPOINT_AUTH_SIGNING_ALG_VALUES_SUPPORTED, VARIABLES,
    VERSION,
};
use homeroom_vocab::registration::tool::{PLACEMENTS, TYPE};
use homeroom_vocab::{scope, standard_claim};
use serde_json::{Map, Value, json};

use super::acts::{Happening, changes, changes_by};
use crate::campus::Campus;
use crate::domain::invitation::Invitation;
use crate::domain::registration::SCOPES;
use crate::faults::registration::{Change, Issuer};
use crate::launch::id_token::{FAMILY, VERSION as OWN_VERSION};
use crate::launch::initiate::MESSAGES;
use crate::launch::variables;

/// The claims about people that launches can have, beside those of LTI.
pub(super) const CLAIMS: &[&str] = &[
    standard_claim::ISS,
    standard_claim::SUB,
    standard_claim::NAME,
    standard_claim::GIVEN_NAME,
    standard_claim::MIDDLE_NAME,
    standard_claim::FAMILY_NAME,
    standard_claim::EMAIL,
    standard_claim::PICTURE,
    standard_claim::LOCALE,
];

/// What a tool may take part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) scopes: Vec<&'static str>,
    pub(super) messages: Vec<&'static str>,
}

impl Offer {
    /// The offer to whoever follows an invitation.
    pub(super) fn of(invitation: Option<&Invitation>) -> Self {
        let services: &[&str] = if changes_by(invitation, Change::OnlyOpenid) { &[] } else { SCOPES };
        let picks = !changes_by(invitation, Change::WithoutDeepLinking);
        Self {
            scopes: std::iter::once(scope::OPENID).chain(services.iter().copied()).collect(),
            messages: MESSAGES.iter().copied().filter(|kind| picks || *kind != DEEP_LINKING).collect(),
        }
    }
}

/// The configuration as whoever follows an invitation sees it.
pub(super) fn document(campus: &Campus, invitation: Option<&Invitation>) -> Map<String, Value> {
    let mut document = honest(campus, invitation);
    for Happening { what, with } in changes(invitation) {
        change(&mut document, what, with);
    }
    document
}

fn honest(campus: &Campus, invitation: Option<&Invitation>) -> Map<String, Value> {
    let (endpoints, offer) = (campus.endpoints(), Offer::of(invitation));
    let members = [
        (ISSUER, json!(endpoints.issuer)),
        (AUTHORIZATION_ENDPOINT, json!(endpoints.authorization_endpoint)),
        (TOKEN_ENDPOINT, json!(endpoints.token_endpoint)),
        (TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED, json!(["private_key_jwt"])),
        (TOKEN_ENDPOINT_AUTH_SIGNING_ALG_VALUES_SUPPORTED, json!(["RS256"])),
        (JWKS_URI, json!(endpoints.jwks_uri)),
        (REGISTRATION_ENDPOINT, json!(campus.registration_endpoint(invitation.map(|one| one.id.as_str())))),
        (SCOPES_SUPPORTED, json!(offer.scopes)),
        (RESPONSE_TYPES_SUPPORTED, json!(["id_token"])),
        (SUBJECT_TYPES_SUPPORTED, json!(["public"])),
        (ID_TOKEN_SIGNING_ALG_VALUES_SUPPORTED, json!(["RS256"])),
        (CLAIMS_SUPPORTED, json!(CLAIMS)),
        (AUTHORIZATION_SERVER, json!(endpoints.token_endpoint)),
        (PLATFORM_CONFIGURATION, lti(&offer)),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The part that LTI adds (DYN-034).
fn lti(offer: &Offer) -> Value {
    let messages: Vec<Value> = offer.messages.iter().map(|kind| message(kind)).collect();
    let variables: Vec<&str> = variables::offered().collect();
    json!({
        PRODUCT_FAMILY_CODE: FAMILY,
        VERSION: OWN_VERSION,
        MESSAGES_SUPPORTED: messages,
        VARIABLES: variables,
    })
}

fn message(kind: &str) -> Value {
    if kind == DEEP_LINKING { json!({TYPE: kind, PLACEMENTS: [CONTENT_AREA]}) } else { json!({TYPE: kind}) }
}

/// Does the one thing that a fault does.
fn change(document: &mut Map<String, Value>, what: Change, with: Option<&str>) {
    match what {
        Change::Issuer(which) => {
            let own = document.get(ISSUER).and_then(Value::as_str).unwrap_or_default();
            let other = issuer(own, which, with);
            document.insert(ISSUER.to_owned(), other.into());
        }
        Change::Without(member) => drop(document.remove(member)),
        Change::Endpoint(url) => {
            drop(document.insert(REGISTRATION_ENDPOINT.to_owned(), url.or(with).into()));
        }
        Change::MessagesAsStrings => {
            let messages = part(document).and_then(|lti| lti.get_mut(MESSAGES_SUPPORTED));
            for message in messages.and_then(Value::as_array_mut).into_iter().flatten() {
                *message = message[TYPE].take();
            }
        }
        Change::WithoutVariables => drop(part(document).and_then(|lti| lti.remove(VARIABLES))),
        Change::UnknownMembers => {
            add_unknown(document);
            if let Some(lti) = part(document) {
                add_unknown(lti);
            }
        }
        // What is offered differs already.
        Change::WithoutDeepLinking | Change::OnlyOpenid => {}
    }
}

fn part(document: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    document.get_mut(PLATFORM_CONFIGURATION)?.as_object_mut()
}

/// Adds members of every type that no text of LTI knows.
pub(super) fn add_unknown(object: &mut Map<String, Value>) {
    for (name, value) in [
        ("https://lms.example/spec/unheard-of", json!({"nested": [1, {"deep": null}]})),
        ("x_unheard_of", json!(null)),
        ("x_unheard_of_number", json!(1.5)),
    ] {
        object.insert(name.to_owned(), value);
    }
}

/// An issuer that is not the one of this campus.
fn issuer(own: &str, which: Issuer, with: Option<&str>) -> String {
    let (scheme, rest) = own.split_once("://").unwrap_or(("http", own));
    let (authority, path) = rest.find('/').map_or((rest, ""), |end| rest.split_at(end));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, format!(":{port}")),
        _ => (authority, String::new()),
    };
    let authority = match which {
        Issuer::OtherHost => format!("lms.school.test{port}"),
        Issuer::OtherPort => format!("{host}:{}", next(&port)),
        Issuer::SubDomain => format!("lms.{host}{port}"),
        Issuer::LookAlike => format!("{host}.evil.test{port}"),
        Issuer::UserInfo => format!("{authority}@evil.test"),
        Issuer::Given => return with.unwrap_or_default().to_owned(),
    };
    format!("{scheme}://{authority}{path}")
}

/// Another port than `:port`, or than none.
fn next(port: &str) -> u16 {
    let own: Option<u16> = port.strip_prefix(':').and_then(|port| port.parse().ok());
    own.map_or(8443, |own| own.checked_add(1).unwrap_or(own - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_false_issuer_differs_in_its_authority_alone() {
        for (which, expected) in [
            (Issuer::OtherHost, "http://lms.school.test:8080/main"),
            (Issuer::OtherPort, "http://localhost:8081/main"),
            (Issuer::SubDomain, "http://lms.localhost:8080/main"),
            (Issuer::LookAlike, "http://localhost.evil.test:8080/main"),
            (Issuer::UserInfo, "http://localhost:8080@evil.test/main"),
        ] {
            assert_eq!(issuer("http://localhost:8080/main", which, None), expected);
        }
        assert_eq!(issuer("https://lms/x", Issuer::OtherPort, None), "https://lms:8443/x");
        assert_eq!(issuer("http://[::1]:65535/x", Issuer::OtherPort, None), "http://[::1]:65534/x");
        assert_eq!(issuer("http://a/x", Issuer::Given, Some("http://b/y")), "http://b/y");
    }
}
