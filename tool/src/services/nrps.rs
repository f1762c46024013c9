//! Names and Role Provisioning Services (NRPS): the roster of a course.

mod address;
pub(crate) mod known;
mod member;
mod roster;

use homeroom_vocab::media_type::MEMBERSHIP_CONTAINER;
use homeroom_vocab::scope::{AGS_SCORE, NRPS_CONTEXTMEMBERSHIP_READONLY};
use url::Url;

use crate::defects::Defect;
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
    /// How many entries were about a member who had one before.
    pub(crate) twice: usize,
    pub(crate) pages: usize,
    pub(crate) cut: Option<ServiceError>,
    /// How many entries told of a change; nothing if the whole roster was read.
    pub(crate) changes: Option<usize>,
}

/// Reads the roster, all pages.
pub(crate) async fn read(caller: &Caller<'_>, part: Part) -> Result<Read, ServiceError> {
    let memberships = memberships(caller)?;
    if caller.app.defects.has(Defect::ROSTER_NEVER_READ) {
        return Ok(Read { members: Vec::new(), odd: 0, twice: 0, pages: 0, cut: None, changes: None });
    }
    let (roster, reading) =
        pages(caller, address::of(memberships, part, caller.message, &caller.app.defects)).await?;
    if let (Part::All, None, Some(differences)) = (part, &reading.cut, &reading.differences) {
        caller.app.services.rosters.keep(&key(caller, memberships), &roster, differences);
    }
    Ok(Read {
        odd: roster.odd(),
        twice: roster.twice(),
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
    let mut address = differences.clone();
    if caller.app.defects.has(Defect::DIFFERENCES_NARROWED) {
        address.query_pairs_mut().append_pair("limit", "100");
    }
    let (changes, reading) = pages(caller, address).await?;
    let (count, odd, twice) = (changes.len(), changes.odd(), changes.twice());
    known.apply(changes, caller.app.defects.has(Defect::MEMBER_DELETED_KEPT));
    if reading.cut.is_none() {
        rosters.keep(&key, &known, reading.differences.as_ref().unwrap_or(&differences));
    }
    Ok(Read {
        odd,
        twice,
        members: known.into_members(),
        pages: reading.pages,
        cut: reading.cut,
        changes: Some(count),
    })
}

fn memberships<'a>(caller: &Caller<'a>) -> Result<&'a Url, ServiceError> {
    caller.message.roster.as_ref().map(|roster| &roster.url).ok_or(ServiceError::NoAddress("where its roster is"))
}

async fn pages(caller: &Caller<'_>, first: Url) -> Result<(Roster, Reading), ServiceError> {
    let defects = &caller.app.defects;
    let scopes = if defects.has(Defect::ROSTER_WITH_TOKEN_OF_GRADES) { [AGS_SCORE] } else { SCOPES };
    let accept = if defects.has(Defect::ROSTER_ACCEPT_ANY) { "*/*" } else { MEMBERSHIP_CONTAINER };
    let (wish, mut roster) = (caller.wish(scopes), Roster::default());
    let list = List { caller, wish: &wish, scopes: &scopes, accept, most: LARGEST };
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
    serde_json::json!([message.issuer, message.client_id, message.deployment_id, memberships]).to_string()
}
