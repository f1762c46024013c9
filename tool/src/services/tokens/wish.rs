//! What a token is wished for.

use std::collections::BTreeSet;

use homeroom_vocab::token::{CLIENT_ASSERTION, CLIENT_ASSERTION_TYPE, GRANT_TYPE, SCOPE};
use homeroom_vocab::value::{CLIENT_ASSERTION_TYPE_JWT_BEARER, GRANT_TYPE_CLIENT_CREDENTIALS};
use serde_json::json;
use url::form_urlencoded;

use crate::defects::{Defect, Defects};
use crate::platform::Platform;

/// A token of this platform, for this client and deployment, with these scopes.
#[derive(Clone, Debug)]
pub(crate) struct Wish<'a> {
    pub(crate) platform: &'a Platform,
    pub(crate) deployment: &'a str,
    /// Only what the launch offered (TOK-026).
    pub(crate) scopes: BTreeSet<&'static str>,
}

impl Wish<'_> {
    /// Under which a token is kept (TOK-027). Written so that no part can pass for another.
    pub(super) fn key(&self, defects: &Defects) -> String {
        let Platform { issuer, client_id, token_endpoint, .. } = self.platform;
        if defects.has(Defect::TOKENS_BY_SCOPES) {
            return json!(self.scopes).to_string();
        }
        let deployment = if defects.has(Defect::TOKENS_OF_CLIENTS) { "" } else { self.deployment };
        json!([issuer, client_id, token_endpoint, deployment, self.scopes]).to_string()
    }

    /// What a token is asked for with (TOK-002, TOK-003, TOK-005); nothing of a client secret (TOK-015).
    pub(super) fn parameters(&self, assertion: &str, defects: &Defects) -> Vec<(&'static str, String)> {
        let mut parameters = vec![
            (GRANT_TYPE, grant(defects).to_owned()),
            (CLIENT_ASSERTION_TYPE, assertion_type(defects).to_owned()),
            (CLIENT_ASSERTION, assertion.to_owned()),
        ];
        if !defects.has(Defect::TOKEN_WITHOUT_SCOPE) {
            parameters.push((SCOPE, self.scope(defects)));
        }
        if defects.has(Defect::TOKEN_SECRET_SENT) {
            parameters.push(("client_secret", "secret".to_owned()));
        }
        parameters
    }

    fn scope(&self, defects: &Defects) -> String {
        if let Some(registered) = &self.platform.scopes
            && defects.has(Defect::REGISTERED_SCOPES_ASKED)
        {
            return registered.join(" ");
        }
        let between = if defects.has(Defect::TOKEN_SCOPES_BY_COMMA) { "," } else { " " };
        self.scopes.iter().copied().collect::<Vec<_>>().join(between)
    }
}

fn grant(defects: &Defects) -> &'static str {
    if defects.has(Defect::TOKEN_GRANT_CODE) { "authorization_code" } else { GRANT_TYPE_CLIENT_CREDENTIALS }
}

fn assertion_type(defects: &Defects) -> &'static str {
    if defects.has(Defect::TOKEN_ASSERTION_TYPE_SHORT) {
        "jwt-bearer"
    } else {
        CLIENT_ASSERTION_TYPE_JWT_BEARER
    }
}

/// As a form writes them.
pub(super) fn form(parameters: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::scope::{AGS_LINEITEM, AGS_SCORE};

    use super::*;
    use crate::platform::sample;

    fn key(issuer: &str, client: &str, deployment: &str, scopes: &[&'static str]) -> String {
        let platform = sample(issuer, client, &["1"]);
        let scopes = scopes.iter().copied().collect();
        Wish { platform: &platform, deployment, scopes }.key(&Defects::default())
    }

    #[test]
    fn tokens_are_kept_apart() {
        let keys = BTreeSet::from([
            key("https://a.test", "one", "1", &[AGS_SCORE]),
            key("https://b.test", "one", "1", &[AGS_SCORE]),
            key("https://a.test", "two", "1", &[AGS_SCORE]),
            key("https://a.test", "one", "2", &[AGS_SCORE]),
            key("https://a.test", "one", "1", &[AGS_SCORE, AGS_LINEITEM]),
        ]);
        assert_eq!(keys.len(), 5);
        assert_eq!(
            key("https://a.test", "one", "1", &[AGS_SCORE, AGS_LINEITEM]),
            key("https://a.test", "one", "1", &[AGS_LINEITEM, AGS_SCORE])
        );
    }

    #[test]
    fn the_form_is_that_of_the_grant() {
        let platform = sample("https://a.test", "one", &["1"]);
        let scopes = BTreeSet::from(["a", "b"]);
        let wish = Wish { platform: &platform, deployment: "1", scopes };
        assert_eq!(
            form(&wish.parameters("x.y.z", &Defects::default())),
            "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A\
             client-assertion-type%3Ajwt-bearer&client_assertion=x.y.z&scope=a+b"
        );
    }
}
