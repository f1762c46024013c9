//! What the platform posted: a token or an error (OIDC-065, OIDC-080, OIDC-081).

use homeroom_vocab::error::authorization::LOGIN_REQUIRED;
use homeroom_vocab::response::{self, ERROR, ERROR_DESCRIPTION, ID_TOKEN, STATE};

use crate::defects::{Defect, Defects};
use crate::form::{Form, FormError};
use crate::launch::Refusal;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Token { id_token: String, state: Option<String> },
    Failure(Failure),
}

/// The platform's error.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) description: Option<String>,
    pub(crate) state: Option<String>,
}

impl Failure {
    pub(crate) fn is_login_required(&self) -> bool {
        self.code == LOGIN_REQUIRED
    }
}

impl Answer {
    /// One or the other, each field once (ATK-074); fields that we do not know are ignored (OIDC-088).
    pub(crate) fn parse(form: &Form, defects: &Defects) -> Result<Self, Refusal> {
        if defects.has(Defect::EXTRA_LAUNCH_FIELDS_REFUSED) && !form.names().all(is_known) {
            return Err(Refusal::ExtraField);
        }
        let state = match form.one(STATE) {
            Err(FormError::Repeated(_)) if defects.has(Defect::SECOND_STATE_IGNORED) => form.first(STATE),
            state => state?,
        };
        let id_token = match form.one(ID_TOKEN) {
            Err(FormError::Repeated(_)) if defects.has(Defect::SECOND_TOKEN_IGNORED) => form.first(ID_TOKEN),
            id_token => id_token?,
        };
        let error = form.one(ERROR)?;
        match (id_token, error) {
            (Some(_), Some(_)) if !defects.has(Defect::ERROR_BESIDE_TOKEN_IGNORED) => {
                Err(Refusal::TokenAndError)
            }
            (Some(id_token), _) => Ok(Self::Token { id_token, state }),
            (None, Some(code)) => {
                Ok(Self::Failure(Failure { code, description: form.one(ERROR_DESCRIPTION)?, state }))
            }
            (None, None) => Err(Refusal::NoToken),
        }
    }
}

fn is_known(name: &str) -> bool {
    [ID_TOKEN, STATE, ERROR, ERROR_DESCRIPTION, response::ERROR_URI].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(form: &str) -> Result<Answer, Refusal> {
        Answer::parse(&Form::parse(form.as_bytes()), &Defects::default())
    }

    #[test]
    fn a_token_comes_with_its_state_and_fields_that_do_not_matter() {
        let answer = parse("id_token=t&state=s&session_state=x&iss=y&lti_storage_target=_parent").unwrap();
        assert_eq!(answer, Answer::Token { id_token: "t".into(), state: Some("s".into()) });
    }

    #[test]
    fn an_error_may_say_more() {
        let Answer::Failure(failure) = parse("error=login_required&error_description=a+b&state=s").unwrap()
        else {
            panic!("no failure");
        };
        assert!(failure.is_login_required());
        assert_eq!(failure.description.as_deref(), Some("a b"));
    }

    #[test]
    fn contradictions_are_refused() {
        assert!(matches!(parse("id_token=t&error=e&state=s"), Err(Refusal::TokenAndError)));
        assert!(matches!(parse("state=s"), Err(Refusal::NoToken)));
        assert!(matches!(parse("JWT=t&state=s"), Err(Refusal::NoToken)));
        assert!(matches!(parse("id_token=t&id_token=u&state=s"), Err(Refusal::Form(_))));
        assert!(matches!(parse("id_token=t&state=s&state=s"), Err(Refusal::Form(_))));
    }
}
