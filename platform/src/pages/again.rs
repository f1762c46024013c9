//! A form whose token was not right any more, as after a restart of the browser: nothing is done, and nothing that was
//! typed is lost. A form that came from a page of ours can be sent again by one button, by the person alone.

use actix_web::HttpRequest;
use actix_web::http::header::ORIGIN;
use serde::Serialize;

use super::typed::Typed;
use crate::domain::public_key::given::{Given, Misread};

/// How many fields are kept; no form of ours has as many.
const FIELDS: usize = 500;

/// What was typed, to be sent once more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Again {
    /// Where to; none where nobody can tell that the form was ours.
    action: Option<String>,
    fields: Vec<(String, String)>,
    /// What a person sees of them.
    shown: Vec<(String, String)>,
}

impl Again {
    /// Keeps a filled form. Browsers name the origin of every form that they post, and a foreign one was refused before:
    /// without it, a button would let a stranger's form through.
    pub(super) fn of(request: &HttpRequest, typed: &Typed) -> Self {
        let action = request.uri().path_and_query().map(|address| address.as_str().to_owned());
        let fields: Vec<_> =
            typed.pairs().filter(|(name, _)| name != "csrf").take(FIELDS).map(public).collect();
        let machinery = |name: &str| matches!(name, "seen" | "back" | "scopes");
        let shown = fields.iter().filter(|(name, value)| !machinery(name) && !value.trim().is_empty());
        Self {
            shown: shown.cloned().collect(),
            action: action.filter(|_| request.headers().contains_key(ORIGIN)),
            fields,
        }
    }

    #[cfg(test)]
    pub(super) fn samples() -> Vec<Self> {
        use super::samples::HARD_NAME;
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![pair("name", HARD_NAME), pair("custom", "a=1\r\nb=2"), pair("seen", "x")];
        let shown = fields[..2].to_vec();
        vec![
            Self { action: Some("/main/x?a=1&b=2".into()), fields, shown: shown.clone() },
            Self { shown, ..Self::default() },
            Self { action: Some("/main/x".into()), ..Self::default() },
        ]
    }
}

/// A field, with a private key replaced by its public half: no page of ours gives a private key back.
fn public((name, value): &(String, String)) -> (String, String) {
    let read = (name == "keys").then(|| Given::read("keys", value));
    match read {
        Some(Err(Misread { instead: Some(half), .. })) => (name.clone(), half),
        _ => (name.clone(), value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn all_but_the_token_is_kept_and_sent_again_only_to_where_it_went() {
        let typed = Typed::parse(b"csrf=old&name=Ada&seen=x&note=&name=Ben");
        let request =
            TestRequest::post().uri("/main/admin/people/new?a=1").insert_header((ORIGIN, "http://localhost"));
        let again = Again::of(&request.to_http_request(), &typed);
        assert_eq!(again.action.as_deref(), Some("/main/admin/people/new?a=1"));
        assert_eq!(again.fields.len(), 4);
        assert_eq!(again.shown.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["Ada", "Ben"]);
    }

    #[test]
    fn a_private_key_is_neither_shown_nor_sent_again() {
        let pem = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
        let jwk = r#"{"kty":"RSA","kid":"k1","n":"AQAB","e":"AQAB","d":"c2VjcmV0"}"#;
        for (keys, left) in [(pem, ""), (jwk, "k1"), ("http://t/keys", "http://t/keys")] {
            let pairs = [("name", "Quiz"), ("keys", keys)];
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            let again = Again::of(&TestRequest::post().to_http_request(), &Typed::parse(body.as_bytes()));
            assert!(!format!("{again:?}").contains("c2VjcmV0"), "{again:?}");
            assert_eq!(again.fields[0].1, "Quiz");
            assert!(again.fields[1].1.contains(left), "{again:?}");
        }
    }

    #[test]
    fn a_form_of_unknown_origin_is_only_shown() {
        let request = TestRequest::post().uri("/main/x").to_http_request();
        assert_eq!(Again::of(&request, &Typed::parse(b"name=Ada")).action, None);
    }
}
