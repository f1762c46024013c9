//! The registrations of the tool: which of them can serve a case that needs more than one.

use super::Session;
use crate::launch::Party;
use crate::record::Stop;

impl Session {
    /// The registration with another platform.
    pub(crate) fn at_another_platform(&self) -> Result<&Party, Stop> {
        self.others.iter().find(|other| !self.is_at_home(other)).ok_or_else(|| {
            Stop::not_applicable(
                "the tool is registered with one platform only: add a `[[registration]]` on another campus",
            )
        })
    }

    /// A second client id at the same platform.
    pub(crate) fn second_client(&self) -> Result<&Party, Stop> {
        self.others.iter().find(|other| self.is_at_home(other)).ok_or_else(|| {
            Stop::not_applicable(format!(
                "the platform knows the tool by one client id only: add a `[[registration]]` on campus `{}`",
                self.party.registration.campus
            ))
        })
    }

    /// A registration that is the only one with its platform, where a login need not say which is meant.
    pub(crate) fn only_client(&self) -> Result<&Party, Stop> {
        let all = || std::iter::once(&self.party).chain(&self.others);
        let alone = |party: &&Party| all().filter(|other| issuer(other) == issuer(party)).count() == 1;
        all().find(alone).ok_or_else(|| {
            Stop::not_applicable(
                "every platform knows the tool by several client ids, so a login has to say which one is meant",
            )
        })
    }

    /// A deployment that belongs to the second client and not to the first.
    pub(crate) fn deployment_of_second_client(&self) -> Result<String, Stop> {
        let own = &self.party.registered.deployments;
        let theirs = &self.second_client()?.registered.deployments;
        theirs
            .iter()
            .find(|id| !own.contains(id))
            .cloned()
            .ok_or_else(|| Stop::not_applicable("both client ids of the tool have the same deployments"))
    }

    /// All registrations, the first one first.
    pub(super) fn parties_mut(&mut self) -> impl Iterator<Item = &mut Party> {
        std::iter::once(&mut self.party).chain(&mut self.others)
    }

    fn is_at_home(&self, party: &Party) -> bool {
        issuer(party) == issuer(&self.party)
    }
}

fn issuer(party: &Party) -> &str {
    &party.campus.endpoints.issuer
}
