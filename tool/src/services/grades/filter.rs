//! What is read of the lists of the grade service, and how much of it (AGS-022, AGS-093).

use crate::services::listing::{Paging, paged};

/// Which line items are read. Several conditions hold together (AGS-022).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineItemFilter {
    link: Option<String>,
    resource: Option<String>,
    tag: Option<String>,
    pub(super) paging: Paging,
}

/// Which results are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultFilter {
    user: Option<String>,
    pub(super) paging: Paging,
}

impl LineItemFilter {
    /// All that the tool may see.
    pub fn all() -> Self {
        Self::default()
    }

    /// Those of a link.
    #[must_use]
    pub fn resource_link_id(mut self, id: impl Into<String>) -> Self {
        self.link = Some(id.into());
        self
    }

    /// Those of a thing, by what this tool calls it.
    #[must_use]
    pub fn resource_id(mut self, id: impl Into<String>) -> Self {
        self.resource = Some(id.into());
        self
    }

    /// Those with a tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    pub(super) fn named(names: &[(&str, &str)]) -> Self {
        names.iter().fold(Self::all(), |filter, (name, value)| match *name {
            "resource_id" => filter.resource_id(*value),
            _ => filter.tag(*value),
        })
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let pairs = [("resource_link_id", &self.link), ("resource_id", &self.resource), ("tag", &self.tag)];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
    }
}

impl ResultFilter {
    /// Those of all learners.
    pub fn all() -> Self {
        Self::default()
    }

    /// That of one learner ([`crate::User::subject`]).
    pub fn of_user(user: impl Into<String>) -> Self {
        Self { user: Some(user.into()), ..Self::default() }
    }

    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        self.user.iter().map(|user| ("user_id", user.as_str())).collect()
    }
}

paged! { LineItemFilter ResultFilter }
