//! `/{campus}/admin/invitations`: each attempt to register a tool by its URL, newest first.

use std::sync::Arc;

use actix_web::HttpResponse;
use jiff::Timestamp;
use serde::Serialize;
use url::{Position, Url};

use super::happened::Reached;
use crate::campus::Campus;
use crate::domain::invitation::{Invitation, Status};
use crate::error::Problem;
use crate::journal::book::Filter;
use crate::journal::exchange::{Exchange, Kind};
use crate::pages::journal::row::findings;
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Pager, When};
use crate::pages::visit::Visit;
use crate::services::registration::invite::Invited;

/// How many attempts one page lists.
const A_PAGE: usize = 50;

/// `GET /{campus}/admin/invitations`
pub(crate) async fn get(visit: Visit) -> HttpResponse {
    let skip = Pager::skip(&visit.query());
    let page = visit.campus.invitations().await.map(|all| {
        let pager =
            Pager::by_skip(&visit.path("/admin/invitations"), skip, A_PAGE, all.len().saturating_sub(skip));
        let shown = all.iter().skip(skip).take(A_PAGE);
        Attempts { attempts: shown.map(|invited| Row::new(invited, &visit.campus)).collect(), pager }
    });
    visit.answer(page.map_err(Problem::from)).await
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Attempts {
    attempts: Vec<Row>,
    pager: Pager,
}

/// An attempt in a table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    id: String,
    heading: String,
    url: Option<String>,
    state: Mark,
    findings: Option<Mark>,
    faults: Vec<String>,
    summary: &'static str,
    at: When,
}

impl Row {
    pub(crate) fn new(invited: &Invited, campus: &Campus) -> Self {
        let (invitation, now) = (&invited.invitation, campus.now());
        let exchanges = exchanges(campus, &invitation.id);
        let noticed: Vec<_> = judged(&exchanges).flat_map(|exchange| exchange.findings.clone()).collect();
        let tool = invitation.used.as_ref().and_then(|used| campus.registration(&used.client_id));
        let reached = Reached::new(invitation, &exchanges, tool.as_deref());
        Self {
            id: invitation.id.clone(),
            heading: tool.as_ref().map_or_else(|| heading(invitation), |tool| tool.name.clone()),
            url: invitation.registration_url.as_ref().map(|url| url.as_str().to_owned()),
            state: state(invited.status, reached),
            findings: findings(&noticed),
            faults: invitation.faults.iter().map(|fault| fault.name.clone()).collect(),
            summary: reached.summary(),
            at: when(invitation.created_at, now),
        }
    }
}

/// What the tool's server asked in this attempt, oldest first.
pub(crate) fn exchanges(campus: &Campus, invitation: &str) -> Vec<Arc<Exchange>> {
    let kinds = Some(vec![Kind::Configuration, Kind::Registration]);
    let filter = Filter { invitation: Some(invitation.to_owned()), kinds, ..Filter::default() };
    campus.journal().read(&filter).0
}

/// What is judged of an attempt: the registration that was taken or else the last one, and the last reading.
pub(crate) fn judged(exchanges: &[Arc<Exchange>]) -> impl Iterator<Item = &Arc<Exchange>> {
    let sent = || exchanges.iter().rev().filter(|one| one.kind == Kind::Registration && one.method == "POST");
    let taken = sent().find(|one| one.client_id.is_some()).or_else(|| sent().next());
    let read = exchanges.iter().rev().find(|one| one.kind == Kind::Configuration);
    taken.into_iter().chain(read)
}

/// What to call an attempt that made no registration: the host of its tool.
pub(crate) fn heading(invitation: &Invitation) -> String {
    let url = invitation.registration_url.as_ref().and_then(|url| Url::parse(url.as_str()).ok());
    url.map_or_else(|| "a tool".to_owned(), |url| url[Position::BeforeHost..Position::AfterPort].to_owned())
}

/// How an attempt stands, in a word or three.
pub(crate) fn state(status: Status, reached: Reached) -> Mark {
    match (status, reached) {
        (Status::Used, Reached::Removed) => Mark::open("removed since"),
        (Status::Used, _) => Mark::passed("registered"),
        (_, Reached::Refused | Reached::Locked | Reached::Unread | Reached::Spoilt) => {
            Mark::failed("not registered")
        }
        (Status::Expired, _) => Mark::warned("expired"),
        (Status::Open, _) => Mark::open("waits for the tool"),
    }
}

/// A moment of the database, in milliseconds since 1970.
pub(crate) fn when(at: i64, now: Timestamp) -> When {
    When::new(Timestamp::from_millisecond(at).unwrap_or(now), now)
}

impl Page for Attempts {
    const TEMPLATE: &'static str = "tools/attempts.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        let pager = Pager { newer: None, older: Some("/main/admin/invitations?skip=50".into()) };
        vec![("two", Self { attempts: Row::samples(), pager }), ("none", Self::default())]
    }
}

#[cfg(test)]
impl Row {
    pub(crate) fn samples() -> Vec<Self> {
        let hard = crate::pages::samples::HARD_NAME;
        let plain = Self {
            id: "4f2a/1".into(),
            heading: "localhost:3000".into(),
            url: None,
            state: state(Status::Open, Reached::Nothing),
            findings: None,
            faults: Vec::new(),
            summary: Reached::Nothing.summary(),
            at: When::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH),
        };
        let hard = Self {
            heading: hard.into(),
            url: Some(format!("http://localhost:3000/register?{}", "a".repeat(300))),
            state: state(Status::Used, Reached::Registered),
            findings: Some(Mark::failed("2 findings")),
            faults: vec!["registration.answer.html".into()],
            ..plain.clone()
        };
        vec![plain, hard]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;

    #[test]
    fn a_form_that_is_sent_again_does_not_hide_the_registration_that_was_taken() {
        let sent = |status, client: Option<&str>| {
            let plain = exchange(Kind::Registration, None);
            Arc::new(Exchange {
                status,
                method: "POST".to_owned(),
                client_id: client.map(Into::into),
                ..plain
            })
        };
        let judged_of = |all: &[Arc<Exchange>]| judged(all).map(|one| one.status).collect::<Vec<_>>();
        assert_eq!(judged_of(&[sent(400, None), sent(201, Some("c")), sent(401, None)]), [201]);
        assert_eq!(judged_of(&[sent(400, None), sent(401, None)]), [401]);
    }
}
