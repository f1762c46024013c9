//! How a tool registers itself, judged rule by rule (DYN-002, DYN-005, DYN-040..050).

mod client;
mod closing;
mod domain;
mod proof;
mod request;
mod tool;
mod values;

use serde_json::Value;

use super::answer::Ruling;
use crate::registration_calls::{RegistrationCall, Step};
pub(crate) use closing::closes;
pub(crate) use proof::{spared, trace};

/// A registration as the tool sent it, and what it had been told before.
#[derive(Debug, Clone)]
pub(crate) struct Sent<'c> {
    call: &'c RegistrationCall,
    /// The body as JSON, if it is.
    body: Option<Value>,
    /// The configuration as the tool last read it.
    configuration: Option<Value>,
    /// The registration token that it was given.
    token: Option<&'c str>,
}

/// One rule, found by the name that features use.
struct Rule {
    name: &'static str,
    check: fn(&Sent) -> Ruling,
}

const RULES: &[Rule] = &[
    // The request.
    Rule { name: "media type", check: request::media_type },
    Rule { name: "token", check: request::token },
    Rule { name: "no token", check: request::no_token },
    Rule { name: "json", check: request::json },
    // The client.
    Rule { name: "application_type", check: |sent| client::is(sent, "application_type", "web") },
    Rule { name: "response_types", check: |sent| client::holds(sent, "response_types", &["id_token"]) },
    Rule {
        name: "grant_types",
        check: |sent| client::holds(sent, "grant_types", &["implicit", "client_credentials"]),
    },
    Rule { name: "initiate_login_uri", check: |sent| client::address(sent, "initiate_login_uri") },
    Rule { name: "redirect_uris", check: client::redirect_uris },
    Rule { name: "client_name", check: client::name },
    Rule { name: "jwks_uri", check: |sent| client::address(sent, "jwks_uri") },
    Rule {
        name: "token_endpoint_auth_method",
        check: |sent| client::is(sent, "token_endpoint_auth_method", "private_key_jwt"),
    },
    Rule { name: "scope", check: client::scope },
    Rule { name: "offered scopes", check: client::offered_scopes },
    Rule { name: "about", check: client::about },
    // The tool.
    Rule { name: "tool configuration", check: tool::configuration },
    Rule { name: "domain", check: tool::domain },
    Rule { name: "target_link_uri", check: tool::target },
    Rule { name: "claims", check: tool::claims },
    Rule { name: "messages", check: tool::messages },
    Rule { name: "options", check: tool::options },
    Rule { name: "message options", check: tool::message_options },
    Rule { name: "offered messages", check: tool::offered_messages },
    Rule { name: "target_link_uri on domain", check: domain::target },
    Rule { name: "redirect_uris on domain", check: domain::redirect_uris },
    Rule { name: "messages on domain", check: domain::messages },
];

/// The names of all rules, for a message about an unknown one.
pub(crate) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

impl<'c> Sent<'c> {
    /// The registration that the platform took, or else the last one that the tool sent; none if it sent none.
    pub(crate) fn read(calls: &'c [RegistrationCall], token: Option<&'c str>) -> Option<Self> {
        let sent = || calls.iter().filter(|call| call.step == Step::Registration);
        let call = sent().find(|call| is_taken(call)).or_else(|| sent().next_back())?;
        let told =
            calls.iter().filter(|other| other.step == Step::Configuration && other.at_ms <= call.at_ms);
        let configuration = told.filter_map(RegistrationCall::answer).next_back();
        Some(Self { call, body: call.content(), configuration, token })
    }

    /// Judges the registration by one rule; `None` if no rule has that name.
    pub(crate) fn check(&self, rule: &str) -> Option<Ruling> {
        RULES.iter().find(|each| each.name == rule).map(|rule| (rule.check)(self))
    }

    /// The claims that the tool asks for, as it lists them.
    pub(crate) fn claims(&self) -> Vec<String> {
        let claims = tool::member(self, "claims").ok().flatten();
        let claims = claims.and_then(Value::as_array).into_iter().flatten();
        claims.filter_map(|claim| claim.as_str().map(str::to_owned)).collect()
    }
}

/// Whether the platform has registered the tool by that call.
pub(crate) fn is_taken(call: &RegistrationCall) -> bool {
    call.step == Step::Registration && call.method == "POST" && (200..300).contains(&call.status)
}

#[cfg(test)]
mod tests;
