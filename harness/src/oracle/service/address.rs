//! Where scores go and results come from: the address of the line item with one more segment (AGS-060, AGS-090).

use super::super::answer::{Ruling, broken};
use super::super::request::shortened;
use super::call::{Address, Call, Resource};
use super::evidence::{Course, Evidence};

pub(super) fn of_item(call: &Call, evidence: &Evidence) -> Ruling {
    let segment = if call.resource == Resource::Scores { "scores" } else { "results" };
    let expected = || {
        format!("the address of a line item with `/{segment}` at the end of its path, and its query as it is")
    };
    let actual = || format!("`{}`", shortened(&call.wire.url));
    let course = evidence.course(call);
    // Pages lead on by addresses of their own, which are used as they are.
    if course.is_some_and(|course| course.handed.iter().any(|handed| handed.is_like(&call.address))) {
        return Ok(());
    }
    let Some(item) = item_of(call, segment) else { return Err(broken(expected(), actual())) };
    let fits = course.is_none_or(|course| fits(&item, course));
    if fits { Ok(()) } else { Err(broken(expected(), actual())) }
}

/// The address without its last segment.
fn item_of(call: &Call, segment: &str) -> Option<Address> {
    let base = call.address.base.strip_suffix(segment)?.strip_suffix('/')?;
    Some(Address { base: base.to_owned(), pairs: call.address.pairs.clone() })
}

/// A line item that nothing named is judged by what all of its course have in common.
fn fits(item: &Address, course: &Course) -> bool {
    if let Some(known) = course.items.iter().find(|known| known.base == item.base) {
        return item.keeps_query_of(known);
    }
    let trimmed = item.base.trim_end_matches('/');
    let is = |known: &&Address| known.base.trim_end_matches('/') == trimmed;
    let misspelt = course.items.iter().any(|known| is(&known));
    let container = course.containers.iter().any(|known| is(&known));
    !misspelt && !container && course.containers.iter().all(|container| item.keeps_query_of(container))
}
