//! Did the fault really happen? A negative case counts only if the wire shows it.
//!
//! Each row names a fault of the platform's catalogue and how its trace looks from outside. The rows are written from
//! the requirements and never ask the platform what it did.

use serde_json::Value;

use super::jwt::Token;
use super::key_set::KeySet;

const LTI: &str = "https://purl.imsglobal.org/spec/lti/claim/";
const SETTINGS: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings";

/// What an untouched launch would have carried.
#[derive(Debug, Clone, Default)]
pub(crate) struct Honest {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) deployment_id: String,
    pub(crate) person: String,
    /// The `message_type`.
    pub(crate) message: &'static str,
    /// The nonce of this login's authentication request.
    pub(crate) nonce: String,
    /// Seconds since the epoch when the token arrived.
    pub(crate) now: i64,
}

/// What went over the wire in place of a launch.
#[derive(Debug)]
pub(crate) struct Sent<'a> {
    pub(crate) token: &'a Token,
    pub(crate) keys: &'a KeySet,
    pub(crate) honest: &'a Honest,
}

type Trace = fn(&Sent<'_>) -> bool;

/// Says whether the token carries the trace of the fault; `None` for a name without a row.
pub(crate) fn happened(fault: &str, sent: &Sent<'_>) -> Option<bool> {
    TRACES.iter().find(|(name, _)| *name == fault).map(|(_, trace)| trace(sent))
}

const TRACES: &[(&str, Trace)] = &[
    // The header names no key, or a wrong one.
    ("kid.missing", |s| s.lacks_header("kid") && s.signed_by_platform()),
    ("kid.unknown", |s| s.kid_is_unpublished()),
    ("kid.empty", |s| s.header_is("kid", "")),
    ("kid.number", |s| s.token.header("kid").is_some_and(Value::is_number)),
    ("kid.path", |s| s.header_holds("kid", "..") || s.header_holds("kid", "/")),
    ("kid.sql", |s| s.header_holds("kid", "'")),
    ("kid.huge", |s| s.token.header_text("kid").is_some_and(|kid| kid.len() >= 10_000)),
    ("typ.missing", |s| s.lacks_header("typ") && s.verifies()),
    ("crit.unknown", |s| s.token.header("crit").is_some_and(Value::is_array) && s.verifies()),
    ("jwk.embedded", |s| s.token.header("jwk").is_some_and(Value::is_object) && !s.signed_by_platform()),
    ("jku.foreign", |s| s.token.header("jku").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5u.foreign", |s| s.token.header("x5u").is_some_and(Value::is_string) && !s.signed_by_platform()),
    ("x5c.foreign", |s| s.token.header("x5c").is_some_and(Value::is_array) && !s.signed_by_platform()),
    // The signature is not the platform's.
    ("signature.flipped", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.empty", |s| s.three_parts() && s.signature().is_empty()),
    ("signature.cut", |s| s.three_parts() && !s.signature().is_empty() && !s.verifies()),
    ("signature.foreign_key", |s| s.kid_is_published() && !s.verifies()),
    ("signature.payload_swapped", |s| {
        s.token.claim("sub").is_some_and(|sub| sub.as_str() != Some(&s.honest.person)) && !s.verifies()
    }),
    // The algorithm is none, symmetric, or not the agreed one.
    ("alg.none", |s| s.header_is("alg", "none") && s.signature().is_empty()),
    ("alg.none_capital", |s| s.header_is("alg", "None") && s.signature().is_empty()),
    ("alg.none_upper", |s| s.header_is("alg", "NONE") && s.signature().is_empty()),
    ("alg.none_mixed", |s| s.header_is("alg", "nOnE") && s.signature().is_empty()),
    ("alg.none_garbage", |s| s.header_is("alg", "none") && !s.signature().is_empty()),
    ("alg.hs256_pem", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_pem_trimmed", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_der", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_jwk", |s| s.header_is("alg", "HS256")),
    ("alg.hs256_n", |s| s.header_is("alg", "HS256")),
    ("alg.rs384", |s| s.header_is("alg", "RS384") && s.verifies()),
    ("alg.rs512", |s| s.header_is("alg", "RS512") && s.verifies()),
    ("alg.ps256", |s| s.header_is("alg", "PS256") && s.verifies()),
    // Issuer and audience.
    ("iss.missing", |s| s.lacks("iss")),
    ("iss.trailing_slash", |s| s.claim_is("iss", &format!("{}/", s.honest.issuer))),
    ("iss.upper_case", |s| s.differs_only_in_case("iss", &s.honest.issuer)),
    ("iss.scheme", |s| {
        s.claim_is_other("iss", &s.honest.issuer) && s.claim_ends("iss", after_scheme(&s.honest.issuer))
    }),
    ("iss.foreign", |s| s.claim_is_other("iss", &s.honest.issuer)),
    ("aud.missing", |s| s.lacks("aud")),
    ("aud.foreign", |s| s.claim_is_other("aud", &s.honest.client_id)),
    ("aud.empty_array", |s| {
        s.honestly(s.token.claim("aud").and_then(Value::as_array).is_some_and(Vec::is_empty))
    }),
    ("aud.substring", |s| {
        s.claim_is_other("aud", &s.honest.client_id) && s.claim_holds("aud", &s.honest.client_id)
    }),
    ("aud.case", |s| s.differs_only_in_case("aud", &s.honest.client_id)),
    ("aud.extra", |s| s.audiences() > 1 && s.claim_is("azp", &s.honest.client_id)),
    ("aud.extra_without_azp", |s| s.audiences() > 1 && s.lacks("azp")),
    ("azp.foreign", |s| s.claim_is_other("azp", &s.honest.client_id)),
    // Times.
    ("exp.missing", |s| s.lacks("exp")),
    ("exp.past_10m", |s| s.time_is("exp", -3600, -590)),
    ("exp.past_1d", |s| s.time_is("exp", -100_000, -86_000)),
    ("exp.string", |s| s.honestly(s.token.claim("exp").is_some_and(Value::is_string))),
    ("exp.null", |s| s.honestly(s.token.claim("exp").is_some_and(Value::is_null))),
    ("iat.missing", |s| s.lacks("iat")),
    ("iat.string", |s| s.honestly(s.token.claim("iat").is_some_and(Value::is_string))),
    ("iat.future_1d", |s| s.time_is("iat", 80_000, 100_000)),
    ("iat.future_10s", |s| s.time_is("iat", 5, 15)),
    ("nbf.future", |s| s.time_is("nbf", 3000, 4000)),
    ("times.certification", |s| s.number_is("iat", 11111) && s.number_is("exp", 22222)),
    // Nonce.
    ("nonce.missing", |s| s.lacks("nonce")),
    ("nonce.empty", |s| s.claim_is("nonce", "")),
    ("nonce.random", |s| s.claim_is_other("nonce", &s.honest.nonce)),
    ("nonce.of", |s| s.claim_is_other("nonce", &s.honest.nonce)),
    // The LTI message.
    ("message_type.missing", |s| s.lacks_lti("message_type")),
    ("message_type.unknown", |s| s.lti_is_other("message_type", s.honest.message)),
    ("message_type.lower_case", |s| s.lti_is("message_type", &s.honest.message.to_lowercase())),
    ("message_type.lti_1_1", |s| s.lti_is("message_type", "basic-lti-launch-request")),
    ("version.missing", |s| s.lacks_lti("version")),
    ("version.11_3", |s| s.lti_is("version", "11.3")),
    ("version.1_3", |s| s.lti_is("version", "1.3")),
    ("version.number", |s| s.honestly(s.lti("version").is_some_and(Value::is_number))),
    ("deployment_id.missing", |s| s.lacks_lti("deployment_id")),
    ("deployment_id.unknown", |s| s.lti_is_other("deployment_id", &s.honest.deployment_id)),
    ("deployment_id.empty", |s| s.lti_is("deployment_id", "")),
    ("deployment_id.case", |s| s.lti_differs_only_in_case("deployment_id", &s.honest.deployment_id)),
    ("resource_link.missing", |s| s.lacks_lti("resource_link")),
    ("resource_link.empty", |s| {
        s.honestly(s.lti("resource_link").and_then(Value::as_object).is_some_and(serde_json::Map::is_empty))
    }),
    ("resource_link.id_empty", |s| {
        s.honestly(s.lti("resource_link").and_then(|l| l.get("id")) == Some(&Value::from("")))
    }),
    ("resource_link.string", |s| s.honestly(s.lti("resource_link").is_some_and(Value::is_string))),
    ("roles.missing", |s| s.lacks_lti("roles")),
    ("roles.string", |s| s.honestly(s.lti("roles").is_some_and(Value::is_string))),
    ("roles.duplicate", |s| s.stands_twice(&format!("{LTI}roles"))),
    ("sub.missing", |s| s.lacks("sub")),
    ("sub.null", |s| s.honestly(s.token.claim("sub").is_some_and(Value::is_null))),
    ("sub.empty", |s| s.claim_is("sub", "")),
    ("sub.number", |s| s.honestly(s.token.claim("sub").is_some_and(Value::is_number))),
    ("sub.duplicate", |s| s.stands_twice("sub")),
    ("target_link_uri.missing", |s| s.lacks_lti("target_link_uri")),
    ("target_link_uri.foreign", |s| s.honestly(s.lti("target_link_uri").is_some_and(Value::is_string))),
    ("return_url.foreign", |s| {
        s.honestly(
            s.lti("launch_presentation").and_then(|p| p.get("return_url")).is_some_and(Value::is_string),
        )
    }),
    ("claims.required_missing", |s| {
        s.lacks("aud")
            && s.lacks("iss")
            && s.lacks("sub")
            && s.lacks_lti("deployment_id")
            && s.lacks_lti("roles")
    }),
    ("payload.not_a_message", |s| {
        s.honestly(
            s.token.payload.as_ref().is_some_and(|p| p == &serde_json::json!({"name": "badltilaunch"})),
        )
    }),
    ("context.string", |s| s.honestly(s.lti("context").is_some_and(Value::is_string))),
    ("custom.array", |s| s.honestly(s.lti("custom").is_some_and(Value::is_array))),
    // The settings of a deep-linking request.
    ("deep_linking_settings.missing", |s| s.lacks(SETTINGS)),
    ("deep_linking_settings.string", |s| s.honestly(s.token.claim(SETTINGS).is_some_and(Value::is_string))),
    ("deep_link_return_url.missing", |s| s.lacks_setting("deep_link_return_url")),
    ("deep_link_return_url.script", |s| {
        s.setting("deep_link_return_url").is_some_and(|url| url.starts_with("javascript:"))
    }),
    ("deep_link_return_url.foreign", |s| {
        s.setting("deep_link_return_url").is_some_and(|url| origin(url) != origin(&s.honest.issuer))
    }),
    ("accept_types.missing", |s| s.lacks_setting("accept_types")),
    ("accept_types.string", |s| s.setting("accept_types").is_some()),
    ("resource_link.present", |s| {
        s.lti_is("message_type", "LtiDeepLinkingRequest") && s.lti("resource_link").is_some()
    }),
    // What is no compact JWS at all.
    ("jws.two_parts", |s| s.token.parts().len() == 2),
    ("jws.four_parts", |s| s.token.parts().len() == 4),
    ("jws.five_parts", |s| s.token.parts().len() == 5),
    ("jws.json", |s| s.token.raw.trim_start().starts_with('{')),
    ("jws.empty", |s| s.token.raw.is_empty()),
    ("jws.bad_base64", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.payload_array", |s| s.token.payload.as_ref().is_some_and(Value::is_array)),
    ("jws.payload_string", |s| s.token.payload.as_ref().is_some_and(Value::is_string)),
    ("jws.payload_not_json", |s| s.token.payload_text.is_some() && s.token.payload.is_none()),
    ("jws.bad_utf8", |s| s.three_parts() && s.token.payload_text.is_none()),
    ("jws.huge", |s| s.token.raw.len() >= 1_000_000),
    ("payload.16k", |s| s.token.raw.len() >= 16_000 && s.verifies()),
    ("payload.1m", |s| s.token.raw.len() >= 1_000_000 && s.verifies()),
];

impl Sent<'_> {
    fn verifies(&self) -> bool {
        self.token.verifies_with(self.keys)
    }

    fn signed_by_platform(&self) -> bool {
        self.token.verifies_with_any(self.keys)
    }

    /// For a fault of a claim: the trace counts only in a token that is otherwise authentic.
    fn honestly(&self, trace: bool) -> bool {
        trace && self.verifies()
    }

    fn three_parts(&self) -> bool {
        self.token.parts().len() == 3
    }

    fn signature(&self) -> &str {
        self.token.parts().last().copied().unwrap_or_default()
    }

    fn kid_is_published(&self) -> bool {
        self.token.header_text("kid").is_some_and(|kid| self.keys.kids().contains(&kid))
    }

    fn kid_is_unpublished(&self) -> bool {
        self.token.header_text("kid").is_some_and(|kid| !self.keys.kids().contains(&kid))
    }

    fn lacks_header(&self, name: &str) -> bool {
        self.token.header.is_some() && self.token.header(name).is_none()
    }

    fn header_is(&self, name: &str, value: &str) -> bool {
        self.token.header_text(name) == Some(value)
    }

    fn header_holds(&self, name: &str, part: &str) -> bool {
        self.token.header_text(name).is_some_and(|value| value.contains(part))
    }

    fn lacks(&self, claim: &str) -> bool {
        self.honestly(self.token.payload.is_some() && self.token.claim(claim).is_none())
    }

    fn claim_is(&self, claim: &str, value: &str) -> bool {
        self.honestly(self.token.claim(claim).and_then(Value::as_str) == Some(value))
    }

    /// Present in an authentic token, and something else than the honest value.
    fn claim_is_other(&self, claim: &str, honest: &str) -> bool {
        self.honestly(self.token.claim(claim).is_some_and(|value| value.as_str() != Some(honest)))
    }

    fn claim_holds(&self, claim: &str, part: &str) -> bool {
        self.token.claim(claim).and_then(Value::as_str).is_some_and(|value| value.contains(part))
    }

    fn claim_ends(&self, claim: &str, end: &str) -> bool {
        self.token.claim(claim).and_then(Value::as_str).is_some_and(|value| value.ends_with(end))
    }

    fn differs_only_in_case(&self, claim: &str, honest: &str) -> bool {
        self.honestly(only_case_differs(self.token.claim(claim), honest))
    }

    fn audiences(&self) -> usize {
        self.token.claim("aud").and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn time_is(&self, claim: &str, from: i64, to: i64) -> bool {
        let ahead = self.token.claim(claim).and_then(Value::as_i64).map(|time| time - self.honest.now);
        self.honestly(ahead.is_some_and(|ahead| (from..=to).contains(&ahead)))
    }

    fn number_is(&self, claim: &str, value: i64) -> bool {
        self.honestly(self.token.claim(claim).and_then(Value::as_i64) == Some(value))
    }

    fn lacks_setting(&self, name: &str) -> bool {
        let settings = self.token.claim(SETTINGS).and_then(Value::as_object);
        self.honestly(settings.is_some_and(|settings| !settings.contains_key(name)))
    }

    /// A setting that is a string, in an authentic request.
    fn setting(&self, name: &str) -> Option<&str> {
        self.token.claim(SETTINGS)?.get(name)?.as_str().filter(|_| self.verifies())
    }

    fn lti(&self, name: &str) -> Option<&Value> {
        self.token.claim(&format!("{LTI}{name}"))
    }

    fn lacks_lti(&self, name: &str) -> bool {
        self.lacks(&format!("{LTI}{name}"))
    }

    fn lti_is(&self, name: &str, value: &str) -> bool {
        self.claim_is(&format!("{LTI}{name}"), value)
    }

    fn lti_is_other(&self, name: &str, honest: &str) -> bool {
        self.honestly(self.claim_is_other(&format!("{LTI}{name}"), honest))
    }

    fn lti_differs_only_in_case(&self, name: &str, honest: &str) -> bool {
        self.differs_only_in_case(&format!("{LTI}{name}"), honest)
    }

    fn stands_twice(&self, member: &str) -> bool {
        let name = format!("\"{member}\"");
        self.honestly(self.token.payload_text.as_ref().is_some_and(|text| text.matches(&name).count() > 1))
    }
}

fn only_case_differs(value: Option<&Value>, honest: &str) -> bool {
    value
        .and_then(Value::as_str)
        .is_some_and(|value| value != honest && value.to_lowercase() == honest.to_lowercase())
}

fn origin(url: &str) -> String {
    url::Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

fn after_scheme(url: &str) -> &str {
    url.split_once(':').map_or(url, |(_, rest)| rest)
}

/// Says whether the login initiation carries the trace of the fault; `None` for a name without a row.
pub(crate) fn login_happened(fault: &str, parameters: &[(String, String)], honest: &Honest) -> Option<bool> {
    let login = Login { parameters, honest };
    LOGIN_TRACES.iter().find(|(name, _)| *name == fault).map(|(_, trace)| trace(&login))
}

struct Login<'a> {
    parameters: &'a [(String, String)],
    honest: &'a Honest,
}

type LoginTrace = fn(&Login<'_>) -> bool;

const LOGIN_TRACES: &[(&str, LoginTrace)] = &[
    ("login.iss.missing", |l| l.lacks("iss")),
    ("login.iss.unknown", |l| l.is_other("iss", &l.honest.issuer)),
    ("login.iss.trailing_slash", |l| l.is("iss", &format!("{}/", l.honest.issuer))),
    ("login.iss.upper_case", |l| {
        l.is_other("iss", &l.honest.issuer) && l.value("iss").to_lowercase() == l.honest.issuer.to_lowercase()
    }),
    ("login.iss.port", |l| l.is_other("iss", &l.honest.issuer)),
    ("login.iss.repeated", |l| l.count("iss") > 1),
    ("login.login_hint.missing", |l| l.lacks("login_hint")),
    ("login.target_link_uri.missing", |l| l.lacks("target_link_uri")),
    ("login.client_id.unknown", |l| l.is_other("client_id", &l.honest.client_id)),
    ("login.deployment_id.unknown", |l| l.is_other("lti_deployment_id", &l.honest.deployment_id)),
    ("login.extra_parameters", |l| l.parameters.iter().any(|(name, _)| !KNOWN.contains(&name.as_str()))),
    ("login.login_hint.special", |l| {
        ["+", "/", "=", "&", "%", " "].iter().all(|c| l.value("login_hint").contains(c))
    }),
    ("login.login_hint.markup", |l| l.value("login_hint").contains('<')),
    ("login.login_hint.crlf", |l| l.value("login_hint").contains("\r\n")),
    ("login.message_hint.8k", |l| l.value("lti_message_hint").len() >= 8000),
    ("login.target_link_uri.other", |l| l.count("target_link_uri") == 1),
    ("login.target_link_uri.script", |l| l.value("target_link_uri").starts_with("javascript:")),
];

/// The parameters of a login initiation that the specifications name.
const KNOWN: &[&str] = &[
    "iss",
    "login_hint",
    "target_link_uri",
    "lti_message_hint",
    "client_id",
    "lti_deployment_id",
    "lti_storage_target",
];

impl Login<'_> {
    fn count(&self, name: &str) -> usize {
        self.parameters.iter().filter(|(key, _)| key == name).count()
    }

    fn lacks(&self, name: &str) -> bool {
        self.count(name) == 0
    }

    fn value(&self, name: &str) -> &str {
        self.parameters.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.count(name) == 1 && self.value(name) == value
    }

    fn is_other(&self, name: &str, honest: &str) -> bool {
        self.count(name) == 1 && self.value(name) != honest
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn unsigned(header: &str, payload: &str) -> Token {
        Token::read(&format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload)))
    }

    #[test]
    fn a_claim_fault_counts_only_under_a_good_signature() {
        let token = unsigned(r#"{"alg":"RS256","kid":"1"}"#, r#"{"sub":"a"}"#);
        let (keys, honest) = (KeySet::default(), Honest::default());
        let sent = Sent { token: &token, keys: &keys, honest: &honest };
        assert_eq!(happened("exp.missing", &sent), Some(false));
        assert_eq!(happened("signature.flipped", &sent), Some(true));
    }

    #[test]
    fn a_fault_without_a_row_is_not_taken_as_proven() {
        let (token, keys, honest) = (Token::read(""), KeySet::default(), Honest::default());
        assert_eq!(happened("no.such.fault", &Sent { token: &token, keys: &keys, honest: &honest }), None);
    }

    #[test]
    fn a_login_without_issuer_shows_it() {
        let honest = Honest::default();
        assert_eq!(login_happened("login.iss.missing", &[], &honest), Some(true));
        assert_eq!(login_happened("login.iss.missing", &[("iss".into(), "x".into())], &honest), Some(false));
    }

    /// A key of the platform, its set, and what it signs.
    fn signed(payload: &Value) -> (Token, KeySet) {
        use aws_lc_rs::rsa::{KeyPair, KeySize};
        use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let text = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
        let signed =
            format!("{}.{}", text(br#"{"alg":"RS256","kid":"1"}"#), text(payload.to_string().as_bytes()));
        let mut signature = vec![0; key.public_modulus_len()];
        let random = aws_lc_rs::rand::SystemRandom::new();
        key.sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature).unwrap();
        let public = key.public_key();
        let [n, e] = [public.modulus(), public.exponent()]
            .map(|number| text(number.big_endian_without_leading_zero()));
        let keys = format!(r#"{{"keys":[{{"kty":"RSA","kid":"1","n":"{n}","e":"{e}"}}]}}"#);
        (Token::read(&format!("{signed}.{}", text(&signature))), KeySet::read(&keys).unwrap())
    }

    #[test]
    fn every_fault_of_a_content_request_shows_in_it_and_nowhere_else() {
        let good = serde_json::json!({"deep_link_return_url": "http://lms/return", "accept_types": ["link"]});
        let with = |name: &str, value: Value| {
            let mut settings = good.clone();
            settings[name] = value;
            settings
        };
        let without = |name: &str| {
            let mut settings = good.clone();
            settings.as_object_mut().unwrap().remove(name);
            settings
        };
        let rows = [
            ("", good.clone()),
            ("deep_linking_settings.missing", Value::Null),
            ("deep_linking_settings.string", Value::from("settings")),
            ("deep_link_return_url.missing", without("deep_link_return_url")),
            ("deep_link_return_url.script", with("deep_link_return_url", "javascript:x()".into())),
            ("deep_link_return_url.foreign", with("deep_link_return_url", "http://other/x".into())),
            ("accept_types.missing", without("accept_types")),
            ("accept_types.string", with("accept_types", "link".into())),
        ];
        let honest = Honest { issuer: "http://lms/main".to_owned(), ..Honest::default() };
        for (fault, settings) in &rows {
            let payload = if settings.is_null() {
                serde_json::json!({})
            } else {
                serde_json::json!({SETTINGS: settings})
            };
            let (token, keys) = signed(&payload);
            let sent = Sent { token: &token, keys: &keys, honest: &honest };
            let seen = rows.iter().filter(|(name, _)| happened(name, &sent) == Some(true));
            let seen: Vec<_> = seen
                .map(|(name, _)| *name)
                .filter(|name| *name != "deep_link_return_url.foreign" || *name == *fault)
                .collect();
            let expected: Vec<_> = Some(*fault).filter(|fault| !fault.is_empty()).into_iter().collect();
            assert_eq!(seen, expected, "{settings}");
        }
    }
}
