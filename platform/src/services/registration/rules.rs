//! The rules of what a tool says about itself (DYN-040 to DYN-051): one row each.

mod client;
mod tool;

use homeroom_vocab::error::registration::{INVALID_CLIENT_METADATA, INVALID_REDIRECT_URI};

use super::REGISTRATION;
use super::metadata::Metadata;
use crate::domain::finding::{Finding, Level};
use crate::tool_key::trust::Wrong;
pub(super) use client::scopes;
use client::{
    application_type, grant_types, initiate_login_uri, jwks_uri, name, pages, redirect_uris, response_types,
    scope_is_text, scopes_are_offered, token_endpoint_auth_method,
};
use tool::{
    claims, claims_are_offered, custom_parameters, domain, is_there, message_parts, message_types,
    message_urls_are_covered, messages, messages_are_offered, redirect_uris_are_covered, secondary_domains,
    target_is_covered, target_link_uri,
};

/// One rule: where it looks, what it says, what usually breaks it, and with which error a broken one refuses.
struct Check {
    requirement: &'static str,
    level: Level,
    error: Option<&'static str>,
    place: &'static str,
    rule: &'static str,
    cause: &'static str,
    look: Look,
}

type Look = fn(&Metadata<'_>) -> Option<Wrong>;

/// A rule without which nothing can be registered.
const fn vital(
    requirement: &'static str,
    error: &'static str,
    place: &'static str,
    rule: &'static str,
    look: Look,
    cause: &'static str,
) -> Check {
    Check { requirement, level: Level::Must, error: Some(error), place, rule, cause, look }
}

/// A rule whose breach is told, and the tool is registered all the same.
const fn told(
    requirement: &'static str,
    level: Level,
    place: &'static str,
    rule: &'static str,
    look: Look,
    cause: &'static str,
) -> Check {
    Check { requirement, level, error: None, place, rule, cause, look }
}

use Level::{Must, Note, Should};

#[rustfmt::skip]
const ALL: &[Check] = &[
    told("DYN-040", Must, "`application_type`", "the application type is `web`", application_type, "the member is left out, since OpenID Connect takes `web` for granted; LTI demands it"),
    told("DYN-041", Must, "`response_types`", "the response types are `id_token` alone", response_types, "the types of an ordinary OpenID Connect client, such as `code`, or one word in the place of an array"),
    told("DYN-041", Must, "`grant_types`", "the grant types have `implicit` and `client_credentials`", grant_types, "the grant type for services is missing, or the spelling of Sakai, `implict`, was copied"),
    vital("DYN-042", INVALID_CLIENT_METADATA, "`initiate_login_uri`", "there is a login URL", initiate_login_uri, "the member is missing, or a path without host"),
    vital("DYN-042", INVALID_REDIRECT_URI, "`redirect_uris`", "there are redirect URIs, each a whole URL", redirect_uris, "one text in the place of an array, a path without host, or a URL with a fragment"),
    told("DYN-042", Must, "`client_name`", "the tool has a name", name, "the member is missing or blank; the tool is then called as its domain is"),
    told("DYN-042", Must, "`jwks_uri`", "there is the URL of a key set", jwks_uri, "keys given in `jwks` or as PEM; without the URL no service call and no content of the tool can be trusted"),
    told("DYN-043", Must, "`token_endpoint_auth_method`", "the tool proves itself with `private_key_jwt`", token_endpoint_auth_method, "the member is missing, which means `client_secret_basic`, and LTI has no client secrets"),
    told("DYN-044", Must, "`scope`", "the scopes are one text", scope_is_text, "an array of scopes in the place of one text with spaces between them, or no member although none is wanted: that is an empty text"),
    told("DYN-044", Must, "`scope`, values", "every scope is on offer", scopes_are_offered, "the tool asks for all scopes that it knows, without a look at `scopes_supported`; the others were not granted"),
    told("DYN-045", Note, "pages and contacts", "the URLs of pages are whole, and contacts are a list", pages, "a path without host, or one text in the place of an array; it was left out"),
    vital("DYN-046", INVALID_CLIENT_METADATA, "lti-tool-configuration", "there is the part that LTI adds", is_there, "the name of the member is misspelt, or the tool sends the registration of an ordinary OpenID Connect client"),
    told("DYN-046", Must, "lti-tool-configuration, `domain`", "the domain is a host name", domain, "a URL in the place of a host name"),
    vital("DYN-046", INVALID_CLIENT_METADATA, "lti-tool-configuration, `target_link_uri`", "there is a default target", target_link_uri, "the member is missing, a path without host, or stands outside of the part that LTI adds"),
    told("DYN-046", Must, "lti-tool-configuration, `claims`", "the claims are an array of names", claims, "the member is missing; a tool that wants none sends an empty array"),
    told("DYN-046", Must, "lti-tool-configuration, `messages`", "the messages are an array of objects", messages, "an array of names, as old versions of the text had it, or no member"),
    told("DYN-047", Should, "lti-tool-configuration, `secondary_domains`", "further domains are host names", secondary_domains, "URLs in the place of host names"),
    told("DYN-047", Should, "lti-tool-configuration, `custom_parameters`", "custom parameters are texts", custom_parameters, "numbers or objects as values; only texts reach a launch, so the others were left out"),
    told("DYN-048", Must, "lti-tool-configuration, `target_link_uri`, domain", "the target lies on a domain of the tool", target_is_covered, "the domain of another environment, or a port that is missing in one of them"),
    told("DYN-048", Must, "`redirect_uris`, domain", "the redirect URIs lie on a domain of the tool", redirect_uris_are_covered, "a further host, which belongs into `secondary_domains`"),
    told("DYN-048", Must, "lti-tool-configuration, `messages`, domain", "the URLs of messages lie on a domain of the tool", message_urls_are_covered, "a further host, which belongs into `secondary_domains`"),
    told("DYN-049", Must, "lti-tool-configuration, `messages`, `type`", "every message has a type", message_types, "the type is called `message_type`, or is missing"),
    told("DYN-049", Should, "lti-tool-configuration, `messages`, members", "the members of messages have their types", message_parts, "one text in the place of an array, or a path in the place of a URL; it was left out"),
    told("DYN-050", Should, "lti-tool-configuration, `messages`, offer", "every message is on offer", messages_are_offered, "the tool declares all messages that it knows, without a look at `messages_supported`; the others were not registered"),
    told("DYN-051", Note, "lti-tool-configuration, `claims`, offer", "every claim is on offer", claims_are_offered, "the tool wishes for what this platform never sends"),
];

fn place(check: &Check) -> String {
    format!("{REGISTRATION}, {}", check.place)
}

/// Every broken rule, and the first one that refuses, with its error: that one is not among the others.
pub(super) fn judge(
    metadata: &Metadata<'_>,
) -> (Vec<Finding>, Option<(&'static str, &'static str, Finding)>) {
    let (mut findings, mut refusing) = (Vec::new(), None);
    for check in ALL {
        let Some(Wrong { expected, actual }) = (check.look)(metadata) else { continue };
        let finding =
            Finding::new(check.requirement, check.level, place(check), expected, actual, check.cause);
        match check.error {
            Some(error) if refusing.is_none() => refusing = Some((error, check.place, finding)),
            _ => findings.push(finding),
        }
    }
    (findings, refusing)
}

/// A rule, and whether a registration broke it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checked<'a> {
    pub(crate) requirement: &'static str,
    /// What it says, in a few words.
    pub(crate) rule: &'static str,
    /// What was noticed, if it is broken.
    pub(crate) finding: Option<&'a Finding>,
}

/// The rules one by one, as the findings on a registration broke them.
pub(crate) fn checked(findings: &[Finding]) -> Vec<Checked<'_>> {
    let about = |check: &Check, finding: &Finding| {
        finding.requirement == check.requirement && finding.r#where == place(check)
    };
    let checked = |check: &Check| Checked {
        requirement: check.requirement,
        rule: check.rule,
        finding: findings.iter().find(|finding| about(check, finding)),
    };
    ALL.iter().map(checked).collect()
}

#[cfg(test)]
mod tests;
