//! What a platform says about itself (DYN-030 to DYN-036), read strictly where the tool relies on it, and mildly
//! elsewhere: unknown members, other types and gaps are no reason to refuse.

use homeroom_vocab::registration::{PLATFORM_CONFIGURATION, platform, tool};
use serde_json::{Map, Value};
use url::Url;

use super::address::Addresses;
use super::error::RegistrationError;
use super::spoilt;
use crate::defects::Defects;
use crate::platform::SigningAlgorithm;
use crate::services::json;

/// It stands in each token, in the log and on pages.
const LONGEST_ISSUER: usize = 2 * 1024;

/// A configuration that a tool can register with.
#[derive(Clone, Debug)]
pub(crate) struct Configuration {
    /// As it stands: later it is compared byte by byte (SEC-008).
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) jwks_uri: Url,
    pub(crate) registration_endpoint: Url,
    /// Whom assertions are for, if not the token endpoint (DYN-033).
    pub(crate) audience: Option<String>,
    /// What the platform signs with.
    pub(crate) algorithm: SigningAlgorithm,
    /// What is on offer; `None` where the platform does not say.
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) claims: Option<Vec<String>>,
    pub(crate) messages: Option<Vec<String>>,
    /// What the platform calls itself.
    pub(crate) product: Option<String>,
}

impl Configuration {
    /// Reads what was found at this address.
    pub(crate) fn read(
        body: &[u8],
        from: &Url,
        rules: &Addresses,
        defects: &Defects,
    ) -> Result<Self, RegistrationError> {
        let members = json::object(body).ok_or(RegistrationError::ConfigurationUnreadable)?;
        let issuer = json::text(&members, platform::ISSUER)
            .ok_or(RegistrationError::ConfigurationLacks(platform::ISSUER))?;
        if issuer.len() > LONGEST_ISSUER
            || issuer.contains(|letter: char| letter.is_control() || letter == ' ')
        {
            return Err(RegistrationError::ConfigurationLacks(platform::ISSUER));
        }
        spoilt::check_configuration(&members, defects)?;
        check_issuer(&issuer, from, defects)?;
        let endpoint = |name| endpoint(&members, name, rules);
        let lti = members.get(PLATFORM_CONFIGURATION).and_then(Value::as_object);
        Ok(Self {
            authorization_endpoint: endpoint(platform::AUTHORIZATION_ENDPOINT)?,
            token_endpoint: endpoint(platform::TOKEN_ENDPOINT)?,
            jwks_uri: endpoint(platform::JWKS_URI)?,
            registration_endpoint: endpoint(platform::REGISTRATION_ENDPOINT)?,
            audience: json::text(&members, platform::AUTHORIZATION_SERVER),
            algorithm: algorithm(&members)?,
            scopes: texts(&members, platform::SCOPES_SUPPORTED),
            claims: texts(&members, platform::CLAIMS_SUPPORTED),
            messages: lti.and_then(messages),
            product: lti.and_then(|lti| json::text(lti, platform::PRODUCT_FAMILY_CODE)),
            issuer,
        })
    }
}

/// The issuer is who the configuration was fetched from, or anybody could speak for any platform (DYN-003, ATK-080).
fn check_issuer(issuer: &str, from: &Url, defects: &Defects) -> Result<(), RegistrationError> {
    if spoilt::is_same_issuer(issuer, from, defects) {
        return Ok(());
    }
    let url = Url::parse(issuer).ok();
    let is_same = url.is_some_and(|url| {
        url.origin() == from.origin() && url.username().is_empty() && url.password().is_none()
    });
    let foreign = || RegistrationError::ForeignIssuer {
        issuer: issuer.to_owned(),
        expected: from.origin().ascii_serialization(),
    };
    if is_same { Ok(()) } else { Err(foreign()) }
}

fn endpoint(
    members: &Map<String, Value>,
    name: &'static str,
    rules: &Addresses,
) -> Result<Url, RegistrationError> {
    let text = json::text(members, name).ok_or(RegistrationError::ConfigurationLacks(name))?;
    rules.read(&text).map_err(|why| RegistrationError::Address { what: name, why })
}

/// The best of what the platform signs with: RS256 where it can (SEC-004), and where it does not say.
fn algorithm(members: &Map<String, Value>) -> Result<SigningAlgorithm, RegistrationError> {
    let Some(names) = texts(members, platform::ID_TOKEN_SIGNING_ALG_VALUES_SUPPORTED) else {
        return Ok(SigningAlgorithm::default());
    };
    let known = [SigningAlgorithm::Rs256, SigningAlgorithm::Rs384, SigningAlgorithm::Rs512];
    let agreed = known.into_iter().find(|algorithm| names.iter().any(|name| name == algorithm.name()));
    agreed.ok_or(RegistrationError::NoAlgorithm)
}

/// The texts of a list, if there is one.
fn texts(members: &Map<String, Value>, name: &str) -> Option<Vec<String>> {
    let list = members.get(name)?.as_array()?;
    Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The types of messages: objects with a type (DYN-034), or bare names, as older Moodles have them (DYN-036).
fn messages(lti: &Map<String, Value>) -> Option<Vec<String>> {
    let list = lti.get(platform::MESSAGES_SUPPORTED)?.as_array()?;
    let kind =
        |message: &Value| message.as_str().or_else(|| message.get(tool::TYPE)?.as_str()).map(str::to_owned);
    Some(list.iter().filter_map(kind).collect())
}

#[cfg(test)]
pub(super) fn sample() -> Configuration {
    use homeroom_vocab::message::{DEEP_LINKING, RESOURCE_LINK};
    use homeroom_vocab::scope::{AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY, OPENID};

    let url = |path: &str| Url::parse(&format!("https://lms.test{path}")).unwrap();
    let list = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    Configuration {
        issuer: "https://lms.test/c".to_owned(),
        authorization_endpoint: url("/authorize"),
        token_endpoint: url("/token"),
        jwks_uri: url("/jwks"),
        registration_endpoint: url("/register"),
        audience: None,
        algorithm: SigningAlgorithm::Rs256,
        scopes: list(&[OPENID, AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY]),
        claims: list(&["iss", "sub", "name", "email"]),
        messages: list(&[RESOURCE_LINK, DEEP_LINKING]),
        product: Some("lms".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body() -> Value {
        json!({
            "issuer": "https://lms.test/c",
            "authorization_endpoint": "https://lms.test/authorize?x=1",
            "token_endpoint": "https://login.lms.test/token",
            "jwks_uri": "https://lms.test/jwks",
            "registration_endpoint": "https://lms.test/register",
            "scopes_supported": ["openid"],
            "id_token_signing_alg_values_supported": ["ES256", "RS256"],
            "claims_supported": ["iss", 7, "sub"],
            "authorization_server": "https://lms.test",
            PLATFORM_CONFIGURATION: {
                "product_family_code": "lms",
                "messages_supported": [{ "type": "A" }, "B", { "kind": "C" }, 4],
                "variables": "none",
                "new": [[]]
            },
            "unheard of": { "x": null }
        })
    }

    fn read(body: &Value) -> Result<Configuration, RegistrationError> {
        let from = Url::parse("https://lms.test/c/.well-known/openid-configuration?x=1").unwrap();
        Configuration::read(body.to_string().as_bytes(), &from, &Addresses::default(), &Defects::default())
    }

    #[test]
    fn a_configuration_is_read_whatever_stands_beside_it() {
        let read = read(&body()).unwrap();
        assert_eq!(read.issuer, "https://lms.test/c");
        assert_eq!(read.authorization_endpoint.as_str(), "https://lms.test/authorize?x=1");
        assert_eq!(read.audience.as_deref(), Some("https://lms.test"));
        assert_eq!(read.claims.unwrap(), ["iss", "sub"]);
        assert_eq!(read.messages.unwrap(), ["A", "B"]);
        assert_eq!(read.product.as_deref(), Some("lms"));
    }

    #[test]
    fn what_is_not_needed_may_be_missing_or_odd() {
        for odd in [Value::Null, json!("x"), json!({}), json!(7)] {
            let mut bare = body();
            for name in
                ["scopes_supported", "claims_supported", "authorization_server", PLATFORM_CONFIGURATION]
            {
                bare[name] = odd.clone();
            }
            bare["id_token_signing_alg_values_supported"] = odd.clone();
            let read = read(&bare).unwrap();
            assert_eq!((read.scopes, read.claims, read.messages), (None, None, None), "{odd}");
        }
    }

    #[test]
    fn what_is_needed_is_demanded() {
        for name in
            ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"]
        {
            for odd in [Value::Null, json!(""), json!(7), json!(["https://lms.test/"])] {
                let mut spoilt = body();
                spoilt[name] = odd;
                assert_eq!(read(&spoilt).unwrap_err(), RegistrationError::ConfigurationLacks(name));
            }
            let mut relative = body();
            relative[name] = json!("/lti");
            assert!(read(&relative).is_err(), "{name}");
        }
        let mut unsigned = body();
        unsigned["id_token_signing_alg_values_supported"] = json!(["none", "HS256"]);
        assert_eq!(read(&unsigned).unwrap_err(), RegistrationError::NoAlgorithm);
    }

    #[test]
    fn endpoints_are_addresses_that_may_be_called() {
        for odd in
            ["file:///etc/passwd", "http://lms.test/x", "https://169.254.169.254/", "https://u@lms.test/"]
        {
            let mut spoilt = body();
            spoilt["registration_endpoint"] = json!(odd);
            let error = read(&spoilt).unwrap_err();
            assert!(
                matches!(error, RegistrationError::Address { what: "registration_endpoint", .. }),
                "{odd}"
            );
        }
    }

    #[test]
    fn nobody_speaks_for_another_host() {
        for foreign in [
            "https://other.test/c",
            "https://lms.test:8443/c",
            "http://lms.test/c",
            "https://sub.lms.test/c",
            "https://lms.test.evil.test/c",
            "https://lms.test@evil.test/c",
            "https://evil@lms.test/c",
            "lms.test",
        ] {
            let mut spoilt = body();
            spoilt["issuer"] = json!(foreign);
            let error = read(&spoilt).unwrap_err();
            assert!(matches!(error, RegistrationError::ForeignIssuer { .. }), "{foreign}");
        }
    }

    #[test]
    fn what_is_no_object_is_no_configuration() {
        let from = Url::parse("https://lms.test/").unwrap();
        for body in ["", "<html>", "[]", "null", "{\"issuer\":", "\u{feff}{}"] {
            let error =
                Configuration::read(body.as_bytes(), &from, &Addresses::default(), &Defects::default())
                    .unwrap_err();
            assert_eq!(error, RegistrationError::ConfigurationUnreadable, "{body}");
        }
    }
}
