//! Traces of the faults of a login initiation.

use super::Honest;

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
    ("login.iss.encoded", |l| l.host_is_another_text(|host| host.contains('%'))),
    ("login.iss.look_alike", |l| l.host_is_another_text(|host| !host.is_ascii())),
    ("login.iss.markup", |l| l.value("iss").contains('<')),
    ("login.iss.array", |l| l.lacks("iss") && l.value("iss[]") == l.honest.issuer),
    ("login.iss.repeated", |l| l.count("iss") > 1),
    ("login.login_hint.missing", |l| l.lacks("login_hint")),
    ("login.target_link_uri.missing", |l| l.lacks("target_link_uri")),
    ("login.client_id.unknown", |l| l.is_other("client_id", &l.honest.client_id)),
    ("login.client_id.markup", |l| l.value("client_id").contains('<')),
    ("login.deployment_id.unknown", |l| l.is_other("lti_deployment_id", &l.honest.deployment_id)),
    ("login.extra_parameters", |l| l.parameters.iter().any(|(name, _)| !KNOWN.contains(&name.as_str()))),
    ("login.login_hint.special", |l| {
        ["+", "/", "=", "&", "%", " "].iter().all(|c| l.value("login_hint").contains(c))
    }),
    ("login.login_hint.markup", |l| l.value("login_hint").contains('<')),
    ("login.login_hint.crlf", |l| l.value("login_hint").contains("\r\n")),
    ("login.message_hint.markup", |l| l.value("lti_message_hint").contains('<')),
    ("login.message_hint.64k", |l| l.value("lti_message_hint").len() >= 64_000),
    ("login.message_hint.1m", |l| l.value("lti_message_hint").len() >= 1_000_000),
    ("login.message_hint.8k", |l| l.value("lti_message_hint").len() >= 8000),
    ("login.target_link_uri.other", |l| l.count("target_link_uri") == 1),
    ("login.target_link_uri.data", |l| l.value("target_link_uri").starts_with("data:")),
    ("login.target_link_uri.markup", |l| l.value("target_link_uri").contains('<')),
    ("login.target_link_uri.crlf", |l| l.value("target_link_uri").contains("\r\n")),
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

    /// Another issuer, whose host is odd in that way.
    fn host_is_another_text(&self, odd: fn(&str) -> bool) -> bool {
        let host = |issuer: &str| {
            let rest = issuer.split_once("://").map_or("", |(_, rest)| rest);
            rest.split(['/', ':']).next().unwrap_or_default().to_owned()
        };
        let (sent, honest) = (host(self.value("iss")), host(&self.honest.issuer));
        self.is_other("iss", &self.honest.issuer) && sent != honest && odd(&sent) && !odd(&honest)
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.count(name) == 1 && self.value(name) == value
    }

    fn is_other(&self, name: &str, honest: &str) -> bool {
        self.count(name) == 1 && self.value(name) != honest
    }
}
