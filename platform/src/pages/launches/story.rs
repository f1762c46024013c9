//! `/{campus}/admin/launches/{id}`: every hop of one launch, every token, every check.

mod decoded;
mod notes;
#[cfg(test)]
pub(crate) mod samples;

use actix_web::HttpResponse;
use jiff::Timestamp;
use serde::Serialize;

use super::afterwards;
use super::diagram::Diagram;
use super::hop::Hop;
use super::hops::hops;
use super::list::{Offer, outcome, recent};
use super::timeline::Timeline;
use super::token::Token;
use crate::campus::Campus;
use crate::domain::answer::Picked;
use crate::domain::launch::{Launch, Stage};
use crate::error::Problem;
use crate::journal::story::Story as Told;
use crate::launch::table::EXCHANGES;
use crate::pages::courses::found;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, When};
use crate::pages::visit::Visit;
pub(crate) use notes::{FaultNote, FindingRow, PickedNote, RefusalNote};

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(tell(&visit)).await
}

fn tell(visit: &Visit) -> Result<Story, Problem> {
    let launch = found::launch(visit)?;
    let told = visit.campus.story(launch.ticket.id.as_str());
    let told = told.unwrap_or_else(|| Told { launch, exchanges: Vec::new() });
    let mut story = Story::new(&visit.campus, &told, visit.campus.now());
    story.others = recent(visit, "").into_iter().filter(|other| other.id != story.id).collect();
    let wanted = visit.query().first("hop").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(hop) = wanted.and_then(|at| story.hops.get_mut(at)) {
        hop.open = true;
    }
    Ok(story)
}

#[derive(Debug, Serialize)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) state: Mark,
    pub(crate) person: String,
    pub(crate) link: String,
    pub(crate) tool: String,
    pub(crate) client: String,
    pub(crate) course: String,
    pub(crate) at: When,
    /// How it went, in one or two sentences.
    pub(crate) summary: String,
    pub(crate) refusal: Option<RefusalNote>,
    pub(crate) faults: Vec<FaultNote>,
    /// Findings with the number of the hop that they stand at, or 0.
    pub(crate) findings: Vec<Pointer>,
    /// Whether the tool has asked for the token.
    pub(crate) asked: bool,
    pub(crate) diagram: Diagram,
    pub(crate) timeline: Timeline,
    pub(crate) hops: Vec<Hop>,
    /// How many exchanges a story has, where this one has had no room for more.
    pub(crate) full: Option<usize>,
    /// How many of them came afterwards.
    pub(crate) later: usize,
    pub(crate) picked: Option<PickedNote>,
    pub(crate) kept: Option<KeptNote>,
    /// What it can be compared with.
    pub(crate) others: Vec<Offer>,
    /// The platform's message, and the tool's where there is one.
    pub(crate) tokens: Vec<Token>,
}

/// That somebody keeps the launch, and why.
#[derive(Debug, Serialize)]
pub(crate) struct KeptNote {
    pub(crate) text: String,
    pub(crate) at: When,
}

/// A finding in the list on top, which leads to its place.
#[derive(Debug, Serialize)]
pub(crate) struct Pointer {
    /// Counts from 1; 0 where the exchange is not remembered.
    pub(crate) hop: usize,
    pub(crate) finding: FindingRow,
}

impl Story {
    fn new(campus: &Campus, told: &Told, now: Timestamp) -> Self {
        let launch = &told.launch;
        let ticket = &launch.ticket;
        let faults: Vec<FaultNote> =
            ticket.faults.iter().map(|fault| FaultNote::new(fault, launch)).collect();
        let mut hops = hops(told);
        mark_faults(&faults, &mut hops);
        let tokens = decoded::tokens(campus, told, &hops, now);
        let findings = pointers(launch, &hops);
        hops.extend(afterwards::hops(campus, launch));
        for hop in &mut hops {
            hop.open = !hop.findings.is_empty() && !hop.afterwards;
        }
        Self {
            id: ticket.id.to_string(),
            state: outcome(launch),
            person: ticket.person.label(),
            link: ticket.heading(),
            tool: ticket.registration.name.clone(),
            client: ticket.registration.client_id.to_string(),
            course: ticket.course.id.to_string(),
            at: When::new(ticket.prepared_at, now),
            summary: summary(launch),
            refusal: RefusalNote::of(launch),
            faults,
            findings,
            asked: !matches!(launch.stage, Stage::Prepared | Stage::Expired | Stage::Interrupted),
            diagram: Diagram::new(&hops),
            timeline: Timeline::new(&hops),
            later: hops.iter().filter(|hop| hop.afterwards).count(),
            hops,
            full: (launch.exchanges.len() >= EXCHANGES).then_some(EXCHANGES),
            picked: PickedNote::of(launch),
            kept: campus
                .kept_launch(ticket.id.as_str())
                .map(|kept| KeptNote { text: kept.note.text.clone(), at: When::new(kept.note.at, now) }),
            others: Vec::new(),
            tokens,
        }
    }
}

/// Says at the hops what the platform was told to do wrong there.
fn mark_faults(faults: &[FaultNote], hops: &mut [Hop]) {
    let carries = |hop: &Hop, name: &str| hop.exchange.is_none() && hop.short == name;
    for fault in faults.iter().filter(|fault| fault.applied) {
        let short = if fault.in_token { "id_token" } else { "login initiation" };
        if let Some(hop) = hops.iter_mut().find(|hop| carries(hop, short)) {
            hop.faults.push(fault.clone());
        }
    }
}

/// Every finding of the launch, with the hop where it stands.
fn pointers(launch: &Launch, hops: &[Hop]) -> Vec<Pointer> {
    let at = |hop: usize| move |finding: &FindingRow| Pointer { hop, finding: finding.clone() };
    let mut all: Vec<Pointer> =
        hops.iter().enumerate().flat_map(|(place, hop)| hop.findings.iter().map(at(place + 1))).collect();
    let rest = launch.findings.iter().map(FindingRow::from);
    all.extend(
        rest.filter(|row| !hops.iter().any(|hop| hop.findings.contains(row)))
            .map(|finding| Pointer { hop: 0, finding }),
    );
    all
}

fn summary(launch: &Launch) -> String {
    if let Some(said) = launch.returns.last() {
        let text = said.lti_errormsg.as_ref().or(said.lti_errorlog.as_ref());
        return match text {
            Some(error) => format!("The tool sent the person back with an error: {error}"),
            None => "The tool sent the person back, and reported no error.".to_owned(),
        };
    }
    let text = match &launch.stage {
        Stage::Prepared => {
            "The browser was sent to the tool's login URL. The tool has not asked for the id_token yet."
        }
        Stage::Requested { .. } => "The tool's request is being answered.",
        Stage::Answered { .. } if launch.ticket.picking().is_some() => picked_summary(launch),
        Stage::Answered { .. } => {
            "The id_token went to the tool. Whether the tool took it, only the tool's page shows."
        }
        Stage::Refused { .. } => "The campus refused the tool's request, for the reason below.",
        Stage::Expired => {
            "The tool did not ask for the id_token within ten minutes. Does its login URL answer with a redirect?"
        }
        Stage::Interrupted => {
            "The platform was stopped while this launch was under way, before the tool's request was answered."
        }
    };
    text.to_owned()
}

/// How far the picking got.
fn picked_summary(launch: &Launch) -> &'static str {
    match &launch.picked {
        Picked::Waiting => "The request for content went to the tool. The tool has not answered yet.",
        Picked::Placing => "The tool's answer is being placed.",
        Picked::Refused(_) => "The tool answered, and the campus refused the answer. The findings say why.",
        Picked::Placed(_) => "The tool answered, and the campus took the answer.",
    }
}

impl Page for Story {
    const TEMPLATE: &'static str = "launches/story.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", samples::full()), ("fresh", samples::fresh())]
    }
}
