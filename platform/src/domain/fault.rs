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
        }
    }

    /// Whether its faults are ordered with a launch; the others are armed for a campus or a course.
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
