//! What a tool with a bug does otherwise when it registers: one thing in each.

mod body;
mod keeping;
mod places;
mod strictness;

use std::sync::Arc;

use homeroom_vocab::media_type::JSON;
use homeroom_vocab::post_message::{CLOSE, REGISTRATION_CLOSE};
use reqwest::header::HeaderValue;
use serde_json::Value;
use url::Url;

use super::caller::Unheard;
use super::error::RegistrationError;
use crate::defects::{Defect, Defects};
use crate::platform::Platform;

pub(super) use body::body;
pub(super) use keeping::{forget_early, keep, keep_early};
pub(super) use places::{is_allowed, read};
pub(super) use strictness::{check_answer, check_configuration, forget_offers, granted, is_same_issuer};

/// Where the configuration is read.
pub(super) fn address(mut url: Url, defects: &Defects) -> Url {
    if defects.has(Defect::CONFIGURATION_CACHE_BUSTED) {
        url.query_pairs_mut().append_pair("_", "1");
    }
    url
}

/// Where the registration is sent.
pub(super) fn endpoint(mut url: Url, defects: &Defects) -> Url {
    if defects.has(Defect::REGISTRATION_ENDPOINT_GUESSED) {
        url.set_path("/connect/register");
    }
    url
}

/// What the registration is authorized with.
pub(super) fn token(token: Option<&HeaderValue>, defects: &Defects) -> Option<HeaderValue> {
    if token.is_none() && defects.has(Defect::REGISTRATION_TOKEN_INVENTED) {
        return Some(HeaderValue::from_static("Bearer undefined"));
    }
    token.cloned().filter(|_| !defects.has(Defect::REGISTRATION_TOKEN_WITHHELD))
}

pub(super) fn media_type(defects: &Defects) -> &'static str {
    if defects.has(Defect::REGISTRATION_AS_TEXT) { "text/plain" } else { JSON }
}

/// The body as it is written.
pub(super) fn text(body: &Value, defects: &Defects) -> String {
    let text = body.to_string();
    if defects.has(Defect::REGISTRATION_IN_STRING) { Value::String(text).to_string() } else { text }
}

/// The script of the page.
pub(super) fn script(script: &str, defects: &Defects) -> String {
    if defects.has(Defect::CLOSE_NOT_TOLD) {
        script.replace(REGISTRATION_CLOSE, CLOSE)
    } else {
        script.to_owned()
    }
}

type Breaks = fn(&RegistrationError) -> bool;

/// The failures that break the tool.
const CRASHES: &[(Defect, Breaks)] = &[
    (Defect::CONFIGURATION_TEXT_CRASH, |error| matches!(error, RegistrationError::ConfigurationUnreadable)),
    (Defect::CONFIGURATION_GAP_CRASH, |error| matches!(error, RegistrationError::ConfigurationLacks(_))),
    (Defect::CONFIGURATION_SIZE_CRASH, |error| {
        matches!(error, RegistrationError::Configuration(Unheard::TooLarge))
    }),
    (Defect::CONFIGURATION_REDIRECT_CRASH, |error| {
        matches!(error, RegistrationError::Configuration(Unheard::Redirect))
    }),
];

/// What comes of a failure to register by a configuration.
pub(super) fn failure(
    error: RegistrationError,
    configuration: Option<Url>,
    defects: &Defects,
) -> Result<Arc<Platform>, RegistrationError> {
    let made_up = configuration.and_then(|configuration| keeping::made_up(&configuration, defects));
    let crashes = CRASHES.iter().any(|(defect, breaks)| defects.has(*defect) && breaks(&error));
    made_up.ok_or(if crashes { RegistrationError::Crash } else { error })
}
