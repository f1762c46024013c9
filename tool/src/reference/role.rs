//! What this tool makes of the roles of its users.

use serde::Serialize;

use crate::LaunchData;

/// The two views of this tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Instructor,
    Learner,
}

impl Role {
    pub(crate) fn of(launch: &LaunchData) -> Self {
        if launch.roles.is_instructor() { Self::Instructor } else { Self::Learner }
    }
}
