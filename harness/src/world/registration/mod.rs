//! Cases in which the tool registers itself: somebody opens its registration page by an invitation, and the case reads what the
//! tool asked of the platform because of it.

mod addresses;
mod afterwards;
mod failures;
mod outlook;
mod rules;
mod told;
mod visits;

use std::sync::Arc;

use super::World;
use crate::record::Stop;
use crate::registration_calls::RegistrationCall;
use crate::session::Visited;

/// How the tool registered itself, or did not.
#[derive(Debug, Default)]
pub(super) struct Registering {
    /// What the run has shown once, for a case that looks at it.
    shown: Option<Arc<Visited>>,
    /// The visits of this case, in order.
    visits: Vec<Visited>,
    /// What must not leave the place where it stands.
    secret: Option<String>,
    /// What the fault was ordered with.
    with: Option<String>,
    /// A file with a configuration, which is gone with the case.
    file: Option<tempfile::NamedTempFile>,
}

impl World {
    /// The calls of the tool by which it registered itself in this case.
    pub(super) fn registration_calls(&self) -> Vec<&RegistrationCall> {
        self.registering.visits.iter().flat_map(|visit| &visit.calls).collect()
    }

    /// The ids that the platform has given the tool in this case.
    pub(super) fn registered_ids(&self) -> Vec<(&'static str, &str)> {
        let known = self.registering.visits.iter().filter_map(Visited::known);
        let ids = known.flat_map(|tool| {
            let deployments = tool.deployments.iter().map(|id| ("deployment", id.as_str()));
            std::iter::once(("client-id", tool.client_id.as_str())).chain(deployments)
        });
        ids.collect()
    }

    /// The registration tokens that were given in this case.
    pub(super) fn registration_tokens(&self) -> Vec<&str> {
        self.registering.visits.iter().filter_map(|visit| visit.token.as_deref()).collect()
    }

    fn shown_registration(&self) -> Result<&Arc<Visited>, Stop> {
        let none = || Stop::unjudged("the registration page has not been opened");
        self.registering.shown.as_ref().ok_or_else(none)
    }

    fn last_visit(&self) -> Result<&Visited, Stop> {
        let none = || Stop::unjudged("the registration page has not been opened in this case");
        self.registering.visits.last().ok_or_else(none)
    }
}
