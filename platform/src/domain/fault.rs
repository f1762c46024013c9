//! A fault as a launch carries it: which one, and with what. What faults do is in `crate::faults`.

use serde::Serialize;

/// Where a fault happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// The login initiation.
    Login,
    /// The message that the platform signs.
    IdToken,
    /// The published key set.
    Keys,
    /// The endpoint that gives access tokens.
    Token,
    /// Every service that takes access tokens.
    Service,
    /// The Assignment and Grade Services.
    Ags,
    /// The Names and Role Provisioning Services.
    Nrps,
    /// What the platform says about itself to a tool that registers itself.
    Configuration,
    /// The answer to a tool that registers itself.
    Registration,
}

impl Place {
    /// The word for this place, as in the control API.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::IdToken => "id_token",
            Self::Keys => "keys",
            Self::Token => "token",
            Self::Service => "service",
            Self::Ags => "ags",
            Self::Nrps => "nrps",
            Self::Configuration => "configuration",
            Self::Registration => "registration",
        }
    }

    /// Whether its faults are ordered with an invitation to register.
    pub(crate) fn is_of_invitations(self) -> bool {
        matches!(self, Self::Configuration | Self::Registration)
    }

    /// Whether its faults are ordered with a launch.
    pub(crate) fn is_of_launches(self) -> bool {
        matches!(self, Self::Login | Self::IdToken)
    }

    /// Whether its faults concern the services of courses.
    pub(crate) fn is_of_services(self) -> bool {
        matches!(self, Self::Service | Self::Ags | Self::Nrps)
    }
}

/// A fault that someone asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ordered {
    /// A name of the catalogue.
    pub(crate) name: &'static str,
    /// The value that some faults need, such as a URL.
    pub(crate) with: Option<String>,
}
