//! How the tool reads rosters (NRPS-002, NRPS-010, NRPS-012, NRPS-016).

use super::super::answer::{Not, Ruling, broken};
use super::super::request::shortened;
use super::call::{Address, Call};
use super::evidence::{Course, Evidence};

/// What the tool may add to the address that it was given.
const OWN: &[&str] = &["role", "limit", "rlid"];

pub(super) fn method(call: &Call) -> Ruling {
    if call.is("GET") {
        return Ok(());
    }
    Err(broken("the method `GET`", format!("`{}`", call.wire.method)))
}

fn mentions_link(call: &Call) -> bool {
    call.wire.url.split_once('?').is_some_and(|(_, query)| query.contains("rlid"))
}

/// An address of this platform in the words of the platform: as a launch gave it, or as an answer did.
pub(super) fn address(call: &Call, evidence: &Evidence) -> Ruling {
    if mentions_link(call) && !is_handed(call, evidence) {
        return Err(Not::Applicable("only the rosters of links were read".to_owned()));
    }
    let Some(course) = evidence.course(call).filter(|course| !course.rosters.is_empty()) else {
        return Err(Not::Applicable("no launch told the tool where the roster is".to_owned()));
    };
    if is_handed(call, evidence) || course.rosters.iter().any(|roster| extends(&call.address, roster)) {
        return Ok(());
    }
    let given: Vec<_> = course.rosters.iter().map(|roster| roster.base.as_str()).collect();
    let expected = format!(
        "the address of the launch (`{}`, its query kept) or one of a `Link`, as it was given",
        given.join("` or `")
    );
    Err(broken(expected, format!("`{}`", shortened(&call.wire.url))))
}

fn is_handed(call: &Call, evidence: &Evidence) -> bool {
    let handed = |course: &Course| course.handed.iter().any(|handed| handed.is_like(&call.address));
    evidence.course(call).is_some_and(handed)
}

/// The address of the launch, with nothing but the tool's own parameters added.
fn extends(address: &Address, given: &Address) -> bool {
    let added = address.pairs.iter().filter(|pair| !given.pairs.contains(pair));
    address.base == given.base
        && address.keeps_query_of(given)
        && added.into_iter().all(|(name, _)| OWN.contains(&name.as_str()))
}

pub(super) fn rlid(call: &Call, evidence: &Evidence) -> Ruling {
    if !mentions_link(call) || is_handed(call, evidence) {
        return Err(Not::Applicable("the tool has not asked for the roster of a link".to_owned()));
    }
    let Some(course) = evidence.course(call) else {
        return Err(Not::Applicable("no launch told the tool a link of the course".to_owned()));
    };
    let link = call.address.get("rlid").filter(|id| course.links.iter().any(|link| link == id));
    let joined = course.rosters.iter().any(|roster| extends(&call.address, roster));
    if link.is_some() && (joined || course.rosters.is_empty()) {
        return Ok(());
    }
    let expected =
        "the address of the roster with `rlid` = the `resource_link.id` of a launch, joined with `?` or `&`";
    Err(broken(expected, format!("`{}`", shortened(&call.wire.url))))
}

/// A bare `#` ends an address, so the rest of the role never arrives.
pub(super) fn role(call: &Call) -> Ruling {
    let Some(role) = call.address.get("role") else {
        return Err(Not::Applicable("the tool has not asked for the people of a role".to_owned()));
    };
    let is_cut = role.contains("://") && !role.contains('#');
    if is_cut || call.wire.url.contains('#') {
        let expected = "the whole role in the query, its `#` as `%23`";
        return Err(broken(expected, format!("`role` = `{}`", shortened(role))));
    }
    Ok(())
}
