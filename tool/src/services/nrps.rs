//! Names and Role Provisioning Services (NRPS): the roster of a course.

mod address;
pub(crate) mod known;
mod member;
mod roster;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use homeroom_vocab::scope::NRPS_CONTEXTMEMBERSHIP_READONLY;
use url::Url;

use crate::services::Caller;
use crate::services::error::ServiceError;
use crate::services::json;
use crate::services::paging::{List, Reading, Taken};

pub(crate) use member::{Member, Status};
pub(crate) use roster::Roster;

const SCOPES: [&str; 1] = [NRPS_CONTEXTMEMBERSHIP_READONLY];
/// The most bytes of one page, and the most members of one roster, that are read.
const LARGEST: usize = 8 * 1024 * 1024;
const MOST: usize = 20_000;

/// What is read of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    All,
    /// Who learns, by the role filter (NRPS-009).
    Learners,
    /// Who can reach the link that was opened (NRPS-016).
    OfLink,
}

/// A roster, and why that is not all of it.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) members: Vec<Member>,
    /// How many entries were no members.
    pub(crate) odd: usize,
    pub(crate) pages: usize,
    pub(crate) cut: Option<ServiceError>,
    /// How many entries told of a change; nothing if the whole roster was read.
    pub(crate) changes: Option<usize>,
}

/// Reads the roster, all pages.
pub(crate) async fn read(caller: &Caller<'_>, part: Part) -> Result<Read, ServiceError> {
    let memberships = memberships(caller)?;
    let (roster, reading) = pages(caller, address::of(memberships, part, caller.message)).await?;
    if let (Part::All, None, Some(differences)) = (part, &reading.cut, &reading.differences) {
        caller.app.services.rosters.keep(&key(caller, memberships), &roster, differences);
    }
    Ok(Read {
        odd: roster.odd(),
        members: roster.into_members(),
        pages: reading.pages,
        cut: reading.cut,
        changes: None,
    })
}

/// Reads what changed since the roster was read last, by the platform's own link (NRPS-015), and what the roster is
/// then. Without an earlier reading the whole roster is read.
pub(crate) async fn read_changes(caller: &Caller<'_>) -> Result<Read, ServiceError> {
    let memberships = memberships(caller)?;
    let (key, rosters) = (key(caller, memberships), &caller.app.services.rosters);
    let Some((mut known, differences)) = rosters.get(&key) else { return read(caller, Part::All).await };
    let (changes, reading) = pages(caller, differences.clone()).await?;
    let (count, odd) = (changes.len(), changes.odd());
    known.apply(changes);
    if reading.cut.is_none() {
        rosters.keep(&key, &known, reading.differences.as_ref().unwrap_or(&differences));
    }
    Ok(Read {
        odd,
        members: known.into_members(),
        pages: reading.pages,
        cut: reading.cut,
        changes: Some(count),
    })
}

fn memberships<'a>(caller: &Caller<'a>) -> Result<&'a Url, ServiceError> {
    caller.message.roster.as_ref().ok_or(ServiceError::NoAddress("where its roster is"))
}

async fn pages(caller: &Caller<'_>, first: Url) -> Result<(Roster, Reading), ServiceError> {
    let (wish, mut roster) = (caller.wish(SCOPES), Roster::default());
    let accept = MEMBERSHIP_CONTAINER;
    let list = List { caller, wish: &wish, scopes: &SCOPES, accept, most: LARGEST };
    let reading = list.read(first, |_, heard| {
        let entries = json::array_in(&heard.body, "members", MOST - roster.len())?;
        let (more, before) = (entries.more, roster.len());
        entries.values.iter().for_each(|entry| roster.add(entry));
        Some(Taken::of(more.then_some(MOST), roster.len() > before))
    });
    let reading = reading.await?;
    Ok((roster, reading))
}

/// Whose roster this is: rosters of two platforms, tools or deployments have nothing to do with each other.
fn key(caller: &Caller<'_>, memberships: &Url) -> String {
    let message = caller.message;
    serde_json::json!([message.issuer, message.client_id, message.deployment, memberships]).to_string()
}
