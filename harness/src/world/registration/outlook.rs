//! What becomes of a registration with a fault, if the tool is a good one.

/// Whether the platform registers the tool then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    Succeeds,
    /// A tool may well register itself, and need not.
    Either,
    Fails,
}

const ROWS: &[(&str, Outlook)] = &[
    ("none", Outlook::Succeeds),
    ("registration.configuration.messages_as_strings", Outlook::Succeeds),
    ("registration.configuration.without_variables", Outlook::Succeeds),
    ("registration.configuration.without_claims", Outlook::Succeeds),
    ("registration.configuration.unknown_members", Outlook::Succeeds),
    ("registration.configuration.without_deep_linking", Outlook::Succeeds),
    ("registration.configuration.scopes_openid_only", Outlook::Succeeds),
    ("registration.answer.status_200", Outlook::Succeeds),
    ("registration.answer.other_claims", Outlook::Succeeds),
    ("registration.answer.extra_members", Outlook::Succeeds),
    ("registration.answer.fewer_scopes", Outlook::Succeeds),
    ("registration.answer.without_deployment", Outlook::Succeeds),
    ("registration.configuration.huge", Outlook::Either),
    ("registration.configuration.without_platform_configuration", Outlook::Either),
    ("registration.configuration.without.authorization_endpoint", Outlook::Either),
    ("registration.configuration.without.token_endpoint", Outlook::Either),
    ("registration.configuration.without.jwks_uri", Outlook::Either),
    ("registration.endpoint.foreign", Outlook::Either),
    // Refused by the tool alone: the platform would take the registration.
    ("registration.issuer.other_host", Outlook::Either),
    ("registration.issuer.other_port", Outlook::Either),
    ("registration.issuer.sub_domain", Outlook::Either),
    ("registration.issuer.look_alike", Outlook::Either),
    ("registration.issuer.user_info", Outlook::Either),
];

impl Outlook {
    /// Every fault without a row keeps the tool from being registered.
    pub(super) fn of(fault: &str) -> Self {
        ROWS.iter().find(|(name, _)| *name == fault).map_or(Self::Fails, |(_, outlook)| *outlook)
    }
}
