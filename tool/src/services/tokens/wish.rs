//! What a token is wished for.

use std::collections::BTreeSet;

use homeroom_vocab::token::{CLIENT_ASSERTION, CLIENT_ASSERTION_TYPE, GRANT_TYPE, SCOPE};
use homeroom_vocab::value::{CLIENT_ASSERTION_TYPE_JWT_BEARER, GRANT_TYPE_CLIENT_CREDENTIALS};
use serde_json::json;
use url::form_urlencoded;

use crate::registration::Registration;

/// A token of this platform, for this client and deployment, with these scopes.
#[derive(Clone, Debug)]
pub(crate) struct Wish<'a> {
    pub(crate) registration: &'a Registration,
    pub(crate) deployment: &'a str,
    /// Only what the launch offered (TOK-026).
    pub(crate) scopes: BTreeSet<&'static str>,
}

impl Wish<'_> {
    /// Under which a token is kept (TOK-027). Written so that no part can pass for another.
    pub(super) fn key(&self) -> String {
        let Registration { issuer, client_id, token_endpoint, .. } = self.registration;
        json!([issuer, client_id, token_endpoint, self.deployment, self.scopes]).to_string()
    }

    /// TOK-002, TOK-003, TOK-005; nothing of a client secret (TOK-015).
    pub(super) fn form(&self, assertion: &str) -> String {
        let scopes = self.scopes.iter().copied().collect::<Vec<_>>().join(" ");
        form_urlencoded::Serializer::new(String::new())
            .append_pair(GRANT_TYPE, GRANT_TYPE_CLIENT_CREDENTIALS)
            .append_pair(CLIENT_ASSERTION_TYPE, CLIENT_ASSERTION_TYPE_JWT_BEARER)
            .append_pair(CLIENT_ASSERTION, assertion)
            .append_pair(SCOPE, &scopes)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use homeroom_vocab::scope::{AGS_LINEITEM, AGS_SCORE};

    use super::*;
    use crate::registration::sample;

    fn key(issuer: &str, client: &str, deployment: &str, scopes: &[&'static str]) -> String {
        let registration = sample(issuer, client, &["1"]);
        let scopes = scopes.iter().copied().collect();
        Wish { registration: &registration, deployment, scopes }.key()
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
        let registration = sample("https://a.test", "one", &["1"]);
        let scopes = BTreeSet::from(["a", "b"]);
        let form = Wish { registration: &registration, deployment: "1", scopes }.form("x.y.z");
        assert_eq!(
            form,
            "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A\
             client-assertion-type%3Ajwt-bearer&client_assertion=x.y.z&scope=a+b"
        );
    }
}
