//! The tokens of a launch, decoded, with what faults did to their claims and what was noticed about them.

use homeroom_vocab::authorization::NONCE;
use homeroom_vocab::response::JWT;
use jiff::Timestamp;

use crate::campus::Campus;
use crate::domain::launch::Stage;
use crate::faults;
use crate::journal::exchange::Kind;
use crate::journal::story::Story as Told;
use crate::launch::trace::{Spot, Trace, traces};
use crate::pages::launches::claims::Of;
use crate::pages::launches::hop::Hop;
use crate::pages::launches::token::{ClaimMark, Token, shown};
use crate::pages::wire;

/// The platform's message, and the last one of the tool where there is one.
pub(super) fn tokens(campus: &Campus, told: &Told, hops: &[Hop], now: Timestamp) -> Vec<Token> {
    id_token(campus, told, now).into_iter().chain(answer(told, hops, now)).collect()
}

fn id_token(campus: &Campus, told: &Told, now: Timestamp) -> Option<Token> {
    let Stage::Answered { request, id_token } = &told.launch.stage else { return None };
    let mut token = Token::read(Of::Message, "The `id_token`", id_token, now);
    let nonce = request.iter().find(|(name, _)| name == NONCE).map_or("", |(_, value)| value);
    let ticket = &told.launch.ticket;
    for trace in traces(campus, ticket, nonce, made_at(told)) {
        mark(&mut token, &trace);
    }
    for (name, value) in &ticket.options.claims {
        let what = if value.is_null() {
            "the launch asked to leave it out"
        } else {
            "the launch asked for this value"
        };
        let mark = ClaimMark { fault: None, what: what.to_owned(), honest: None };
        token.claim(Of::Message, name).marks.push(mark);
    }
    Some(token)
}

/// The second in which the token was made, or almost: the request for it came then.
fn made_at(told: &Told) -> i64 {
    let asked = told.exchanges.iter().find(|exchange| exchange.kind == Kind::Authorize);
    asked.map_or(told.launch.ticket.prepared_at, |exchange| exchange.at).as_second()
}

/// Puts what a fault did to the claim that it did it to.
fn mark(token: &mut Token, trace: &Trace) {
    let entry = faults::catalogue().find(|entry| entry.name == trace.fault);
    let mark = ClaimMark {
        fault: Some(trace.fault.to_owned()),
        what: entry.map_or("", |entry| entry.title).to_owned(),
        honest: trace.honest.as_ref().map(shown),
    };
    match &trace.spot {
        Spot::Header(name) => token.claim(Of::Header, name).marks.push(mark),
        Spot::Claim(name) => token.claim(Of::Message, name).marks.push(mark),
        Spot::Signature | Spot::Form if !token.marks.contains(&mark) => token.marks.push(mark),
        Spot::Signature | Spot::Form => {}
    }
}

fn answer(told: &Told, hops: &[Hop], now: Timestamp) -> Option<Token> {
    let mut answers = told.exchanges.iter().filter(|exchange| exchange.kind == Kind::DeepLinking);
    let exchange = answers.next_back()?;
    let raw = wire::posted(exchange, JWT)?;
    let mut token = Token::read(Of::Answer, "The tool's answer, a `JWT`", &raw, now);
    let hop = hops.iter().find(|hop| hop.exchange == Some(exchange.number));
    for finding in hop.map(|hop| hop.findings.as_slice()).unwrap_or_default() {
        if let Some(claim) = token.claim_at(&finding.place) {
            claim.findings.push(finding.clone());
        }
    }
    Some(token)
}
