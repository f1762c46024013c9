//! What a service call is about.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fault::Place;

/// A kind of URL that tools call without a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Resource {
    /// The endpoint that gives access tokens.
    Token,
    /// The line items of a course.
    LineItems,
    /// One line item.
    LineItem,
    /// Where scores of a line item are posted.
    Scores,
    /// The results of a line item.
    Results,
    /// The roster of a course.
    Memberships,
}

impl Resource {
    /// The word for it, as in the control API.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::LineItems => "line_items",
            Self::LineItem => "line_item",
            Self::Scores => "scores",
            Self::Results => "results",
            Self::Memberships => "memberships",
        }
    }

    /// What people call it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Token => "token request",
            Self::LineItems => "line items",
            Self::LineItem => "line item",
            Self::Scores => "scores",
            Self::Results => "results",
            Self::Memberships => "roster",
        }
    }

    /// The places of faults that a call of this passes.
    pub(crate) fn places(self) -> &'static [Place] {
        match self {
            Self::Token => &[Place::Token],
            Self::Memberships => &[Place::Service, Place::Nrps],
            _ => &[Place::Service, Place::Ags],
        }
    }

    pub(crate) fn has_faults_of(self, place: Place) -> bool {
        self.places().contains(&place)
    }

    /// The methods that it knows, as `Allow` lists them, and the requirement that says so.
    pub(crate) fn methods(self) -> (&'static str, &'static str) {
        match self {
            Self::Token => ("POST", "TOK-001"),
            Self::LineItems => ("GET, POST", "AGS-100"),
            Self::LineItem => ("GET, PUT, DELETE", "AGS-100"),
            Self::Scores => ("POST", "AGS-100"),
            Self::Results => ("GET", "AGS-100"),
            Self::Memberships => ("GET", "NRPS-002"),
        }
    }
}
