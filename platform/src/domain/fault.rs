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
}

impl Place {
    /// The word for this place, as in the control API.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::IdToken => "id_token",
            Self::Keys => "keys",
        }
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
