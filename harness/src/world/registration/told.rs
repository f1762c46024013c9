//! What a visit to the registration page tells, and what may be built on it.

use std::sync::Arc;

use crate::oracle::registration::closes;
use crate::record::Stop;
use crate::registering::tell;
use crate::registration_calls::Step as Call;
use crate::session::{Session, Visited};

/// How the tool registers itself with nothing in its way; what does not work there is the affair of another case.
pub(super) async fn registers(session: &Session) -> Result<Arc<Visited>, Stop> {
    let shown = session.shown_registration(true).await?;
    if shown.known().is_some() {
        return Ok(shown);
    }
    if shown.calls.iter().any(|call| call.step == Call::Registration) {
        let findings = shown.attempt.invitation.findings.iter().map(tell).next();
        let why = findings.unwrap_or_else(|| told_of(&shown));
        return Err(Stop::unjudged(format!("blocked: the platform cannot register the tool: {why}")));
    }
    Err(not_sent(&shown))
}

pub(super) fn not_sent(shown: &Visited) -> Stop {
    Stop::unjudged(format!(
        "blocked: the tool sends no registration, which `registration.sent` tells; {}",
        told_of(shown)
    ))
}

/// Where the visit ended, for a person.
pub(super) fn told_of(visit: &Visited) -> String {
    let page = format!("its registration page: {}", visit.attempt.visit.ended.page.describe());
    match &visit.attempt.visit.stuck {
        Some(stuck) => format!("{page}; {stuck}"),
        None => page,
    }
}

/// Why a page may not be the end of it, so that nothing can be told yet.
pub(super) fn may_go_on(visit: &Visited) -> Option<String> {
    let (attempt, page) = (&visit.attempt, &visit.attempt.visit.ended.page);
    if visit.is_registered() || page.broken.is_none() && !page.is_success() {
        return None;
    }
    if let Some(stuck) = &attempt.visit.stuck {
        return Some(stuck.to_string());
    }
    if page.broken.is_some() {
        return Some(page.describe());
    }
    if closes([page.body.as_str()]) {
        return None;
    }
    let document = attempt.visit.ended.document()?;
    let waits = ["script", "form", "button"].into_iter().find(|element| document.has(element))?;
    (!attempt.visit.acted).then(|| {
        format!(
            "the registration page has a `{waits}`, and may go on by it: say under `[[act]]` with `name = \"register\"` what a \
             person does there; what only a script does cannot be seen"
        )
    })
}
