//! `/{campus}/admin/launches`: each attempt to open a tool, newest first, narrowed by tool, person and outcome.

use std::borrow::Cow;

use actix_web::HttpResponse;
use jiff::Timestamp;
use serde::Serialize;

use super::wanted::{OUTCOMES, Wanted};
use crate::campus::Campus;
use crate::domain::launch::{Launch, Stage};
use crate::pages::courses::picked;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};
use crate::pages::visit::Visit;

/// How many launches one page lists.
const A_PAGE: usize = 50;

/// How many launches a select box offers.
const OFFERED: usize = 40;

/// The most characters of a reason in a row.
const REASON: usize = 140;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(Ok(LaunchList::of(&visit))).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct LaunchList {
    pub(crate) launches: Vec<Row>,
    pub(crate) pager: Pager,
    /// The words that the person's name, id or the link must have.
    pub(crate) words: String,
    pub(crate) tools: Vec<Offer>,
    pub(crate) outcomes: Vec<Offer>,
    /// Whether anything narrows the list.
    pub(crate) narrowed: bool,
    pub(crate) kept: bool,
}

/// A line of a select box.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Offer {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// A launch in a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) link: String,
    pub(crate) tool: String,
    pub(crate) state: Mark,
    /// Why it was refused, in a few words.
    pub(crate) reason: Option<String>,
    /// The requirement that the reason is about.
    pub(crate) requirement: Option<String>,
    /// How many findings there are on what the tool sent.
    pub(crate) findings: usize,
    pub(crate) faults: Vec<String>,
    pub(crate) at: When,
    pub(crate) kept: bool,
}

impl LaunchList {
    fn of(visit: &Visit) -> Self {
        let query = visit.query();
        let wanted = Wanted::of(&query);
        let skip = Pager::skip(&query);
        let mut launches = wanted.find(&visit.campus, skip, A_PAGE + 1);
        let more = launches.len() > A_PAGE;
        launches.truncate(A_PAGE);
        let now = visit.campus.now();
        let row = |launch: &Launch| {
            let kept = visit.campus.kept_launch(launch.ticket.id.as_str()).is_some();
            Row { kept, ..Row::new(launch, now) }
        };
        let path = visit.path("/admin/launches");
        Self {
            launches: launches.iter().map(row).collect(),
            pager: Pager::around(skip, A_PAGE, more, |skip| wanted.address(&path, skip)),
            tools: tools(&visit.campus, &wanted.tool),
            outcomes: OUTCOMES
                .iter()
                .map(|(id, label, _)| Offer {
                    id: (*id).to_owned(),
                    label: (*label).to_owned(),
                    chosen: wanted.outcome == *id,
                })
                .collect(),
            narrowed: wanted.narrows(),
            kept: wanted.kept,
            words: wanted.words,
        }
    }
}

fn tools(campus: &Campus, chosen: &str) -> Vec<Offer> {
    let tool = |known: std::sync::Arc<crate::domain::registration::Registration>| Offer {
        id: known.client_id.to_string(),
        label: known.name.clone(),
        chosen: known.client_id.as_str() == chosen,
    };
    campus.registrations().into_iter().map(tool).collect()
}

/// The newest launches and the kept ones, to choose from.
pub(super) fn recent(visit: &Visit, chosen: &str) -> Vec<Offer> {
    let now = visit.campus.now();
    let mut launches = visit.campus.recent_launches(OFFERED);
    let offered = |all: &[Launch], id: &str| all.iter().any(|launch| launch.ticket.id.as_str() == id);
    let kept = visit.campus.kept_launches();
    let others = kept.iter().map(|kept| kept.id.clone()).take(OFFERED).chain([chosen.to_owned()]);
    for id in others {
        if !id.is_empty() && !offered(&launches, &id) {
            launches.extend(visit.campus.launch(&id));
        }
    }
    launches.iter().map(|launch| choice(launch, chosen, now)).collect()
}

fn choice(launch: &Launch, chosen: &str, now: Timestamp) -> Offer {
    let row = Row::new(launch, now);
    let label = format!("{}, {}: {} ({})", row.person, row.link, row.state.word(), row.at.ago());
    Offer { label, chosen: row.id == chosen, id: row.id }
}

impl Row {
    /// The newest launches of a campus, newest first.
    pub(crate) fn newest(campus: &Campus, count: usize) -> Vec<Self> {
        let now = campus.now();
        campus.recent_launches(count).iter().map(|launch| Self::new(launch, now)).collect()
    }

    pub(super) fn new(launch: &Launch, now: Timestamp) -> Self {
        let ticket = &launch.ticket;
        let (reason, requirement) = reason(launch);
        Self {
            id: ticket.id.to_string(),
            person: ticket.person.label(),
            link: ticket.heading(),
            tool: ticket.registration.name.clone(),
            state: outcome(launch),
            reason,
            requirement,
            findings: launch.findings.len(),
            faults: ticket.faults.iter().map(|fault| fault.name.to_owned()).collect(),
            at: When::new(ticket.prepared_at, now),
            kept: false,
        }
    }
}

/// How far a launch got, as the platform can know it.
pub(crate) fn outcome(launch: &Launch) -> Mark {
    if launch.returns.iter().any(|said| said.lti_errormsg.is_some() || said.lti_errorlog.is_some()) {
        return Mark::failed("sent back with an error");
    }
    if let Some(answer) = launch.picked.answer() {
        return picked::state(Some(answer));
    }
    match &launch.stage {
        Stage::Prepared => Mark::open("waits for the tool"),
        Stage::Requested { .. } => Mark::open("being answered"),
        Stage::Answered { .. } => Mark::passed("answered"),
        Stage::Refused { .. } => Mark::failed("refused"),
        Stage::Expired => Mark::warned("the tool never asked"),
        Stage::Interrupted => Mark::open("interrupted by a restart"),
    }
}

/// Why it did not go well, in a few words, and the requirement that says so.
fn reason(launch: &Launch) -> (Option<String>, Option<String>) {
    if let Stage::Refused { refusal, .. } = &launch.stage {
        return (Some(cut(&refusal.description)), Some(refusal.requirement.to_owned()));
    }
    let said = launch
        .returns
        .iter()
        .rev()
        .find_map(|said| said.lti_errormsg.as_ref().or(said.lti_errorlog.as_ref()));
    if let Some(said) = said {
        return (Some(format!("the tool said: {}", cut(said))), None);
    }
    match launch.findings.first() {
        Some(first) => {
            let text = format!("expected {}, came {}", first.expected, first.actual);
            (Some(cut(&text)), Some(first.requirement.clone().into_owned()))
        }
        None => (None, None),
    }
}

fn cut(text: &str) -> String {
    let short: Cow<'_, str> = match text.char_indices().nth(REASON) {
        Some((at, _)) => format!("{}…", &text[..at]).into(),
        None => text.into(),
    };
    short.into_owned()
}

impl Page for LaunchList {
    const TEMPLATE: &'static str = "launches/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager { newer: None, older: Some("/main/admin/launches?before=10".into()) };
        let choice =
            |id: &str| Offer { id: id.into(), label: crate::pages::samples::HARD_NAME.into(), chosen: true };
        let full = Self {
            launches: Row::samples(),
            pager,
            words: "<script>".into(),
            tools: vec![choice("t/1")],
            outcomes: vec![choice("refused")],
            narrowed: true,
            kept: true,
        };
        let nothing_found = Self { narrowed: true, kept: true, ..Self::default() };
        vec![("two", full), ("none", Self::default()), ("nothing found", nothing_found)]
    }
}

#[cfg(test)]
impl Row {
    pub(crate) fn samples() -> Vec<Self> {
        let at = When::new(jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::from_second(130).unwrap());
        let ok = Self {
            id: "4f2a9c".into(),
            person: "Ben Learner".into(),
            link: "Quiz 1".into(),
            tool: "My tool".into(),
            state: Mark::passed("answered"),
            reason: None,
            requirement: None,
            findings: 0,
            faults: Vec::new(),
            at,
            kept: false,
        };
        let hard = Self {
            id: "0123456789abcdef0123456789abcdef".into(),
            person: crate::pages::samples::HARD_NAME.into(),
            link: crate::pages::samples::HARD_NAME.into(),
            tool: crate::pages::samples::HARD_NAME.into(),
            state: Mark::failed("refused"),
            reason: Some("expected a fresh `nonce`, got nothing".into()),
            requirement: Some("OIDC-056".into()),
            findings: 2,
            faults: vec!["kid.missing".into(), "target_link_uri.foreign".into()],
            kept: true,
            ..ok.clone()
        };
        vec![ok, hard]
    }
}
