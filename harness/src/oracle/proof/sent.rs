//! What was sent in place of a launch, and the words in which the tables speak of it.

use aws_lc_rs::hmac;
use serde_json::Value;

use super::Honest;
use crate::oracle::jwt::Token;
use crate::oracle::key_set::KeySet;

pub(super) const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";
pub(super) const SETTINGS: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

/// What went over the wire in place of a launch.
#[derive(Debug)]
pub(crate) struct Sent<'a> {
    pub(crate) token: &'a Token,
    pub(crate) keys: &'a KeySet,
    pub(crate) honest: &'a Honest,
    /// What the fault was ordered with.
    pub(crate) with: Option<&'a str>,
}

impl Sent<'_> {
    pub(super) fn verifies(&self) -> bool {
        self.token.verifies_with(self.keys)
    }

    pub(super) fn signed_by_platform(&self) -> bool {
        self.token.verifies_with_any(self.keys)
    }

    /// For a fault of a claim: the trace counts only in a token that is otherwise authentic.
    pub(super) fn honestly(&self, trace: bool) -> bool {
        trace && self.verifies()
    }

    pub(super) fn three_parts(&self) -> bool {
        self.token.parts().len() == 3
    }

    pub(super) fn signature(&self) -> &str {
        self.token.parts().last().copied().unwrap_or_default()
    }

    pub(super) fn signature_bytes(&self) -> Vec<u8> {
        self.token.bytes_of(2).unwrap_or_default()
    }

    pub(super) fn is_hmac(&self, algorithm: hmac::Algorithm, secret: &[u8]) -> bool {
        let Some((signed, _)) = self.token.raw.rsplit_once('.') else { return false };
        let key = hmac::Key::new(algorithm, secret);
        hmac::verify(&key, signed.as_bytes(), &self.signature_bytes()).is_ok()
    }

    /// A good signature under a header or over a payload that nobody should read.
    pub(super) fn is_signed_all_the_same(&self) -> bool {
        self.three_parts() && self.token.is_rs256_by_any(self.keys)
    }

    /// The header as it is written.
    pub(super) fn header_source(&self) -> Option<String> {
        String::from_utf8(self.token.bytes_of(0)?).ok()
    }

    /// The payload as it is written.
    pub(super) fn payload_source(&self) -> String {
        String::from_utf8_lossy(&self.token.bytes_of(1).unwrap_or_default()).into_owned()
    }

    pub(super) fn kid_is_published(&self) -> bool {
        self.token.header_text("kid").is_some_and(|kid| self.keys.kids().contains(&kid))
    }

    pub(super) fn kid_is_unpublished(&self) -> bool {
        self.token.header_text("kid").is_some_and(|kid| !self.keys.kids().contains(&kid))
    }

    pub(super) fn lacks_header(&self, name: &str) -> bool {
        self.token.header.is_some() && self.token.header(name).is_none()
    }

    pub(super) fn header_is(&self, name: &str, value: &str) -> bool {
        self.token.header_text(name) == Some(value)
    }

    pub(super) fn header_holds(&self, name: &str, part: &str) -> bool {
        self.token.header_text(name).is_some_and(|value| value.contains(part))
    }

    /// A `kid` that is in no set, in a token that is signed by us: only its name is wrong.
    pub(super) fn odd_kid_holds(&self, part: &str) -> bool {
        self.header_holds("kid", part) && self.kid_is_unpublished() && self.signed_by_platform()
    }

    pub(super) fn lacks(&self, claim: &str) -> bool {
        self.honestly(self.token.payload.is_some() && self.token.claim(claim).is_none())
    }

    pub(super) fn claim_is(&self, claim: &str, value: &str) -> bool {
        self.honestly(self.token.claim(claim).and_then(Value::as_str) == Some(value))
    }

    /// Present in an authentic token, and something else than the honest value.
    pub(super) fn claim_is_other(&self, claim: &str, honest: &str) -> bool {
        self.honestly(self.token.claim(claim).is_some_and(|value| value.as_str() != Some(honest)))
    }

    pub(super) fn claim_holds(&self, claim: &str, part: &str) -> bool {
        self.token.claim(claim).and_then(Value::as_str).is_some_and(|value| value.contains(part))
    }

    pub(super) fn claim_ends(&self, claim: &str, end: &str) -> bool {
        self.token.claim(claim).and_then(Value::as_str).is_some_and(|value| value.ends_with(end))
    }

    pub(super) fn differs_only_in_case(&self, claim: &str, honest: &str) -> bool {
        self.honestly(only_case_differs(self.token.claim(claim), honest))
    }

    pub(super) fn audiences(&self) -> usize {
        self.token.claim("aud").and_then(Value::as_array).map_or(0, Vec::len)
    }

    pub(super) fn time_is(&self, claim: &str, from: i64, to: i64) -> bool {
        let ahead =
            self.token.claim(claim).and_then(Value::as_i64).map(|time| time.saturating_sub(self.honest.now));
        self.honestly(ahead.is_some_and(|ahead| (from..=to).contains(&ahead)))
    }

    pub(super) fn number_is(&self, claim: &str, value: i64) -> bool {
        self.honestly(self.token.claim(claim).and_then(Value::as_i64) == Some(value))
    }

    pub(super) fn lacks_setting(&self, name: &str) -> bool {
        let settings = self.token.claim(SETTINGS).and_then(Value::as_object);
        self.honestly(settings.is_some_and(|settings| !settings.contains_key(name)))
    }

    /// A setting that is a string, in an authentic request.
    pub(super) fn setting(&self, name: &str) -> Option<&str> {
        self.token.claim(SETTINGS)?.get(name)?.as_str().filter(|_| self.verifies())
    }

    pub(super) fn lti(&self, name: &str) -> Option<&Value> {
        self.token.claim(&format!("{LTI}{name}"))
    }

    pub(super) fn roles(&self) -> &[Value] {
        self.lti("roles").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    pub(super) fn lacks_lti(&self, name: &str) -> bool {
        self.lacks(&format!("{LTI}{name}"))
    }

    pub(super) fn lti_is(&self, name: &str, value: &str) -> bool {
        self.claim_is(&format!("{LTI}{name}"), value)
    }

    pub(super) fn lti_is_other(&self, name: &str, honest: &str) -> bool {
        self.honestly(self.claim_is_other(&format!("{LTI}{name}"), honest))
    }

    pub(super) fn lti_differs_only_in_case(&self, name: &str, honest: &str) -> bool {
        self.differs_only_in_case(&format!("{LTI}{name}"), honest)
    }

    pub(super) fn stands_twice(&self, member: &str) -> bool {
        let name = format!("\"{member}\"");
        self.honestly(self.token.payload_text.as_ref().is_some_and(|text| text.matches(&name).count() > 1))
    }
}

fn only_case_differs(value: Option<&Value>, honest: &str) -> bool {
    value
        .and_then(Value::as_str)
        .is_some_and(|value| value != honest && value.to_lowercase() == honest.to_lowercase())
}
