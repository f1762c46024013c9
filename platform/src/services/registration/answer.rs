//! What a tool is told about its registration: the metadata as they were registered (DYN-007).

use homeroom_vocab::registration::TOOL_CONFIGURATION;
use homeroom_vocab::registration::tool::{
    APPLICATION_TYPE, CLAIMS, CLIENT_ID, CLIENT_NAME, CUSTOM_PARAMETERS, DEPLOYMENT_ID, DESCRIPTION, DOMAIN,
    GRANT_TYPES, INITIATE_LOGIN_URI, JWKS_URI, LOGO_URI, MESSAGES, REDIRECT_URIS, RESPONSE_TYPES, SCOPE,
    SECONDARY_DOMAINS, TARGET_LINK_URI, TOKEN_ENDPOINT_AUTH_METHOD,
};
use serde_json::{Map, Value, json};

use super::acts::grants;
use super::document::add_unknown;
use crate::campus::Campus;
use crate::domain::invitation::{Invitation, Telling};
use crate::domain::registration::{REGISTRATION_ACCESS_TOKEN, Registration};
use crate::faults::registration::Grant;

/// Where the tool reads and changes its registration (DYN-015).
const REGISTRATION_CLIENT_URI: &str = "registration_client_uri";

/// The whole answer; `access` is the token by which the tool comes back.
pub(super) fn answer(
    campus: &Campus,
    invitation: &Invitation,
    registration: &Registration,
    access: &str,
) -> Map<String, Value> {
    let client = registration.client_id.as_str();
    let mut answer = registration.introduction.about.clone();
    answer.extend(metadata(registration));
    answer.insert(CLIENT_ID.to_owned(), client.into());
    answer.insert(REGISTRATION_CLIENT_URI.to_owned(), campus.registration_client_uri(client).into());
    answer.insert(REGISTRATION_ACCESS_TOKEN.to_owned(), access.into());
    answer.insert(TOOL_CONFIGURATION.to_owned(), tool(invitation, registration).into());
    for what in grants(invitation) {
        spoil(&mut answer, what);
    }
    answer
}

fn metadata(registration: &Registration) -> Map<String, Value> {
    let members = [
        (APPLICATION_TYPE, json!("web")),
        (RESPONSE_TYPES, json!(["id_token"])),
        (GRANT_TYPES, json!(["implicit", "client_credentials"])),
        (INITIATE_LOGIN_URI, json!(registration.login_url)),
        (REDIRECT_URIS, json!(registration.redirect_uris)),
        (CLIENT_NAME, json!(registration.name)),
        (JWKS_URI, json!(registration.jwks_url)),
        (LOGO_URI, json!(registration.introduction.logo_uri)),
        (TOKEN_ENDPOINT_AUTH_METHOD, json!("private_key_jwt")),
        (SCOPE, json!(registration.scopes.join(" "))),
    ];
    there(members)
}

/// The part that LTI adds, with the deployment where it is told.
fn tool(invitation: &Invitation, registration: &Registration) -> Map<String, Value> {
    let said = &registration.introduction;
    let told =
        invitation.deployment == Telling::Answered && !grants(invitation).contains(&Grant::WithoutDeployment);
    let custom = (!registration.custom.is_empty()).then_some(&registration.custom);
    let further = (!said.secondary_domains.is_empty()).then_some(&said.secondary_domains);
    let members = [
        (DOMAIN, json!(said.domain)),
        (SECONDARY_DOMAINS, json!(further)),
        (DEPLOYMENT_ID, json!(registration.deployments.first().filter(|_| told))),
        (TARGET_LINK_URI, json!(registration.target_link_uri)),
        (DESCRIPTION, json!(said.description)),
        (CUSTOM_PARAMETERS, json!(custom)),
        (CLAIMS, json!(said.claims)),
        (MESSAGES, json!(said.messages)),
    ];
    there(members)
}

/// What has a value.
fn there<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let there = members.into_iter().filter(|(_, value)| !value.is_null());
    there.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What a fault makes of an answer; what is registered is changed elsewhere.
fn spoil(answer: &mut Map<String, Value>, what: Grant) {
    match what {
        Grant::ExtraMembers => {
            add_unknown(answer);
            if let Some(Value::Object(tool)) = answer.get_mut(TOOL_CONFIGURATION) {
                add_unknown(tool);
            }
        }
        Grant::WithoutClientId => {
            for member in [CLIENT_ID, REGISTRATION_CLIENT_URI, REGISTRATION_ACCESS_TOKEN] {
                answer.remove(member);
            }
        }
        Grant::Status(_) | Grant::FewerScopes | Grant::OtherClaims | Grant::WithoutDeployment => {}
    }
}
