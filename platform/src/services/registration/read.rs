//! What is kept of what a tool says about itself.

use std::collections::BTreeMap;

use homeroom_vocab::id::{ClientId, DeploymentId};
use homeroom_vocab::message::DEEP_LINKING;
use homeroom_vocab::registration::tool::{
    CLAIMS, CLIENT_NAME, CLIENT_URI, CONTACTS, CUSTOM_PARAMETERS, DESCRIPTION, DOMAIN, ICON_URI,
    INITIATE_LOGIN_URI, JWKS_URI, LABEL, LOGO_URI, PLACEMENTS, POLICY_URI, REDIRECT_URIS, ROLES,
    SECONDARY_DOMAINS, TARGET_LINK_URI, TOS_URI, TYPE,
};
use serde_json::{Map, Value};

use super::metadata::{Metadata, is_domain, is_texts, texts, web_url};
use super::rules::scopes;
use crate::domain::edge::{self, Invalid, WebUrl};
use crate::domain::introduction::{Introduction, Message};
use crate::domain::person::Privacy;
use crate::domain::registration::{Registration, SCOPES, SigningAlg};

/// The members whose texts can be there in other languages, as in `client_name#fr`.
const LOCALISED: &[&str] = &[CLIENT_NAME, LOGO_URI, CLIENT_URI, POLICY_URI, TOS_URI];

/// The registration of a new tool.
pub(super) fn new(
    metadata: &Metadata<'_>,
    client_id: String,
    deployment: String,
) -> Result<Registration, Invalid> {
    let introduction = introduction(metadata);
    let target_link_uri = required(TARGET_LINK_URI, metadata.of_tool(TARGET_LINK_URI))?;
    let picker = introduction.message(DEEP_LINKING).and_then(|message| message.target_link_uri.clone());
    Ok(Registration {
        client_id: ClientId::from(client_id),
        name: name(metadata, &target_link_uri),
        login_url: required(INITIATE_LOGIN_URI, metadata.get(INITIATE_LOGIN_URI))?,
        deep_linking_url: picker,
        redirect_uris: redirect_uris(metadata)?,
        jwks_url: url(metadata.get(JWKS_URI)),
        pem: None,
        jwks: None,
        deployments: vec![DeploymentId::from(deployment)],
        deployment_names: BTreeMap::new(),
        alg: SigningAlg::default(),
        privacy: Privacy::default(),
        custom: map_of_texts(metadata.of_tool(CUSTOM_PARAMETERS)),
        scopes: granted(metadata),
        target_link_uri,
        introduction,
    })
}

/// A registration as its tool changed it: what the campus decided stays as it is.
pub(super) fn changed(metadata: &Metadata<'_>, known: &Registration) -> Result<Registration, Invalid> {
    let new = new(metadata, known.client_id.to_string(), String::new())?;
    let Introduction { invitation, registration_url, issuer, registered_ms, .. } = known.introduction.clone();
    Ok(Registration {
        pem: known.pem.clone(),
        jwks: known.jwks.clone(),
        deployments: known.deployments.clone(),
        deployment_names: known.deployment_names.clone(),
        alg: known.alg,
        privacy: known.privacy,
        introduction: Introduction {
            invitation,
            registration_url,
            issuer,
            registered_ms,
            ..new.introduction
        },
        ..new
    })
}

fn required(field: &'static str, given: Option<&Value>) -> Result<WebUrl, Invalid> {
    WebUrl::parse(field, given.and_then(Value::as_str).unwrap_or_default())
}

fn redirect_uris(metadata: &Metadata<'_>) -> Result<Vec<WebUrl>, Invalid> {
    texts(metadata.get(REDIRECT_URIS)).into_iter().map(WebUrl::parse_redirect).collect()
}

/// What the tool is called; one without a name is called as its host is.
fn name(metadata: &Metadata<'_>, target: &WebUrl) -> String {
    let host = || web_url(target.as_str()).and_then(|url| url.host_str().map(str::to_owned));
    edge::text(metadata.text(CLIENT_NAME).map(str::to_owned)).or_else(host).unwrap_or_default()
}

/// Of the scopes that are asked for those that are on offer, in the order of the offer, each once (DYN-007).
fn granted(metadata: &Metadata<'_>) -> Vec<String> {
    let (asked, offer) = (scopes(metadata), &metadata.offer.scopes);
    let granted = SCOPES.iter().filter(|scope| asked.contains(scope) && offer.contains(scope));
    granted.map(|scope| (*scope).to_owned()).collect()
}

fn introduction(metadata: &Metadata<'_>) -> Introduction {
    Introduction {
        logo_uri: url(metadata.get(LOGO_URI)),
        domain: metadata
            .of_tool(DOMAIN)
            .and_then(Value::as_str)
            .filter(|name| is_domain(name))
            .map(str::to_owned),
        secondary_domains: owned(metadata.of_tool(SECONDARY_DOMAINS))
            .into_iter()
            .filter(|name| is_domain(name))
            .collect(),
        description: text(metadata.of_tool(DESCRIPTION)),
        claims: owned(metadata.of_tool(CLAIMS)),
        messages: messages(metadata),
        about: about(metadata),
        ..Introduction::default()
    }
}

/// The messages that are on offer.
fn messages(metadata: &Metadata<'_>) -> Vec<Message> {
    let offered = |message: &Message| metadata.offer.messages.contains(&message.kind.as_str());
    metadata.messages().filter_map(message).filter(offered).collect()
}

fn message(given: &Map<String, Value>) -> Option<Message> {
    Some(Message {
        kind: given.get(TYPE)?.as_str()?.to_owned(),
        target_link_uri: url(given.get(TARGET_LINK_URI)),
        label: text(given.get(LABEL)),
        icon_uri: url(given.get(ICON_URI)),
        custom_parameters: map_of_texts(given.get(CUSTOM_PARAMETERS)),
        placements: owned(given.get(PLACEMENTS)),
        roles: owned(given.get(ROLES)),
    })
}

/// What has no field of its own: pages, contacts and other languages, where they are what they should be.
fn about(metadata: &Metadata<'_>) -> Map<String, Value> {
    let kept = |(name, value): &(&String, &Value)| {
        let (member, language) = name.split_once('#').unwrap_or((name, ""));
        match member {
            CONTACTS => is_texts(value),
            CLIENT_NAME => !language.is_empty() && value.is_string(),
            LOGO_URI => !language.is_empty() && url(Some(value)).is_some(),
            _ => LOCALISED.contains(&member) && url(Some(value)).is_some(),
        }
    };
    let all = metadata.members.iter().filter(kept);
    all.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn url(given: Option<&Value>) -> Option<WebUrl> {
    WebUrl::parse("url", given?.as_str()?).ok()
}

fn text(given: Option<&Value>) -> Option<String> {
    edge::text(given.and_then(Value::as_str).map(str::to_owned))
}

fn owned(given: Option<&Value>) -> Vec<String> {
    texts(given).into_iter().map(str::to_owned).collect()
}

fn map_of_texts(given: Option<&Value>) -> BTreeMap<String, String> {
    let all = given.and_then(Value::as_object).into_iter().flatten();
    all.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}
