//! Faults of dynamic registration, ordered with an invitation: what happens to the configuration that the tool reads, and
//! to the answer that it gets. What they do is in `crate::services::registration`.

use std::time::Duration;

use homeroom_vocab::registration::platform::{
    AUTHORIZATION_ENDPOINT, JWKS_URI, REGISTRATION_ENDPOINT, TOKEN_ENDPOINT,
};

use super::service::{URL, entry};
use super::{Entry, FaultOrder, demand_value};
use crate::domain::edge::{Invalid, did_you_mean};
use crate::domain::fault::Place;
use crate::domain::invitation::Ordered;

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Something else is answered, whatever was asked; nothing is registered.
    Instead(Instead),
    /// The configuration differs in one thing.
    Configuration(Change),
    /// What is registered, or what is said about it, differs in one thing.
    Grant(Grant),
}

/// An answer that says nothing of what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Instead {
    /// An error with the body that belongs to it.
    Status(u16),
    /// This status, media type and body.
    Body(u16, &'static str, &'static str),
    /// The configuration inside an array.
    Array,
    /// The configuration with megabytes of something else in it.
    Huge,
    /// A body that does not end.
    Endless,
    /// To the same address again.
    Loop,
    /// To the URL that the fault was ordered with.
    Away,
    /// Nothing for this long, then 503.
    Silence(Duration),
}

/// A change of the configuration; the rest stays honest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Issuer(Issuer),
    /// A member is missing.
    Without(&'static str),
    /// The registration endpoint is this URL, or the one that the fault was ordered with.
    Endpoint(Option<&'static str>),
    MessagesAsStrings,
    WithoutDeepLinking,
    WithoutVariables,
    UnknownMembers,
    OnlyOpenid,
}

/// Another issuer than the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issuer {
    OtherHost,
    OtherPort,
    SubDomain,
    LookAlike,
    UserInfo,
    /// The one that the fault was ordered with.
    Given,
}

/// A change of what is registered or answered; the rest stays honest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grant {
    /// The status of success.
    Status(u16),
    WithoutClientId,
    FewerScopes,
    OtherClaims,
    WithoutDeployment,
    ExtraMembers,
}

/// A row of the catalogue.
#[derive(Debug)]
pub(crate) struct RegistrationFault {
    pub(crate) entry: Entry,
    pub(crate) act: Act,
}

const fn new(
    place: Place,
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    act: Act,
) -> RegistrationFault {
    RegistrationFault { entry: entry(place, name, requirement, title, None), act }
}

const fn issuer(name: &'static str, title: &'static str, issuer: Issuer) -> RegistrationFault {
    new(Place::Configuration, name, "DYN-003", title, Act::Configuration(Change::Issuer(issuer)))
}

/// Something else in the place of the configuration.
const fn no_configuration(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    instead: Instead,
) -> RegistrationFault {
    new(Place::Configuration, name, requirement, title, Act::Instead(instead))
}

/// Another configuration.
const fn changed(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    change: Change,
) -> RegistrationFault {
    new(Place::Configuration, name, requirement, title, Act::Configuration(change))
}

const fn without(name: &'static str, title: &'static str, member: &'static str) -> RegistrationFault {
    changed(name, "DYN-013", title, Change::Without(member))
}

/// Something else in the place of a registration.
const fn no_registration(name: &'static str, title: &'static str, instead: Instead) -> RegistrationFault {
    new(Place::Registration, name, "DYN-013", title, Act::Instead(instead))
}

/// Another registration.
const fn answer(
    name: &'static str,
    requirement: &'static str,
    title: &'static str,
    grant: Grant,
) -> RegistrationFault {
    new(Place::Registration, name, requirement, title, Act::Grant(grant))
}

/// The same fault, which needs a value.
const fn with(what: &'static str, fault: RegistrationFault) -> RegistrationFault {
    RegistrationFault { entry: Entry { with: Some(what), ..fault.entry }, act: fault.act }
}

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const PAGE: &str = super::service::HTML;
/// JSON that broke off.
const BROKEN: &str = "{\"client_id\": \"client-";
/// How long a silent endpoint says nothing: more than a person waits.
const SILENCE: Duration = Duration::from_secs(20);

#[rustfmt::skip]
pub(crate) const ALL: &[RegistrationFault] = &[
    issuer("registration.issuer.other_host", "the configuration names an issuer on another host", Issuer::OtherHost),
    issuer("registration.issuer.other_port", "the configuration names an issuer on another port", Issuer::OtherPort),
    issuer("registration.issuer.sub_domain", "the configuration names an issuer on a sub-domain of its own host", Issuer::SubDomain),
    issuer("registration.issuer.look_alike", "the configuration names an issuer whose host only begins like its own", Issuer::LookAlike),
    issuer("registration.issuer.user_info", "the configuration names an issuer whose user name looks like its own host", Issuer::UserInfo),
    with("the issuer to claim", issuer("registration.issuer.other_campus", "the configuration claims the issuer of another platform", Issuer::Given)),
    no_configuration("registration.configuration.html", "DYN-013", "in the place of the configuration comes an HTML page", Instead::Body(200, HTML, PAGE)),
    no_configuration("registration.configuration.huge", "DYN-004", "the configuration has five megabytes", Instead::Huge),
    no_configuration("registration.configuration.endless", "DYN-004", "the configuration does not end for half a minute", Instead::Endless),
    no_configuration("registration.configuration.redirect_loop", "DYN-004", "the configuration redirects to itself", Instead::Loop),
    with(URL, no_configuration("registration.configuration.redirect_foreign", "DYN-004", "the configuration redirects to a stranger", Instead::Away)),
    no_configuration("registration.configuration.empty", "DYN-013", "the configuration is an empty body", Instead::Body(200, JSON, "")),
    no_configuration("registration.configuration.not_json", "DYN-013", "the configuration is JSON that broke off", Instead::Body(200, JSON, BROKEN)),
    no_configuration("registration.configuration.array", "DYN-013", "the configuration is wrapped in an array", Instead::Array),
    no_configuration("registration.configuration.status_404", "DYN-013", "there is no configuration: 404", Instead::Status(404)),
    no_configuration("registration.configuration.status_500", "DYN-013", "the configuration is answered with 500", Instead::Status(500)),
    no_configuration("registration.configuration.slow", "DYN-004", "the configuration is not answered for 20 seconds", Instead::Silence(SILENCE)),
    changed("registration.configuration.messages_as_strings", "DYN-036", "messages_supported is an array of strings, as in older Moodle", Change::MessagesAsStrings),
    changed("registration.configuration.without_variables", "DYN-036", "variables is missing", Change::WithoutVariables),
    changed("registration.configuration.without_claims", "DYN-036", "claims_supported is missing", Change::Without(homeroom_vocab::registration::platform::CLAIMS_SUPPORTED)),
    changed("registration.configuration.without_platform_configuration", "DYN-013", "lti-platform-configuration is missing", Change::Without(homeroom_vocab::registration::PLATFORM_CONFIGURATION)),
    changed("registration.configuration.unknown_members", "DYN-036", "the configuration has members that nobody knows", Change::UnknownMembers),
    changed("registration.configuration.without_deep_linking", "DYN-050", "deep linking is not among the messages", Change::WithoutDeepLinking),
    changed("registration.configuration.scopes_openid_only", "DYN-044", "openid is the only scope on offer, as in Sakai", Change::OnlyOpenid),
    without("registration.configuration.without.authorization_endpoint", "authorization_endpoint is missing", AUTHORIZATION_ENDPOINT),
    without("registration.configuration.without.token_endpoint", "token_endpoint is missing", TOKEN_ENDPOINT),
    without("registration.configuration.without.jwks_uri", "jwks_uri is missing", JWKS_URI),
    without("registration.configuration.without.registration_endpoint", "registration_endpoint is missing", REGISTRATION_ENDPOINT),
    changed("registration.endpoint.file", "DYN-004", "registration_endpoint is a file", Change::Endpoint(Some("file:///etc/passwd"))),
    with(URL, changed("registration.endpoint.foreign", "DYN-004", "registration_endpoint is the URL of a stranger", Change::Endpoint(None))),
    answer("registration.answer.status_200", "DYN-008", "a registration is answered with 200; a tool can live with it", Grant::Status(200)),
    no_registration("registration.answer.status_400", "a good registration is refused with 400", Instead::Status(400)),
    no_registration("registration.answer.status_401", "a good registration token is refused with 401", Instead::Status(401)),
    no_registration("registration.answer.status_500", "a good registration is answered with 500", Instead::Status(500)),
    no_registration("registration.answer.html", "a registration is answered with 200 and an HTML page", Instead::Body(200, HTML, PAGE)),
    no_registration("registration.answer.empty", "a registration is answered with 201 and an empty body", Instead::Body(201, JSON, "")),
    no_registration("registration.answer.slow", "a registration is not answered for 20 seconds", Instead::Silence(SILENCE)),
    no_registration("registration.answer.not_json", "a registration is answered with 201 and JSON that broke off", Instead::Body(201, JSON, BROKEN)),
    answer("registration.answer.without_client_id", "DYN-013", "the answer to a registration has no client_id", Grant::WithoutClientId),
    answer("registration.answer.fewer_scopes", "DYN-008", "one of the scopes that are asked for is not granted; a tool can live with it", Grant::FewerScopes),
    answer("registration.answer.other_claims", "DYN-008", "only iss and sub are granted of the claims; a tool can live with it", Grant::OtherClaims),
    answer("registration.answer.without_deployment", "DYN-009", "the answer does not tell the deployment; a tool can live with it", Grant::WithoutDeployment),
    answer("registration.answer.extra_members", "DYN-036", "the answer has members that nobody knows; a tool can live with it", Grant::ExtraMembers),
];

/// What a named fault does.
pub(crate) fn act(name: &str) -> Option<(Place, Act)> {
    ALL.iter().find(|fault| fault.entry.name == name).map(|fault| (fault.entry.place, fault.act))
}

/// Checks the faults of an invitation: each known, of an invitation, and with a value exactly where one is needed.
pub(crate) fn parse(orders: Vec<FaultOrder>) -> Result<Vec<Ordered>, Invalid> {
    orders.into_iter().map(parse_one).collect()
}

fn parse_one(order: FaultOrder) -> Result<Ordered, Invalid> {
    let (name, with) = order.into_parts();
    let Some(fault) = ALL.iter().find(|fault| fault.entry.name == name) else {
        let names = ALL.iter().map(|fault| fault.entry.name);
        let otherwise =
            "`GET /api/faults` lists all; those of an invitation are of `configuration` and `registration`";
        return Err(Invalid::new("faults", "a fault of invitations", &name)
            .hint(did_you_mean(&name, names, otherwise)));
    };
    demand_value("faults", &fault.entry, with.as_deref())?;
    Ok(Ordered { name, with })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_told_the_right_name_and_a_value_is_demanded_where_one_is_needed() {
        let parse = |json: &str| parse(serde_json::from_str(json).unwrap());
        let typo = parse(r#"["registration.answer.htm"]"#).unwrap_err();
        assert!(typo.hint.contains("registration.answer.html"), "{typo:?}");
        assert!(parse(r#"["registration.endpoint.foreign"]"#).unwrap_err().expected.contains("URL"));
        assert!(parse(r#"["kid.missing"]"#).is_err());
        let good =
            r#"["registration.answer.html", {"name": "registration.endpoint.foreign", "with": "http://x/"}]"#;
        assert_eq!(parse(good).unwrap().len(), 2);
    }

    #[test]
    fn nothing_here_is_for_a_campus_or_a_launch() {
        assert!(ALL.iter().all(|fault| fault.entry.place.is_of_invitations()));
    }
}
