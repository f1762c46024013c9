//! Names and Role Provisioning Services (NRPS): who is in a course.
//!
//! A platform offers it in a launch, and [`LtiTool::roster`](crate::LtiTool::roster) is the client of that launch. It reads
//! rosters to their last page, and sends no token to another site.

mod address;
mod member;
mod members;
mod query;

use std::time::Duration;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use homeroom_vocab::scope::{AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY};
use url::Url;

use crate::app::App;
use crate::defects::Defect;
use crate::message::LaunchData;
use crate::services::caller::{Caller, Terms};
use crate::services::error::ServiceError;
use crate::services::paging::{List, Reading, Taken};
use crate::services::retry::Repeat;
use crate::services::roster::members::Collector;
use crate::services::{json, origin};

pub use member::{Member, Status};
pub use members::Members;
pub use query::MemberFilter;

const SCOPES: [&str; 1] = [NRPS_CONTEXTMEMBERSHIP_READONLY];
/// The most bytes of one page, and the most members of one roster, that are read.
const LARGEST: usize = 8 * 1024 * 1024;
const MOST: usize = 20_000;

/// The roster of a course, as one launch offers it.
///
/// ```no_run
/// use homeroom_tool::roster::MemberFilter;
/// use homeroom_tool::{Launch, LtiTool, ServiceError};
///
/// async fn learners(lti: &LtiTool, launch: &Launch) -> Result<Vec<String>, ServiceError> {
///     let read = lti.roster(launch).members(&MemberFilter::learners()).await?;
///     let members = read.complete()?;
///     Ok(members.into_iter().map(|member| member.name.unwrap_or(member.id)).collect())
/// }
/// ```
///
/// Each act takes at most ten seconds, all attempts and pages included.
#[derive(Clone, Debug)]
pub struct Roster<'a> {
    caller: Caller<'a>,
}

impl<'a> Roster<'a> {
    pub(crate) fn new(app: &'a App, launch: &'a LaunchData) -> Self {
        Self { caller: Caller::new(app, launch) }
    }

    /// Everything that is done from now on takes no longer than this together, for a person who waits.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        Self { caller: self.caller.within(time) }
    }

    /// The members that fit the filter, all pages of them.
    ///
    /// ```no_run
    /// # use homeroom_tool::{LaunchData, LtiTool, ServiceError};
    /// use homeroom_tool::roster::MemberFilter;
    ///
    /// # async fn example(lti: &LtiTool, launch: &LaunchData) -> Result<(), ServiceError> {
    /// // A hundred at a time, and the rest when somebody asks for it.
    /// let first = lti.roster(launch).members(&MemberFilter::all().limit(100).pages(1)).await?;
    /// if let Some(next) = first.next {
    ///     let rest = lti.roster(launch).members(&MemberFilter::all().from(next)).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn members(&self, filter: &MemberFilter) -> Result<Members, ServiceError> {
        let first = address::of(self.memberships()?, filter, &self.caller.app.defects)?;
        let (members, reading) = self.pages(first, filter.paging.pages).await?;
        Ok(members.roster(reading))
    }

    /// What changed since a roster was read, by the address in [`Members::differences`] of that reading, to the letter
    /// (NRPS-015). [`Members::apply`] makes it the roster of now. Who left is [`Status::Deleted`].
    ///
    /// ```no_run
    /// # use homeroom_tool::{LaunchData, LtiTool, ServiceError};
    /// # use homeroom_tool::roster::{MemberFilter, Members};
    /// # async fn example(lti: &LtiTool, launch: &LaunchData, mut known: Members) -> Result<(), ServiceError> {
    /// if let Some(differences) = known.differences.clone() {
    ///     known.apply(lti.roster(launch).differences(&differences).await?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn differences(&self, since: &Url) -> Result<Members, ServiceError> {
        let mut address =
            origin::same_site(self.memberships()?, since.clone()).map_err(ServiceError::service)?;
        if self.caller.app.defects.has(Defect::DIFFERENCES_NARROWED) {
            address.query_pairs_mut().append_pair("limit", "100");
        }
        let (members, reading) = self.pages(address, None).await?;
        Ok(members.changes(reading))
    }

    fn memberships(&self) -> Result<&'a Url, ServiceError> {
        let roster = self.caller.launch.roster.as_ref();
        roster.map(|roster| &roster.url).ok_or(ServiceError::NoAddress("where its roster is"))
    }

    async fn pages(&self, first: Url, pages: Option<usize>) -> Result<(Collector, Reading), ServiceError> {
        let defects = &self.caller.app.defects;
        let needed = if defects.has(Defect::ROSTER_WITH_TOKEN_OF_GRADES) { [AGS_SCORE] } else { SCOPES };
        let accept = if defects.has(Defect::ROSTER_ACCEPT_ANY) { "*/*" } else { MEMBERSHIP_CONTAINER };
        let (scopes, patience) = (self.caller.scopes(needed), self.caller.patience());
        let terms = Terms { scopes: &scopes, needed: &needed, repeat: Repeat::Harmless, patience: &patience };
        let list = List { caller: &self.caller, terms, accept, largest: LARGEST, pages };
        let mut members = Collector::default();
        let reading = list.read(first, |_, heard| {
            let entries = json::array_in(&heard.body, "members", MOST - members.len())?;
            let (more, before) = (entries.more, members.len());
            entries.values.iter().for_each(|entry| members.add(entry));
            Some(Taken::of(more.then_some(MOST), members.len() > before))
        });
        let reading = reading.await?;
        Ok((members, reading))
    }
}
