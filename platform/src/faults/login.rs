//! Faults of the login initiation.

use homeroom_vocab::login::{
    CLIENT_ID, ISS, LOGIN_HINT, LTI_DEPLOYMENT_ID, LTI_MESSAGE_HINT, TARGET_LINK_URI,
};
use url::Url;

use super::Entry;
use crate::domain::fault::{Ordered, Place};
use crate::domain::launch::{Applied, Login};

/// What a fault may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) issuer: &'a str,
}

/// A change of the parameters; the text is what the fault was ordered with.
type Apply = fn(&mut Login, &Scene<'_>, &str);

const KILOBYTE: usize = 1024;

/// Breaks out of an attribute and out of text.
const MARKUP: &str = "\"><script>alert(1)</script>";

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct LoginFault {
    pub(crate) entry: Entry,
    apply: Apply,
}

const fn row(name: &'static str, requirement: &'static str, title: &'static str, apply: Apply) -> LoginFault {
    LoginFault {
        entry: Entry { name, place: Place::Login, title, requirement, with: None, message: None },
        apply,
    }
}

const fn with(
    name: &'static str,
    what: &'static str,
    requirement: &'static str,
    title: &'static str,
    apply: Apply,
) -> LoginFault {
    LoginFault {
        entry: Entry { name, place: Place::Login, title, requirement, with: Some(what), message: None },
        apply,
    }
}

#[rustfmt::skip]
pub(crate) const ALL: &[LoginFault] = &[
    row("login.iss.missing", "OIDC-010", "the login carries no iss", |l, _, _| remove(l, ISS)),
    with("login.iss.unknown", "a URL", "OIDC-013", "iss is a platform that the tool does not know", |l, _, w| set(l, ISS, w)),
    row("login.iss.trailing_slash", "SEC-008", "iss ends with a slash that the issuer does not have", |l, s, _| set(l, ISS, &trailing_slash(s.issuer))),
    row("login.iss.upper_case", "SEC-008", "scheme and host of iss are in upper case", |l, s, _| set(l, ISS, &upper_case(s.issuer))),
    row("login.iss.port", "SEC-008", "iss names another port of the same host", |l, s, _| set(l, ISS, &other_port(s.issuer))),
    row("login.iss.encoded", "SEC-008", "a character of the host in iss is percent-encoded", |l, s, _| set(l, ISS, &with_first_of_host(s.issuer, percent_encoded))),
    row("login.iss.look_alike", "SEC-008", "a character of the host in iss is another one that looks like it", |l, s, _| set(l, ISS, &with_first_of_host(s.issuer, full_width))),
    row("login.iss.markup", "OIDC-013", "iss is no issuer but HTML with a script", |l, s, _| set(l, ISS, &format!("{}{MARKUP}", s.issuer))),
    row("login.iss.array", "OIDC-020", "iss comes as an array: iss[]", |l, _, _| rename(l, ISS, "iss[]")),
    row("login.iss.repeated", "OIDC-020", "iss comes twice: the true one, then another", |l, _, _| push(l, ISS, "https://other.example")),
    row("login.login_hint.missing", "OIDC-011", "the login carries no login_hint", |l, _, _| remove(l, LOGIN_HINT)),
    row("login.target_link_uri.missing", "OIDC-012", "the login carries no target_link_uri", |l, _, _| remove(l, TARGET_LINK_URI)),
    row("login.client_id.unknown", "OIDC-014", "client_id belongs to no tool", |l, _, _| set(l, CLIENT_ID, "unknown-client")),
    row("login.client_id.markup", "OIDC-014", "client_id is no client but HTML with a script", |l, _, _| append(l, CLIENT_ID, MARKUP)),
    row("login.deployment_id.unknown", "OIDC-019", "lti_deployment_id belongs to no deployment", |l, _, _| set(l, LTI_DEPLOYMENT_ID, "unknown-deployment")),
    row("login.extra_parameters", "OIDC-016", "two parameters that no specification knows", |l, _, _| extra(l)),
    row("login.login_hint.special", "OIDC-036", "login_hint holds + / = & % space and non-ASCII", |l, _, _| append(l, LOGIN_HINT, "+/=&% é漢")),
    row("login.login_hint.markup", "OIDC-036", "login_hint holds HTML with a script", |l, _, _| append(l, LOGIN_HINT, MARKUP)),
    row("login.login_hint.crlf", "OIDC-036", "login_hint holds a line break and what looks like a header", |l, _, _| append(l, LOGIN_HINT, "\r\nSet-Cookie: injected=1")),
    row("login.message_hint.markup", "OIDC-037", "lti_message_hint holds HTML with a script", |l, _, _| append(l, LTI_MESSAGE_HINT, MARKUP)),
    row("login.message_hint.8k", "OIDC-037", "lti_message_hint is 8 kB long", |l, _, _| long_hint(l, 8 * KILOBYTE)),
    row("login.message_hint.64k", "OIDC-037", "lti_message_hint is 64 kB long", |l, _, _| long_hint(l, 64 * KILOBYTE)),
    row("login.message_hint.1m", "OIDC-037", "lti_message_hint is 1 MB long", |l, _, _| long_hint(l, 1024 * KILOBYTE)),
    with("login.target_link_uri.other", "a URL", "CORE-012", "the unsigned target_link_uri differs from the signed one", |l, _, w| set(l, TARGET_LINK_URI, w)),
    row("login.target_link_uri.script", "CORE-012", "the unsigned target_link_uri is a script", |l, _, _| set(l, TARGET_LINK_URI, "javascript:alert(1)")),
    row("login.target_link_uri.data", "CORE-012", "the unsigned target_link_uri is a page in a data URL", |l, _, _| set(l, TARGET_LINK_URI, "data:text/html,<script>alert(1)</script>")),
    row("login.target_link_uri.markup", "CORE-012", "the unsigned target_link_uri holds HTML with a script", |l, _, _| append(l, TARGET_LINK_URI, MARKUP)),
    row("login.target_link_uri.crlf", "CORE-012", "the unsigned target_link_uri holds a line break and what looks like a header", |l, _, _| append(l, TARGET_LINK_URI, "\r\nSet-Cookie: injected=1")),
];

/// Applies the login faults of a launch in the order of the catalogue, and says which they were.
pub(crate) fn apply(login: &mut Login, ordered: &[Ordered], scene: &Scene<'_>) -> Vec<Applied> {
    let mut applied = Vec::new();
    for fault in ALL {
        for order in ordered.iter().filter(|order| order.name == fault.entry.name) {
            (fault.apply)(login, scene, order.with.as_deref().unwrap_or_default());
            applied.push(Applied { name: fault.entry.name, place: Place::Login });
        }
    }
    applied
}

fn remove(login: &mut Login, name: &str) {
    login.parameters.retain(|(known, _)| known != name);
}

/// Sets a parameter in its place, or adds it.
fn set(login: &mut Login, name: &str, value: &str) {
    match login.parameters.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => push(login, name, value),
    }
}

fn push(login: &mut Login, name: &str, value: &str) {
    login.parameters.push((name.to_owned(), value.to_owned()));
}

fn append(login: &mut Login, name: &str, tail: &str) {
    let value = format!("{}{tail}", login.first(name).unwrap_or_default());
    set(login, name, &value);
}

fn extra(login: &mut Login) {
    push(login, "canvas_region", "eu-west-1");
    push(login, "homeroom_unknown", "1");
}

fn long_hint(login: &mut Login, length: usize) {
    let start = login.first(LTI_MESSAGE_HINT).or(login.first(LOGIN_HINT)).unwrap_or_default();
    let padding = "x".repeat(length.saturating_sub(start.len()));
    let hint = format!("{start}{padding}");
    set(login, LTI_MESSAGE_HINT, &hint);
}

fn rename(login: &mut Login, name: &str, new: &str) {
    for (known, _) in login.parameters.iter_mut().filter(|(known, _)| known == name) {
        new.clone_into(known);
    }
}

/// `http://host/main` becomes `http://host/main/`.
pub(crate) fn trailing_slash(issuer: &str) -> String {
    format!("{issuer}/")
}

/// `http://host/main` becomes `HTTP://HOST/main`: the same URL to a browser, another issuer to a tool.
pub(crate) fn upper_case(issuer: &str) -> String {
    let path = issuer.find("://").and_then(|scheme| issuer[scheme + 3..].find('/').map(|at| scheme + 3 + at));
    let (origin, path) = issuer.split_at(path.unwrap_or(issuer.len()));
    format!("{}{path}", origin.to_uppercase())
}

/// The issuer with another spelling of the first character of its host: the same to whoever reads it as a URL.
pub(crate) fn with_first_of_host(issuer: &str, spelling: fn(char) -> String) -> String {
    let Some((scheme, rest)) = issuer.split_once("://") else { return issuer.to_owned() };
    let mut rest = rest.chars();
    let first = rest.next().map(spelling).unwrap_or_default();
    format!("{scheme}://{first}{}", rest.as_str())
}

pub(crate) fn percent_encoded(c: char) -> String {
    format!("%{:02x}", u32::from(c))
}

/// Full-width forms stand in the order of ASCII.
pub(crate) fn full_width(c: char) -> String {
    const OFFSET: u32 = 0xfee0;
    char::from_u32(u32::from(c) + OFFSET).filter(|_| c.is_ascii_graphic()).unwrap_or(c).to_string()
}

fn other_port(issuer: &str) -> String {
    let Ok(mut url) = Url::parse(issuer) else { return format!("{issuer}:8443") };
    let port = if url.port() == Some(8443) { 8444 } else { 8443 };
    let _ = url.set_port(Some(port));
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuers_are_bent_in_exactly_one_way() {
        let issuer = "http://localhost:8080/main";
        assert_eq!(trailing_slash(issuer), "http://localhost:8080/main/");
        assert_eq!(upper_case(issuer), "HTTP://LOCALHOST:8080/main");
        assert_eq!(other_port(issuer), "http://localhost:8443/main");
        assert_eq!(with_first_of_host(issuer, percent_encoded), "http://%6cocalhost:8080/main");
        assert_eq!(with_first_of_host(issuer, full_width), "http://ｌocalhost:8080/main");
    }
}
