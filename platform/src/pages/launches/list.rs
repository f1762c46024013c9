//! `/{campus}/admin/launches`: each attempt to open a tool, newest first.

use actix_web::HttpResponse;
use jiff::Timestamp;
use serde::Serialize;

use crate::campus::Campus;
use crate::domain::launch::{Launch, Stage};
use crate::pages::courses::picked;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};
use crate::pages::visit::Visit;

/// How many launches one page lists.
const A_PAGE: usize = 50;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let skip = Pager::skip(&visit.query());
    let mut launches: Vec<Row> =
        Row::newest(&visit.campus, skip.saturating_add(A_PAGE + 1)).into_iter().skip(skip).collect();
    let pager = Pager::by_skip(&visit.path("/admin/launches"), skip, A_PAGE, launches.len());
    launches.truncate(A_PAGE);
    visit.answer(Ok(Launches { launches, pager })).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Launches {
    pub(crate) launches: Vec<Row>,
    pub(crate) pager: Pager,
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
    pub(crate) faults: Vec<String>,
    pub(crate) at: When,
}

impl Row {
    /// The newest launches of a campus, newest first.
    pub(crate) fn newest(campus: &Campus, count: usize) -> Vec<Self> {
        let now = campus.now();
        campus.recent_launches(count).iter().map(|launch| Self::new(launch, now)).collect()
    }

    fn new(launch: &Launch, now: Timestamp) -> Self {
        let ticket = &launch.ticket;
        Self {
            id: ticket.id.to_string(),
            person: ticket.person.label(),
            link: ticket.heading(),
            tool: ticket.registration.name.clone(),
            state: outcome(launch),
            reason: reason(launch),
            faults: ticket.faults.iter().map(|fault| fault.name.to_owned()).collect(),
            at: When::new(ticket.prepared_at, now),
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
    }
}

fn reason(launch: &Launch) -> Option<String> {
    match &launch.stage {
        Stage::Refused { refusal, .. } => Some(refusal.error.to_owned()),
        _ => None,
    }
}

impl Page for Launches {
    const TEMPLATE: &'static str = "launches/list.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager { newer: None, older: Some("/main/admin/launches?before=10".into()) };
        vec![("two", Self { launches: Row::samples(), pager }), ("none", Self::default())]
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
            faults: Vec::new(),
            at,
        };
        let hard = Self {
            id: "0123456789abcdef0123456789abcdef".into(),
            person: crate::pages::samples::HARD_NAME.into(),
            link: crate::pages::samples::HARD_NAME.into(),
            tool: crate::pages::samples::HARD_NAME.into(),
            state: Mark::failed("refused"),
            reason: Some("invalid_request".into()),
            faults: vec!["kid.missing".into(), "target_link_uri.foreign".into()],
            ..ok.clone()
        };
        vec![ok, hard]
    }
}
