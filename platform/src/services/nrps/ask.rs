//! What a tool asks for: the parameters of a first page (NRPS-009, NRPS-011, NRPS-016), and the opaque ones by which
//! it goes on (NRPS-012, NRPS-014).

use actix_web::http::StatusCode;
use homeroom_vocab::error::ags::INVALID_REQUEST;
use homeroom_vocab::role::short;
use serde::{Deserialize, Serialize};

use crate::domain::edge::{did_you_mean, quoted};
use crate::domain::finding::Level;
use crate::domain::roles;
use crate::services::door::Call;
use crate::services::page_link::{open, seal, with_query};
use crate::services::parameters::{limit, note_others, once};
use crate::services::refusal::Refusal;
use crate::store::members::Place;

/// The parameter that holds where a reading stands.
const PAGE: &str = "page";

/// Which list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    Members,
    Changes,
}

/// A reading of a roster, and where it stands. What the tool asked for at first goes along, so that it need not be
/// said again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reading {
    pub(super) what: What,
    pub(super) after: Place,
    /// The last change to any roster when this reading began; none before its first page was read.
    pub(super) moment: Option<i64>,
    /// A full URI.
    pub(super) role: Option<String>,
    pub(super) limit: Option<u32>,
    pub(super) rlid: Option<String>,
    /// How often a fault has led back; tells URLs apart that mean the same.
    pub(super) turn: u32,
}

impl Reading {
    fn of(what: What, after: Place) -> Self {
        Self { what, after, moment: None, role: None, limit: None, rlid: None, turn: 0 }
    }
}

/// Reads the query of a call.
pub(super) fn reading(call: &mut Call) -> Result<Reading, Refusal> {
    let query = call.query().to_vec();
    if let Some(token) = once(&query, PAGE, "NRPS-012")? {
        let reading = open(&call.campus, &purpose(call), PAGE, "NRPS-012", token)?;
        note_additions(call, &reading);
        return Ok(reading);
    }
    Ok(Reading {
        role: once(&query, "role", "NRPS-009")?.map(role).transpose()?,
        limit: once(&query, "limit", "NRPS-011")?.map(|given| limit(given, "NRPS-011")).transpose()?,
        rlid: once(&query, "rlid", "NRPS-016")?.map(str::to_owned),
        ..Reading::of(What::Members, Place::start())
    })
}

/// The URL at which a reading goes on.
pub(super) fn url(call: &Call, reading: &Reading) -> String {
    let token = seal(&call.campus, &purpose(call), reading);
    with_query(&call.url("memberships"), &[(PAGE, &token)])
}

/// The URL that tells what changes from the moment of this reading on. There is none for a role: who loses it would
/// not be told of.
pub(super) fn differences(call: &Call, reading: &Reading) -> Option<String> {
    let moment = reading.moment.filter(|_| reading.role.is_none())?;
    let (limit, rlid) = (reading.limit, reading.rlid.clone());
    Some(url(call, &Reading { limit, rlid, ..Reading::of(What::Changes, Place::after(moment)) }))
}

fn purpose(call: &Call) -> String {
    format!("roster {}", call.course.id)
}

/// A URL of ours says everything; what a tool adds to it is told and changes nothing.
fn note_additions(call: &mut Call, reading: &Reading) {
    let requirement = if reading.what == What::Changes { "NRPS-015" } else { "NRPS-012" };
    let cause = "the tool adds its parameters again; the URL of a `Link` header holds them already";
    note_others(call, &[PAGE], requirement, Level::Must, "the URL as it was given", cause);
}

/// The role to filter by, as a full URI.
fn role(given: &str) -> Result<String, Refusal> {
    let role = roles::full(given);
    if role.contains(':') && !is_cut_off(&role) {
        return Ok(role);
    }
    let requirement = if is_cut_off(&role) { "NRPS-010" } else { "NRPS-009" };
    let hint = if is_cut_off(&role) {
        "the `#` must be sent as `%23`; without that, the rest of a URL is a fragment, which is never sent"
            .to_owned()
    } else {
        let known = short::ALL.iter().map(|term| term.value);
        did_you_mean(given, known, "other roles than those of a course go by their full URI")
    };
    Err(Refusal::new(StatusCode::BAD_REQUEST, INVALID_REQUEST, requirement, "the role is none")
        .at("parameter `role`")
        .expected("the URI of a role, or the short name of a role of a course", quoted(given))
        .hint(hint))
}

/// Whether this is the beginning of a role's URI, up to where its `#` was.
fn is_cut_off(role: &str) -> bool {
    roles::known().any(|known| known.split_once('#').is_some_and(|(start, _)| start == role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_goes_by_its_uri_or_the_short_name_of_a_role_of_a_course() {
        let learner = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
        assert_eq!(role("Learner").unwrap(), learner);
        assert_eq!(role(learner).unwrap(), learner);
        assert_eq!(role("https://example.com/roles#x").unwrap(), "https://example.com/roles#x");
        for bad in ["", "learner", "Student", "http://purl.imsglobal.org/vocab/lis/v2/membership"] {
            assert_eq!(role(bad).unwrap_err().status(), StatusCode::BAD_REQUEST, "{bad}");
        }
    }
}
