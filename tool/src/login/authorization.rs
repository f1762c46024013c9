//! The authentication request (OIDC-018, OIDC-030 to OIDC-041).

use homeroom_vocab::authorization::{
    CLIENT_ID, LOGIN_HINT, LTI_MESSAGE_HINT, NONCE, PROMPT, REDIRECT_URI, RESPONSE_MODE, RESPONSE_TYPE,
    SCOPE, STATE,
};
use homeroom_vocab::value::{PROMPT_NONE, RESPONSE_MODE_FORM_POST, RESPONSE_TYPE_ID_TOKEN, SCOPE_OPENID};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::defects::{Defect, Defects};
use crate::login::pending::Pending;
use crate::login::spoilt;

/// The registered authorization endpoint with our parameters behind any of its own.
pub(crate) fn request(pending: &Pending, redirect_uri: &str, defects: &Defects) -> Url {
    let login_hint = login_hint(pending, defects);
    let mut parameters = vec![
        (SCOPE, SCOPE_OPENID),
        (RESPONSE_TYPE, RESPONSE_TYPE_ID_TOKEN),
        (RESPONSE_MODE, RESPONSE_MODE_FORM_POST),
        (PROMPT, PROMPT_NONE),
        (CLIENT_ID, client_id(pending, defects)),
        (REDIRECT_URI, redirect_uri),
        (LOGIN_HINT, &login_hint),
        (NONCE, &pending.nonce),
        (STATE, &pending.state),
    ];
    parameters.extend(message_hint(pending, defects).map(|hint| (LTI_MESSAGE_HINT, hint)));
    spoilt::request(&mut parameters, pending, defects);
    let mut url = endpoint(pending, defects);
    url.query_pairs_mut().extend_pairs(parameters);
    url
}

fn endpoint(pending: &Pending, defects: &Defects) -> Url {
    let mut url = pending.platform.authorization_endpoint.clone();
    if url.host_str() == Some("localhost") && defects.has(Defect::ENDPOINT_BY_ADDRESS) {
        // A loopback address always fits into a web address.
        let _fits = url.set_host(Some("127.0.0.1"));
    }
    url
}

fn client_id<'a>(pending: &'a Pending, defects: &Defects) -> &'a str {
    let known = pending.platform.client_id.as_str();
    match &pending.request.client_id {
        Some(given) if defects.has(Defect::CLIENT_ID_OF_LOGIN_ECHOED) => given,
        _ => known,
    }
}

fn login_hint(pending: &Pending, defects: &Defects) -> String {
    let hint = &pending.request.login_hint;
    if defects.has(Defect::LOGIN_HINT_DECODED_TWICE) {
        return percent_decode_str(&hint.replace('+', " ")).decode_utf8_lossy().into_owned();
    }
    hint.clone()
}

fn message_hint<'a>(pending: &'a Pending, defects: &Defects) -> Option<&'a str> {
    match pending.request.message_hint.as_deref() {
        Some(_) if defects.has(Defect::MESSAGE_HINT_DROPPED) => None,
        None if defects.has(Defect::MESSAGE_HINT_INVENTED) => Some(""),
        hint => hint,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use super::*;
    use crate::login::request::LoginRequest;
    use crate::platform::sample;

    const AWKWARD: &str = "a+b/c=d&e%20f g é\"><script>\r\nSet-Cookie: x=1";

    fn pending(message_hint: Option<&str>) -> Pending {
        Pending {
            state: "s".into(),
            nonce: "n".into(),
            binding: "b".into(),
            platform: Arc::new(sample("https://lms.test", "client", &["1"])),
            request: LoginRequest {
                issuer: "https://lms.test".into(),
                login_hint: AWKWARD.into(),
                target_link_uri: "https://evil.test/".into(),
                message_hint: message_hint.map(str::to_owned),
                client_id: Some("ignored".into()),
                deployment_id: None,
            },
        }
    }

    fn parameters(message_hint: Option<&str>, defects: &Defects) -> HashMap<String, String> {
        let url = request(&pending(message_hint), "https://tool.test/launch", defects);
        assert!(url.as_str().starts_with("https://lms.test/authorize?keep=1&scope=openid&"));
        url.query_pairs().into_owned().collect()
    }

    #[test]
    fn the_request_holds_what_openid_connect_demands() {
        let parameters = parameters(None, &Defects::default());
        let expected = [
            ("keep", "1"),
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", "client"),
            ("redirect_uri", "https://tool.test/launch"),
            ("login_hint", AWKWARD),
            ("state", "s"),
            ("nonce", "n"),
        ];
        assert_eq!(parameters, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }

    #[test]
    fn the_message_hint_goes_back_as_it_came() {
        assert_eq!(parameters(Some(AWKWARD), &Defects::default())["lti_message_hint"], AWKWARD);
        assert_eq!(parameters(Some(""), &Defects::default())["lti_message_hint"], "");
    }

    #[test]
    fn hints_are_damaged_only_by_defects() {
        let with = |defect, hint| parameters(hint, &Defects::new(vec![defect]));
        assert_ne!(with(&Defect::LOGIN_HINT_DECODED_TWICE, None)["login_hint"], AWKWARD);
        assert!(!with(&Defect::MESSAGE_HINT_DROPPED, Some("m")).contains_key("lti_message_hint"));
        assert_eq!(with(&Defect::MESSAGE_HINT_INVENTED, None)["lti_message_hint"], "");
        assert_eq!(with(&Defect::CLIENT_ID_OF_LOGIN_ECHOED, None)["client_id"], "ignored");
    }

    #[test]
    fn a_defect_leaves_a_parameter_out_or_puts_something_else_there() {
        let with = |defect| parameters(None, &Defects::new(vec![defect]));
        assert!(!with(&Defect::STATE_NOT_SENT).contains_key("state"));
        assert!(!with(&Defect::NONCE_NOT_SENT).contains_key("nonce"));
        assert_eq!(with(&Defect::RESPONSE_TYPE_CODE)["response_type"], "code");
        assert_eq!(with(&Defect::REDIRECT_TO_TARGET)["redirect_uri"], "https://evil.test/");
        assert_eq!(with(&Defect::DEPLOYMENT_FOR_CLIENT)["client_id"], "1");
        assert_eq!(with(&Defect::DEPLOYMENT_FOR_CLIENT).len(), parameters(None, &Defects::default()).len());
    }

    #[test]
    fn the_endpoint_keeps_its_name_without_the_defect() {
        let mut login = pending(None);
        let mut platform = sample("http://localhost:8080", "client", &["1"]);
        platform.authorization_endpoint = Url::parse("http://localhost:8080/authorize").unwrap();
        login.platform = std::sync::Arc::new(platform);
        let asked = |defects: &Defects| request(&login, "https://tool.test/launch", defects).to_string();
        assert!(asked(&Defects::default()).starts_with("http://localhost:8080/authorize?"));
        let broken = Defects::new(vec![&Defect::ENDPOINT_BY_ADDRESS]);
        assert!(asked(&broken).starts_with("http://127.0.0.1:8080/authorize?"));
    }
}
