//! What the same tool did later in the same course. Nothing on the wire ties a service call to a launch, and the page
//! says so.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use super::hop::Hop;
use super::hops::seen;
use crate::campus::Campus;
use crate::domain::launch::Launch;
use crate::journal::book::Filter;
use crate::journal::exchange::{Exchange, Kind};

/// How many calls are told; the journal has them all.
const TOLD: usize = 12;

/// How long after the token went out a fetch of the key set may be for its sake.
const KEYS_WITHIN: SignedDuration = SignedDuration::from_secs(30);

/// How long the page may look for them in a long journal.
const PATIENCE: Duration = Duration::from_millis(10);

/// The calls after a launch's token went out, oldest first, as hops.
pub(crate) fn hops(campus: &Campus, launch: &Launch) -> Vec<Hop> {
    let Some(mut last) = launch.exchanges.iter().max().copied() else { return Vec::new() };
    let asked = launch
        .exchanges
        .iter()
        .find_map(|number| campus.journal().get(*number).filter(|exchange| exchange.kind == Kind::Authorize));
    let Some(asked) = asked else { return Vec::new() };
    last = last.min(asked.number);
    let filter = Filter {
        kinds: Some(vec![Kind::Jwks, Kind::ForeignKey, Kind::Token, Kind::Ags, Kind::Nrps]),
        ..Filter::default()
    };
    let mut found: Vec<Arc<Exchange>> = Vec::new();
    let begun = std::time::Instant::now();
    while found.len() < TOLD && begun.elapsed() < PATIENCE {
        let Some(exchange) = campus.journal().next(last, &filter, PATIENCE) else { break };
        last = exchange.number;
        if is_of(launch, &asked, &exchange) {
            found.push(exchange);
        }
    }
    found
        .iter()
        .map(|exchange| Hop {
            afterwards: true,
            note: Some(note(exchange.kind).to_owned()),
            ..seen(exchange)
        })
        .collect()
}

/// Whether a call can be for the sake of a launch: of the same tool, and of its course where it names one.
fn is_of(launch: &Launch, asked: &Exchange, exchange: &Exchange) -> bool {
    let ticket = &launch.ticket;
    let same_tool = exchange.client_id.as_deref() == Some(ticket.registration.client_id.as_str());
    let same_course = exchange.course.as_deref().is_none_or(|course| course == ticket.course.id.as_str());
    match exchange.kind {
        Kind::Jwks | Kind::ForeignKey => exchange.at.duration_since(asked.at) <= KEYS_WITHIN,
        Kind::Token => same_tool,
        _ => same_tool && same_course,
    }
}

fn note(kind: Kind) -> &'static str {
    match kind {
        Kind::Jwks | Kind::ForeignKey => {
            "Who fetches keys does not say so: this may be the tool, checking the token, or somebody else."
        }
        Kind::Token => "The same tool, later. An access token is for the tool, and not for one launch.",
        _ => "The same tool in the same course, later. Nothing on the wire ties a call to a launch.",
    }
}
