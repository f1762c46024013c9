//! The parameters of a login initiation (OIDC-003 to OIDC-016).

use homeroom_vocab::login::{
    self, CLIENT_ID, ISS, LOGIN_HINT, LTI_DEPLOYMENT_ID, LTI_MESSAGE_HINT, TARGET_LINK_URI,
};
use serde::{Deserialize, Serialize};

use crate::defects::{Defect, Defects};
use crate::form::Form;
use crate::login::error::LoginError;

/// Longer than any honest hint, short enough for a URL that has to carry it on (ATK-009).
const LONGEST: usize = 16 * 1024;

/// A login initiation. Unsigned: it decides where the browser goes next, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoginRequest {
    pub(crate) issuer: String,
    pub(crate) login_hint: String,
    pub(crate) target_link_uri: String,
    pub(crate) message_hint: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) deployment_id: Option<String>,
}

impl LoginRequest {
    pub(crate) fn parse(form: &Form, defects: &Defects) -> Result<Self, LoginError> {
        if defects.has(Defect::EXTRA_LOGIN_PARAMETERS_REFUSED) && !form.names().all(is_known) {
            return Err(LoginError::Extra);
        }
        if defects.has(Defect::ARRAY_PARAMETER_CRASH) && form.names().any(|name| name.ends_with("[]")) {
            return Err(LoginError::Crash);
        }
        if defects.has(Defect::LOGIN_OPTIONAL_REQUIRED) {
            for name in [CLIENT_ID, LTI_DEPLOYMENT_ID, LTI_MESSAGE_HINT] {
                required(form, name)?;
            }
        }
        let required = |name, optional| match required(form, name) {
            Err(LoginError::Missing(_)) if defects.has(optional) => Ok(String::new()),
            value => value,
        };
        Ok(Self {
            issuer: required(ISS, Defect::LOGIN_ISS_OPTIONAL)?,
            login_hint: required(LOGIN_HINT, Defect::LOGIN_HINT_OPTIONAL)?,
            target_link_uri: required(TARGET_LINK_URI, Defect::LOGIN_TARGET_OPTIONAL)?,
            message_hint: optional(form, LTI_MESSAGE_HINT)?,
            client_id: optional(form, CLIENT_ID)?,
            deployment_id: optional(form, LTI_DEPLOYMENT_ID)?,
        })
    }
}

fn required(form: &Form, name: &'static str) -> Result<String, LoginError> {
    optional(form, name)?.filter(|value| !value.is_empty()).ok_or(LoginError::Missing(name))
}

fn optional(form: &Form, name: &'static str) -> Result<Option<String>, LoginError> {
    let value = form.one(name)?;
    let too_long = value.as_ref().is_some_and(|value| value.len() > LONGEST);
    if too_long { Err(LoginError::TooLong(name)) } else { Ok(value) }
}

fn is_known(name: &str) -> bool {
    login::ALL.iter().any(|term| term.value == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormError;

    const GOOD: &str = "iss=https%3A%2F%2Flms.test&login_hint=u&target_link_uri=https%3A%2F%2Ftool.test%2F";

    fn parse(query: &str) -> Result<LoginRequest, LoginError> {
        LoginRequest::parse(&Form::parse(query.as_bytes()), &Defects::default())
    }

    #[test]
    fn three_parameters_are_enough_and_unknown_ones_ignored() {
        let request = parse(&format!("{GOOD}&canvas_region=x&canvas_region=y&iss[]=z")).unwrap();
        assert_eq!(request.issuer, "https://lms.test");
        assert_eq!((request.message_hint, request.client_id, request.deployment_id), (None, None, None));
    }

    #[test]
    fn each_of_the_three_is_required() {
        for name in [ISS, LOGIN_HINT, TARGET_LINK_URI] {
            let without: Vec<_> =
                GOOD.split('&').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
            assert_eq!(parse(&without.join("&")), Err(LoginError::Missing(name)));
            assert_eq!(parse(&format!("{}&{name}=", without.join("&"))), Err(LoginError::Missing(name)));
        }
    }

    #[test]
    fn a_known_parameter_stands_once() {
        assert_eq!(parse(&format!("{GOOD}&iss=b")), Err(FormError::Repeated(ISS).into()));
        let twice = format!("{GOOD}&client_id=a&client_id=a");
        assert_eq!(parse(&twice), Err(FormError::Repeated(CLIENT_ID).into()));
    }

    #[test]
    fn long_hints_pass_and_absurd_ones_do_not() {
        let with = |length| parse(&format!("{GOOD}&lti_message_hint={}", "x".repeat(length)));
        assert_eq!(with(8192).unwrap().message_hint.unwrap().len(), 8192);
        assert_eq!(with(64 * 1024), Err(LoginError::TooLong(LTI_MESSAGE_HINT)));
    }
}
