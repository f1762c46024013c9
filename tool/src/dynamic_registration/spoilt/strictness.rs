//! What a tool with a bug insists on, or lets pass.

use homeroom_vocab::registration::{PLATFORM_CONFIGURATION, TOOL_CONFIGURATION, platform, tool};
use serde_json::{Map, Value};
use url::Url;

use super::super::answer::Granted;
use super::super::configuration::Configuration;
use super::super::error::RegistrationError;
use crate::defects::{Defect, Defects};
use crate::services::json;

/// What OpenID Connect Discovery has beside the members that LTI names.
const FURTHER: &[&str] = &["response_modes_supported", "grant_types_supported", PLATFORM_CONFIGURATION];

/// What a registration is answered with beside what was sent.
const ANSWERED: &[&str] = &[
    tool::CLIENT_ID,
    "client_id_issued_at",
    "client_secret_expires_at",
    "registration_client_uri",
    "registration_access_token",
];

/// DYN-036: a correct tool takes configurations as they come.
pub(in super::super) fn check_configuration(
    members: &Map<String, Value>,
    defects: &Defects,
) -> Result<(), RegistrationError> {
    let lti = members.get(PLATFORM_CONFIGURATION);
    if lti.is_none() && defects.has(Defect::CONFIGURATION_LTI_CRASH) {
        return Err(RegistrationError::Crash);
    }
    let of_lti = |name: &str| lti.and_then(|lti| lti.get(name));
    let lacks = |defect, name, is_there: bool| {
        if !is_there && defects.has(defect) {
            Err(RegistrationError::ConfigurationLacks(name))
        } else {
            Ok(())
        }
    };
    let messages = of_lti(platform::MESSAGES_SUPPORTED).and_then(Value::as_array);
    let are_objects = messages.is_none_or(|messages| messages.iter().all(Value::is_object));
    lacks(Defect::CONFIGURATION_MESSAGES_INSISTED, platform::MESSAGES_SUPPORTED, are_objects)?;
    let variables = of_lti(platform::VARIABLES).is_some();
    lacks(Defect::CONFIGURATION_VARIABLES_INSISTED, platform::VARIABLES, variables)?;
    let claims = members.contains_key(platform::CLAIMS_SUPPORTED);
    lacks(Defect::CONFIGURATION_CLAIMS_INSISTED, platform::CLAIMS_SUPPORTED, claims)?;
    let is_known = |name: &String| {
        platform::ALL.iter().any(|term| term.value == name) || FURTHER.contains(&name.as_str())
    };
    if defects.has(Defect::CONFIGURATION_STRICT) && !members.keys().all(is_known) {
        return Err(RegistrationError::ConfigurationUnreadable);
    }
    Ok(())
}

/// What defects take for the issuer at this address (DYN-003).
pub(in super::super) fn is_same_issuer(issuer: &str, from: &Url, defects: &Defects) -> bool {
    let Ok(url) = Url::parse(issuer) else { return false };
    let (host, own) = (url.host_str().unwrap_or_default(), from.host_str().unwrap_or_default());
    let has = |defect| defects.has(defect);
    // An address without a host, which only other defects read.
    let is_nobodys = has(Defect::CONFIGURATION_OF_FILE) || has(Defect::CONFIGURATION_OF_DATA);
    has(Defect::CONFIGURATION_ISSUER_UNCHECKED)
        || (has(Defect::CONFIGURATION_ISSUER_PORT_IGNORED) && host == own)
        || (has(Defect::CONFIGURATION_ISSUER_SUB_DOMAIN) && host.ends_with(&format!(".{own}")))
        || (has(Defect::CONFIGURATION_ISSUER_BY_PREFIX) && host.starts_with(own))
        || (has(Defect::CONFIGURATION_ISSUER_USER) && url.username() == own)
        || (is_nobodys && own.is_empty())
}

/// DYN-044, DYN-050: a correct tool asks for what there is.
pub(in super::super) fn forget_offers(platform: &mut Configuration, defects: &Defects) {
    if defects.has(Defect::OFFERED_SCOPES_IGNORED) {
        platform.scopes = None;
    }
    if defects.has(Defect::OFFERED_MESSAGES_IGNORED) {
        platform.messages = None;
    }
}

/// DYN-008, DYN-009: a correct tool takes what the platform answers.
pub(in super::super) fn check_answer(
    sent: &Value,
    answer: &[u8],
    defects: &Defects,
) -> Result<(), RegistrationError> {
    let members = json::object(answer).unwrap_or_default();
    let of_lti = |name: &str| members.get(TOOL_CONFIGURATION).and_then(|lti| lti.get(name));
    let is_known = |name: &String| sent.get(name).is_some() || ANSWERED.contains(&name.as_str());
    let is_refused = [
        (
            Defect::ANSWERED_CLAIMS_INSISTED,
            of_lti(tool::CLAIMS) != sent[TOOL_CONFIGURATION].get(tool::CLAIMS),
        ),
        (Defect::ANSWERED_DEPLOYMENT_INSISTED, of_lti(tool::DEPLOYMENT_ID).is_none()),
        (Defect::ANSWERED_STRICT, !members.keys().all(is_known)),
    ];
    let fails = is_refused.into_iter().any(|(defect, is_odd)| is_odd && defects.has(defect));
    if fails { Err(RegistrationError::AnswerUnreadable) } else { Ok(()) }
}

/// DYN-008: a correct tool keeps what it was granted.
pub(in super::super) fn granted(granted: Granted, sent: &Value, defects: &Defects) -> Granted {
    if !defects.has(Defect::REGISTERED_SCOPES_ASKED) {
        return granted;
    }
    let asked = sent[tool::SCOPE].as_str().unwrap_or_default();
    Granted { scopes: Some(asked.split(' ').map(str::to_owned).collect()), ..granted }
}
