//! Did the fault of the registration really happen? Each row tells how it looks from outside.

use serde_json::Value;
use url::Url;

use super::values::strings;
use crate::oracle::calls::proof::Trace;
use crate::registration_calls::{RegistrationCall, Step};

const PLATFORM: &str = "https://purl.imsglobal.org/spec/lti-platform-configuration";
const TOOL: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

/// More than a configuration can honestly hold, in bytes.
const LARGE: usize = 256 * 1024;

/// Claims without which there is no launch.
const MINIMUM: &[&str] = &["iss", "sub"];

/// What a platform says of itself, by the standards (OpenID Connect Discovery 3, Dynamic Registration).
const CONFIGURATION: &[&str] = &[
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "jwks_uri",
    "registration_endpoint",
    "scopes_supported",
    "response_types_supported",
    "response_modes_supported",
    "grant_types_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "claims_supported",
    "authorization_server",
    PLATFORM,
];

/// One answer of the platform, and what the tool had asked.
struct Seen<'c> {
    call: &'c RegistrationCall,
    json: Value,
    with: Option<&'c str>,
    /// Where the tool was told to read the configuration.
    told: Option<Url>,
}

type Shows = fn(&Seen<'_>) -> bool;

const OF_CONFIGURATION: &[(&str, Shows)] = &[
    ("registration.configuration.html", |seen| seen.is_html()),
    ("registration.configuration.empty", |seen| seen.is_empty()),
    ("registration.configuration.not_json", |seen| seen.is_no_json()),
    ("registration.configuration.array", |seen| seen.json.is_array()),
    ("registration.configuration.status_404", |seen| seen.call.status == 404),
    ("registration.configuration.status_500", |seen| seen.call.status == 500),
    ("registration.configuration.slow", |seen| seen.call.status == 0),
    ("registration.configuration.huge", |seen| seen.is_well() && seen.is_large()),
    ("registration.configuration.endless", |seen| !seen.is_empty() && seen.json.is_null()),
    ("registration.configuration.redirect_loop", |seen| seen.leads_to_itself()),
    ("registration.configuration.redirect_foreign", |seen| {
        seen.location() == seen.with && seen.with.is_some()
    }),
    ("registration.configuration.without_platform_configuration", |seen| seen.lacks(PLATFORM)),
    ("registration.configuration.messages_as_strings", |seen| {
        seen.platform("messages_supported").and_then(strings).is_some_and(|all| !all.is_empty())
    }),
    ("registration.configuration.without_variables", |seen| {
        seen.json.get(PLATFORM).is_some() && seen.platform("variables").is_none()
    }),
    ("registration.configuration.without_claims", |seen| seen.lacks("claims_supported")),
    ("registration.configuration.unknown_members", |seen| seen.holds_beyond(CONFIGURATION)),
    ("registration.configuration.without_deep_linking", |seen| {
        let messages = seen.platform("messages_supported").map(Value::to_string);
        messages.is_some_and(|messages| !messages.contains("LtiDeepLinkingRequest"))
    }),
    ("registration.configuration.scopes_openid_only", |seen| {
        seen.json.get("scopes_supported").and_then(strings).is_some_and(|all| all == ["openid"])
    }),
    ("registration.configuration.without.authorization_endpoint", |seen| {
        seen.lacks("authorization_endpoint")
    }),
    ("registration.configuration.without.token_endpoint", |seen| seen.lacks("token_endpoint")),
    ("registration.configuration.without.jwks_uri", |seen| seen.lacks("jwks_uri")),
    ("registration.configuration.without.registration_endpoint", |seen| seen.lacks("registration_endpoint")),
    ("registration.endpoint.file", |seen| seen.text("registration_endpoint").starts_with("file:")),
    ("registration.endpoint.foreign", |seen| Some(seen.text("registration_endpoint")) == seen.with),
    ("registration.issuer.other_host", |seen| seen.speaks_for(|issuer, own| issuer.host() != own.host())),
    ("registration.issuer.other_port", |seen| {
        seen.speaks_for(|issuer, own| issuer.host() == own.host() && issuer.port() != own.port())
    }),
    ("registration.issuer.sub_domain", |seen| {
        seen.speaks_for(|issuer, own| host(issuer).ends_with(&format!(".{}", host(own))))
    }),
    ("registration.issuer.look_alike", |seen| {
        seen.speaks_for(|issuer, own| host(issuer) != host(own) && host(issuer).contains(host(own)))
    }),
    ("registration.issuer.user_info", |seen| {
        seen.speaks_for(|issuer, own| !issuer.username().is_empty() && host(issuer) != host(own))
    }),
    ("registration.issuer.other_campus", |seen| Some(seen.text("issuer")) == seen.with),
];

const OF_ANSWER: &[(&str, Shows)] = &[
    ("registration.answer.status_200", |seen| seen.call.status == 200 && seen.names_client()),
    ("registration.answer.status_400", |seen| seen.call.status == 400),
    ("registration.answer.status_401", |seen| seen.call.status == 401),
    ("registration.answer.status_500", |seen| seen.call.status == 500),
    ("registration.answer.html", |seen| seen.is_html()),
    ("registration.answer.empty", |seen| seen.is_empty()),
    ("registration.answer.not_json", |seen| seen.is_no_json()),
    ("registration.answer.slow", |seen| seen.call.status == 0),
    ("registration.answer.without_client_id", |seen| seen.json.is_object() && !seen.names_client()),
    ("registration.answer.fewer_scopes", |seen| seen.grants_less()),
    ("registration.answer.other_claims", |seen| {
        let asked = seen.call.content().unwrap_or_default();
        seen.names_client() && asked[TOOL].get("claims") != seen.json[TOOL].get("claims")
    }),
    ("registration.answer.without_deployment", |seen| {
        seen.names_client() && seen.json[TOOL].get("deployment_id").is_none()
    }),
    ("registration.answer.extra_members", |seen| {
        let asked = seen.call.content().unwrap_or_default();
        let own =
            ["client_id", "client_id_issued_at", "registration_client_uri", "registration_access_token"];
        let known = |name: &String| asked.get(name).is_some() || own.contains(&name.as_str());
        seen.names_client() && seen.json.as_object().is_some_and(|all| !all.keys().all(known))
    }),
];

/// Says whether the answers of the platform show the fault.
pub(crate) fn trace(fault: &str, with: Option<&str>, told: &str, calls: &[RegistrationCall]) -> Trace {
    let row = |rows: &[(&str, Shows)]| rows.iter().find(|(name, _)| *name == fault).map(|(_, shows)| *shows);
    let (step, shows) = match (row(OF_CONFIGURATION), row(OF_ANSWER)) {
        (Some(shows), _) => (Step::Configuration, shows),
        (None, Some(shows)) => (Step::Registration, shows),
        (None, None) => return Trace::Unknown,
    };
    let mut met = calls.iter().filter(|call| call.step == step).peekable();
    if met.peek().is_none() {
        return Trace::NotMet;
    }
    let told = Url::parse(told).ok();
    let seen = |call| Seen { call, json: answer(call), with, told: told.clone() };
    if met.any(|call| shows(&seen(call))) { Trace::Shows } else { Trace::Missing }
}

/// Why an answer cannot show the fault to this tool: what it takes away was not asked for.
pub(crate) fn spared(fault: &str, calls: &[RegistrationCall]) -> Option<&'static str> {
    let asked =
        calls.iter().filter(|call| call.step == Step::Registration).find_map(RegistrationCall::content)?;
    let claims = asked[TOOL].get("claims").and_then(strings).unwrap_or_default();
    match fault {
        "registration.answer.fewer_scopes" if words(&asked).len() < 2 => {
            Some("the tool registers for one scope at most")
        }
        "registration.answer.other_claims" if claims.iter().all(|claim| MINIMUM.contains(claim)) => {
            Some("the tool asks for no claims that could be refused")
        }
        _ => None,
    }
}

/// The scopes that a registration names, or the answer to it.
fn words(json: &Value) -> Vec<String> {
    let scope = json.get("scope").and_then(Value::as_str).unwrap_or_default();
    scope.split_ascii_whitespace().map(str::to_owned).collect()
}

fn answer(call: &RegistrationCall) -> Value {
    call.answer().unwrap_or_default()
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

impl Seen<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let header = |(each, _): &&(String, String)| each.eq_ignore_ascii_case(name);
        self.call.response_headers.iter().find(header).map(|(_, value)| value.as_str())
    }

    fn location(&self) -> Option<&str> {
        self.header("location")
    }

    fn is_well(&self) -> bool {
        (200..300).contains(&self.call.status)
    }

    fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|media| media.contains("html")) && self.json.is_null()
    }

    fn is_empty(&self) -> bool {
        self.is_well() && self.call.response_body.is_empty()
    }

    fn is_no_json(&self) -> bool {
        let says_json = self.header("content-type").is_some_and(|media| media.contains("json"));
        self.is_well() && says_json && self.json.is_null() && !self.call.response_body.is_empty()
    }

    fn is_large(&self) -> bool {
        let told = self.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0_usize);
        told.max(self.call.response_body.len()) > LARGE
    }

    fn leads_to_itself(&self) -> bool {
        let path = self.call.path();
        (300..400).contains(&self.call.status) && self.location().is_some_and(|to| to.contains(path))
    }

    fn lacks(&self, name: &str) -> bool {
        self.json.is_object() && self.json.get(name).is_none()
    }

    fn text(&self, name: &str) -> &str {
        self.json.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn platform(&self, name: &str) -> Option<&Value> {
        self.json.get(PLATFORM)?.get(name)
    }

    fn holds_beyond(&self, known: &[&str]) -> bool {
        self.json.as_object().is_some_and(|all| all.keys().any(|name| !known.contains(&name.as_str())))
    }

    /// Whether the issuer is another one than the address of the configuration lets expect, in that way.
    fn speaks_for(&self, otherwise: fn(&Url, &Url) -> bool) -> bool {
        let issuer = Url::parse(self.text("issuer")).ok();
        issuer.zip(self.told.as_ref()).is_some_and(|(issuer, own)| otherwise(&issuer, own))
    }

    fn names_client(&self) -> bool {
        self.is_well() && self.json.get("client_id").is_some()
    }

    fn grants_less(&self) -> bool {
        let asked = self.call.content().unwrap_or_default();
        let (asked, granted) = (words(&asked), words(&self.json));
        self.names_client() && asked.iter().any(|scope| !granted.contains(scope))
    }
}

/// The faults whose traces are known.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    OF_CONFIGURATION.iter().chain(OF_ANSWER).map(|(name, _)| *name)
}
