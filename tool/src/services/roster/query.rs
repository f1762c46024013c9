//! Who is read of a roster, and how much of it (NRPS-009 to NRPS-011, NRPS-016).

use crate::services::listing::{Paging, paged};
use homeroom_vocab::role::context::{INSTRUCTOR, LEARNER};

/// Which members are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    role: Option<String>,
    link: Option<String>,
    pub(super) paging: Paging,
}

impl MemberFilter {
    /// Everybody.
    pub fn all() -> Self {
        Self::default()
    }

    /// Who learns in the course.
    pub fn learners() -> Self {
        Self::all().role(LEARNER)
    }

    /// Who teaches in the course.
    pub fn instructors() -> Self {
        Self::all().role(INSTRUCTOR)
    }

    /// Who has this role, by its URI; a role in the course may be given by its short name (NRPS-009).
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Who can reach this link, with what the platform says about them there (NRPS-016, NRPS-018); the
    /// `resource_link.id` of a launch.
    #[must_use]
    pub fn resource_link_id(mut self, id: impl Into<String>) -> Self {
        self.link = Some(id.into());
        self
    }

    pub(super) fn role_wanted(&self) -> Option<&str> {
        self.role.as_deref()
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let pairs = [("role", &self.role), ("rlid", &self.link)];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
    }
}

paged! { MemberFilter }
