//! `/{campus}/admin/requirements/{id}`: what a requirement says, what usually breaks it, and what of it was seen here.

use std::time::Duration;

use actix_web::HttpResponse;
use jiff::Timestamp;
use serde::Serialize;

use super::list::Row;
use crate::error::Problem;
use crate::faults;
use crate::journal::book::Filter;
use crate::journal::exchange::Exchange;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, When};
use crate::pages::visit::Visit;
use crate::pages::wire;
use crate::requirements::{self, Requirement};

/// How many exchanges are shown; the journal finds them all.
const SHOWN: usize = 10;

/// How long the page may look for them in a long journal.
const PATIENCE: Duration = Duration::from_millis(20);

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(RequirementPage::of(&visit)).await
}

#[derive(Debug, Serialize)]
pub(crate) struct RequirementPage {
    pub(crate) id: String,
    pub(crate) requirement: &'static Requirement,
    pub(crate) level: String,
    pub(crate) who: &'static str,
    pub(crate) area: Option<&'static str>,
    pub(crate) prefix: Option<&'static str>,
    /// The ways in which this platform can try it.
    pub(crate) faults: Vec<FaultRow>,
    /// The newest exchanges at which it was noticed.
    pub(crate) seen: Vec<Seen>,
    pub(crate) before: Option<Row>,
    pub(crate) after: Option<Row>,
}

/// A fault that tries the requirement.
#[derive(Debug, Serialize)]
pub(crate) struct FaultRow {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) place: &'static str,
}

/// An exchange at which the requirement was noticed.
#[derive(Debug, Serialize)]
pub(crate) struct Seen {
    pub(crate) number: u64,
    pub(crate) what: String,
    pub(crate) state: Mark,
    pub(crate) at: When,
    pub(crate) launch: Option<String>,
}

impl Seen {
    fn new(exchange: &Exchange, now: Timestamp) -> Self {
        Self {
            number: exchange.number,
            what: format!("{} {}", exchange.method, wire::path(&exchange.url)),
            state: wire::state(exchange),
            at: wire::when(exchange, now),
            launch: exchange.launch.clone(),
        }
    }
}

fn seen(visit: &Visit, id: &str) -> Vec<Seen> {
    let filter = Filter { requirement: Some(visit.campus.about(id)), ..Filter::default() };
    let found = visit.campus.journal().search(u64::MAX, &filter, SHOWN, PATIENCE).found;
    let now = visit.campus.now();
    found.iter().map(|exchange| Seen::new(exchange, now)).collect()
}

impl RequirementPage {
    fn of(visit: &Visit) -> Result<Self, Problem> {
        let id = visit.named("id");
        let known = requirements::find(&id)
            .ok_or_else(|| Problem::unknown("requirement", &id, "the list of requirements has them all"))?;
        Ok(Self { seen: seen(visit, &id), ..Self::new(&id, known) })
    }

    fn new(id: &str, requirement: &'static Requirement) -> Self {
        let area = requirements::area_of(id);
        let (before, after) = neighbours(id);
        Self {
            id: id.to_owned(),
            requirement,
            level: requirement.level_in_words(),
            who: requirement.who.words(),
            area: area.map(|area| area.title),
            prefix: area.map(|area| area.prefix),
            faults: faults_for(id),
            seen: Vec::new(),
            before,
            after,
        }
    }
}

fn faults_for(id: &str) -> Vec<FaultRow> {
    faults::catalogue()
        .filter(|entry| entry.requirement == id)
        .map(|entry| FaultRow { name: entry.name, title: entry.title, place: entry.place.word() })
        .collect()
}

/// The requirements beside this one, in the same area.
fn neighbours(id: &str) -> (Option<Row>, Option<Row>) {
    let area = requirements::area_of(id);
    let same: Vec<_> =
        requirements::all().filter(|(other, _)| requirements::area_of(other) == area).collect();
    let at = same.iter().position(|(other, _)| *other == id);
    let row = |place: Option<usize>| place.and_then(|at| same.get(at)).map(|(id, known)| Row::new(id, known));
    (row(at.and_then(|at| at.checked_sub(1))), row(at.map(|at| at + 1)))
}

impl Page for RequirementPage {
    const TEMPLATE: &'static str = "requirements/one.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let seen = |launch: Option<&str>| Seen {
            number: 7,
            what: format!("GET /main/lti/authorize{}", crate::pages::samples::HARD_NAME),
            state: Mark::failed("400"),
            at: When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH),
            launch: launch.map(str::to_owned),
        };
        let noticed = requirements::find("OIDC-056")
            .map(|known| Self { seen: vec![seen(Some("l/1")), seen(None)], ..Self::new("OIDC-056", known) });
        ["OIDC-001", "SEC-021", "OIDC-010", "AP-009", "OIDC-003", "PST-001"]
            .into_iter()
            .filter_map(|id| requirements::find(id).map(|known| (id, Self::new(id, known))))
            .chain(noticed.map(|page| ("noticed", page)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_knows_its_faults_and_its_neighbours() {
        let page = RequirementPage::new("SEC-019", requirements::find("SEC-019").unwrap());
        assert!(page.faults.iter().any(|fault| fault.name == "nonce.missing"));
        assert_eq!(page.before.map(|row| row.id), Some("SEC-018"));
        assert_eq!(page.after.map(|row| row.id), Some("SEC-020"));
    }

    #[test]
    fn the_first_of_an_area_has_none_before_it() {
        let page = RequirementPage::new("KEY-001", requirements::find("KEY-001").unwrap());
        assert!(page.before.is_none() && page.after.is_some());
    }
}
