//! `/{campus}/admin/invitations/{invitation}`: one attempt to register a tool. While it is open, the page stands around
//! the tool's own; afterwards it shows what was registered, each check, and what the tool asked.

#[cfg(test)]
mod samples;

use std::sync::Arc;

use actix_web::HttpResponse;
use homeroom_vocab::registration::tool::SCOPE;
use serde::Serialize;
use serde_json::Value;

use super::happened::{Reached, Step};
use super::list::{exchanges, heading, judged, state, when};
use super::new::beginning;
use super::open::{Asked, Open, is_lost};
use super::registered::Registered;
use super::terms::{Term, terms};
use crate::domain::invitation::{Ordered, Status};
use crate::error::Problem;
use crate::faults;
use crate::journal::exchange::{Exchange, Kind};
use crate::pages::launches::story::FindingRow;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, When};
use crate::pages::tools::place::Place;
use crate::pages::visit::Visit;
use crate::services::registration::invite::Invited;
use crate::services::registration::{Checked, checked};
use crate::view::segment;

/// `GET /{campus}/admin/invitations/{invitation}`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let page = match found(&visit).await {
        Ok(invited) => Attempt::of(&visit, &invited).await,
        Err(problem) => Err(problem),
    };
    visit.answer(page).await
}

/// `GET .../start`: on to the tool's page, so that no page of the campus holds the registration token.
pub(crate) async fn start(visit: Visit) -> HttpResponse {
    let to = found(&visit).await.map(|invited| {
        let page = path(&visit, &invited);
        invited.open_url.filter(|_| invited.status == Status::Open).unwrap_or(page)
    });
    visit.done(to).await
}

async fn found(visit: &Visit) -> Result<Invited, Problem> {
    let id = visit.named("invitation");
    let invited = visit.campus.invitation(&id).await?;
    invited.ok_or_else(|| {
        Problem::unknown(
            "registration by URL",
            &id,
            "the page of all tools lists them; those that ended without a registration are forgotten after a day",
        )
    })
}

pub(super) fn path(visit: &Visit, invited: &Invited) -> String {
    visit.path(&format!("/admin/invitations/{}", segment(&invited.invitation.id)))
}

/// Only memory knows the token itself.
const LOST: &str = "Homeroom was started anew, and only the tool knows the registration token of this attempt now. If its page is closed, begin another.";

#[derive(Debug, Serialize)]
pub(crate) struct Attempt {
    path: String,
    heading: String,
    state: Mark,
    at: When,
    faults: Vec<FaultNote>,
    /// The tool's own page, while it is awaited.
    open: Option<Open>,
    summary: &'static str,
    advice: &'static str,
    acts: Vec<Act>,
    registered: Option<Registered>,
    place: Option<Place>,
    findings: Vec<FindingRow>,
    /// The checks that passed.
    kept: Vec<Kept>,
    steps: Vec<Step>,
    terms: Vec<Term>,
}

/// A fault that was ordered with the attempt.
#[derive(Debug, Serialize)]
struct FaultNote {
    name: String,
    title: &'static str,
    requirement: &'static str,
}

/// A way on from here.
#[derive(Debug, Serialize)]
struct Act {
    href: String,
    label: &'static str,
}

impl Attempt {
    async fn of(visit: &Visit, invited: &Invited) -> Result<Self, Problem> {
        let (campus, now, invitation) = (&visit.campus, visit.campus.now(), &invited.invitation);
        let asked = Asked::of(&visit.query());
        let exchanges = exchanges(campus, &invitation.id);
        let tool = invitation.used.as_ref().and_then(|used| campus.registration(&used.client_id));
        let reached = Reached::new(invitation, &exchanges, tool.as_deref());
        let open = if asked.waits(invited.status) { Open::of(visit, invited, asked).await } else { None };
        let judged: Vec<_> = judged(&exchanges).collect();
        Ok(Self {
            path: path(visit, invited),
            heading: tool.as_ref().map_or_else(|| heading(invitation), |tool| tool.name.clone()),
            state: state(invited.status, reached),
            at: when(invitation.created_at, now),
            faults: invitation.faults.iter().map(FaultNote::from).collect(),
            summary: reached.summary(),
            advice: if is_lost(invited) { LOST } else { reached.advice(invited.status, open.is_none()) },
            acts: acts(visit, invited, open.is_some()),
            place: match &tool {
                Some(tool) => Some(Place::of(visit, tool, true).await?),
                None => None,
            },
            registered: tool.map(|tool| Registered::new(&tool, &scopes_asked(&judged))),
            findings: judged.iter().flat_map(|exchange| &exchange.findings).map(FindingRow::from).collect(),
            kept: kept(&judged, invitation.used.is_some()),
            steps: exchanges.iter().map(|exchange| Step::new(exchange, now)).collect(),
            terms: terms(invited, now),
            open,
        })
    }
}

impl From<&Ordered> for FaultNote {
    fn from(ordered: &Ordered) -> Self {
        let known = faults::catalogue().find(|entry| entry.name == ordered.name);
        Self {
            name: match &ordered.with {
                Some(with) => format!("{} {with}", ordered.name),
                None => ordered.name.clone(),
            },
            title: known.map_or("", |fault| fault.title),
            requirement: known.map_or("", |fault| fault.requirement),
        }
    }
}

/// What can be done where the tool's page is not shown.
fn acts(visit: &Visit, invited: &Invited, shown: bool) -> Vec<Act> {
    let Some(url) = invited.invitation.registration_url.as_ref().filter(|_| !shown) else {
        return Vec::new();
    };
    let opens = invited.status == Status::Open && invited.open_url.is_some();
    let again = opens.then(|| Act { href: path(visit, invited), label: "Open the tool's page again" });
    let href = visit.path(&format!("/admin/invitations/new?{}", beginning(url)));
    again.into_iter().chain([Act { href, label: "Register once more" }]).collect()
}

/// A rule that the registration kept.
#[derive(Debug, Serialize)]
struct Kept {
    state: Mark,
    requirement: &'static str,
    rule: &'static str,
}

/// The rules that a registration kept; none where it was refused before they were looked at.
fn kept(judged: &[&Arc<Exchange>], registered: bool) -> Vec<Kept> {
    let Some(sent) = judged.iter().find(|exchange| exchange.kind == Kind::Registration) else {
        return Vec::new();
    };
    let all = checked(&sent.findings);
    let looked_at = registered || all.iter().any(|check| check.finding.is_some());
    let kept = all.iter().filter(|check| looked_at && check.finding.is_none());
    let row = |check: &Checked<'_>| Kept {
        state: Mark::passed("kept"),
        requirement: check.requirement,
        rule: check.rule,
    };
    kept.map(row).collect()
}

/// The scopes that a registration asked for, as it was sent.
fn scopes_asked(judged: &[&Arc<Exchange>]) -> Vec<String> {
    let sent = judged.iter().find(|exchange| exchange.kind == Kind::Registration);
    let sent = sent.and_then(|exchange| serde_json::from_str::<Value>(&exchange.request_body).ok());
    let scope = sent.as_ref().and_then(|sent| sent.get(SCOPE)?.as_str()).unwrap_or_default();
    scope.split_whitespace().map(str::to_owned).collect()
}

impl Page for Attempt {
    const TEMPLATE: &'static str = "tools/attempt.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        samples::all()
    }
}
