//! What a platform registered (DYN-007 to DYN-009): its values count, whatever was asked for.

use homeroom_vocab::registration::{TOOL_CONFIGURATION, tool};
use serde_json::Value;

use super::error::RegistrationError;
use crate::services::json;

/// Longer ids are no ids (CORE-009 allows 255 for deployments).
const LONGEST: usize = 255;

/// What the tool keeps of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) client_id: String,
    /// The deployment that the platform made; `None` where the first launch will tell.
    pub(crate) deployment: Option<String>,
    /// What may be asked for; `None` where the answer does not say, which is what was asked for (RFC 7591, 3.2.1).
    pub(crate) scopes: Option<Vec<String>>,
}

impl Granted {
    pub(crate) fn read(body: &[u8]) -> Result<Self, RegistrationError> {
        let members = json::object(body).ok_or(RegistrationError::AnswerUnreadable)?;
        let client_id = json::text(&members, tool::CLIENT_ID).filter(|id| is_id(id));
        let lti = members.get(TOOL_CONFIGURATION).and_then(Value::as_object);
        let deployment = lti.and_then(|lti| json::text(lti, tool::DEPLOYMENT_ID)).filter(|id| is_id(id));
        let scopes = members.get(tool::SCOPE).and_then(Value::as_str);
        Ok(Self {
            client_id: client_id.ok_or(RegistrationError::NoClientId)?,
            deployment,
            scopes: scopes.map(|scopes| scopes.split_ascii_whitespace().map(str::to_owned).collect()),
        })
    }
}

fn is_id(text: &str) -> bool {
    text.len() <= LONGEST && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> Result<Granted, RegistrationError> {
        Granted::read(body.to_string().as_bytes())
    }

    #[test]
    fn the_values_of_the_platform_count() {
        let body = json!({
            "client_id": "42",
            "scope": "a  b",
            "new": [],
            TOOL_CONFIGURATION: { "deployment_id": "dep", "claims": "none" }
        });
        assert_eq!(
            read(&body).unwrap(),
            Granted {
                client_id: "42".to_owned(),
                deployment: Some("dep".to_owned()),
                scopes: Some(vec!["a".to_owned(), "b".to_owned()])
            }
        );
    }

    #[test]
    fn only_a_client_id_is_needed() {
        for odd in
            [Value::Null, json!(7), json!([]), json!({ "deployment_id": "" }), json!({ "deployment_id": 7 })]
        {
            let granted = read(&json!({ "client_id": "42", TOOL_CONFIGURATION: odd })).unwrap();
            assert_eq!((granted.deployment, granted.scopes), (None, None));
        }
        assert_eq!(read(&json!({ "client_id": "42", "scope": "" })).unwrap().scopes, Some(Vec::new()));
    }

    #[test]
    fn without_a_client_id_nothing_is_registered() {
        for odd in [Value::Null, json!(""), json!(42), json!("x".repeat(LONGEST + 1)), json!("a\nb")] {
            assert_eq!(read(&json!({ "client_id": odd })), Err(RegistrationError::NoClientId));
        }
        for body in ["", "[]", "<html>registered</html>", "\"42\""] {
            assert_eq!(Granted::read(body.as_bytes()), Err(RegistrationError::AnswerUnreadable), "{body}");
        }
    }
}
