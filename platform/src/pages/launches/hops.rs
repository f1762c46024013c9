//! The steps of a launch in order: those that the platform saw, and the two between browser and tool that it caused.

use std::sync::Arc;

use super::hop::{Hop, Way};
use super::story::FindingRow;
use crate::domain::launch::{Launch, Parameters, Stage};
use crate::domain::options::Method;
use crate::journal::exchange::{Exchange, Kind};
use crate::journal::story::Story as Told;
use crate::pages::parts::{Mark, Message};
use crate::pages::wire;

/// Every hop that happened, or, of a fresh launch, the one that comes next.
pub(crate) fn hops(told: &Told) -> Vec<Hop> {
    let asked = told.exchanges.iter().position(|exchange| exchange.kind == Kind::Authorize);
    let before = asked.unwrap_or(told.exchanges.len());
    let (before, after) = told.exchanges.split_at(before);
    let mut hops: Vec<Hop> = before.iter().map(|exchange| seen(exchange)).collect();
    hops.push(login(&told.launch, after.first().map(AsRef::as_ref)));
    if let Some((request, later)) = after.split_first() {
        hops.push(Hop { state: outcome(&told.launch, request), ..seen(request) });
        hops.extend(answer(&told.launch, request));
        hops.extend(after_their_cause(later).into_iter().map(seen));
    }
    place_findings(&told.launch, &mut hops);
    hops
}

/// Puts each finding of the launch at the hop that it was noticed at.
fn place_findings(launch: &Launch, hops: &mut [Hop]) {
    let mut told = 0;
    for (number, noted) in launch.exchanges.iter().zip(&launch.noted) {
        // What the platform fetches ends while the answer that it is for is still being judged.
        let Some(hop) = hops.iter_mut().find(|hop| hop.exchange == Some(*number)) else { continue };
        if hop.way == Way::PlatformToTool {
            continue;
        }
        let about = launch.findings.get(told..*noted).unwrap_or_default();
        hop.findings.extend(about.iter().map(FindingRow::from));
        told = (*noted).max(told);
    }
}

/// What the platform fetches for an answer ends before the answer does, and is told after it.
fn after_their_cause(exchanges: &[Arc<Exchange>]) -> Vec<&Exchange> {
    let (mut told, mut fetched) = (Vec::new(), Vec::new());
    for exchange in exchanges {
        if exchange.kind == Kind::Fetch {
            fetched.push(exchange.as_ref());
            continue;
        }
        told.push(exchange.as_ref());
        if exchange.kind == Kind::DeepLinking {
            told.append(&mut fetched);
        }
    }
    told.append(&mut fetched);
    told
}

/// How the authentication request went: an error travels in a form with status 200, so the status alone misleads.
fn outcome(launch: &Launch, request: &Exchange) -> Mark {
    match launch.stage {
        Stage::Refused { .. } => Mark::failed(format!("{}, refused", request.status)),
        _ => wire::state(request),
    }
}

/// An exchange that the platform was part of.
pub(super) fn seen(exchange: &Exchange) -> Hop {
    let (request, response) = wire::messages(exchange);
    Hop {
        title: match exchange.kind {
            Kind::Ags => format!("Grade services: {}", short(exchange)),
            kind => title(kind).to_owned(),
        },
        short: short(exchange),
        method: exchange.method.clone(),
        url: wire::path(&exchange.url).to_owned(),
        state: wire::state(exchange),
        ms: Some(wire::milliseconds(exchange)),
        began_ms: Some(exchange.at.as_millisecond()),
        took_ms: Some(exchange.duration_ms),
        response: Some(response),
        exchange: Some(exchange.number),
        findings: exchange.findings.iter().map(FindingRow::from).collect(),
        ..Hop::unseen(way(exchange.kind), request)
    }
}

fn way(kind: Kind) -> Way {
    match kind {
        Kind::Authorize | Kind::DeepLinking | Kind::Return | Kind::Page => Way::BrowserToPlatform,
        Kind::Control => Way::ProgramToPlatform,
        Kind::Jwks
        | Kind::ForeignKey
        | Kind::Token
        | Kind::Ags
        | Kind::Nrps
        | Kind::Configuration
        | Kind::Registration => Way::ToolToPlatform,
        Kind::Fetch => Way::PlatformToTool,
    }
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Authorize => "Authentication request",
        Kind::DeepLinking => "The tool's answer: what was picked",
        Kind::Return => "Return from the tool",
        Kind::Page => "The person starts the launch",
        Kind::Control => "The launch is prepared through the API",
        Kind::Jwks => "Fetch of the key set",
        Kind::ForeignKey => "Fetch of a foreign key, which no tool should trust",
        Kind::Fetch => "The platform fetches from the tool",
        Kind::Token => "Request of an access token",
        Kind::Ags => "Call of the grade services",
        Kind::Nrps => "Call of the roster service",
        Kind::Configuration => "The tool reads the configuration",
        Kind::Registration => "The tool registers itself",
    }
}

/// The same in few words.
fn short(exchange: &Exchange) -> String {
    let words = match exchange.kind {
        Kind::Authorize => "authentication request",
        Kind::DeepLinking => "what was picked",
        Kind::Return => "return",
        Kind::Page => "start",
        Kind::Control => "prepare",
        Kind::Jwks => "key set",
        Kind::ForeignKey => "foreign key",
        Kind::Fetch => "fetch",
        Kind::Token => "access token",
        Kind::Ags => return format!("{} {}", exchange.method, grade_service(&exchange.url)),
        Kind::Nrps => "roster",
        Kind::Configuration => "configuration",
        Kind::Registration => "registration",
    };
    words.to_owned()
}

/// Which of the grade services an address is of.
fn grade_service(url: &str) -> &'static str {
    match wire::path(url).rsplit('/').next() {
        Some("scores") => "scores",
        Some("results") => "results",
        Some("lineitems") => "line items",
        _ => "line item",
    }
}

fn form(parameters: Vec<(String, String)>) -> Message {
    Message { parameters, ..Message::default() }
}

fn login(launch: &Launch, asked: Option<&Exchange>) -> Hop {
    let login = &launch.ticket.login;
    let method = if login.method == Method::Post { "POST" } else { "GET" };
    let onward = asked.map(|request| {
        if request.method == "POST" { "a form that posts itself" } else { "redirect to the platform" }
    });
    Hop {
        title: "Login initiation".to_owned(),
        short: "login initiation".to_owned(),
        method: method.to_owned(),
        url: login.url.clone(),
        onward,
        note: Some("The browser carries this to the tool's login URL; the tool keeps its state and answers with a redirect.".to_owned()),
        ..Hop::unseen(Way::BrowserToTool, form(login.parameters.clone()))
    }
}

/// What the form of the platform's answer carries to the tool: the token, or an error if it may go there.
fn answer(launch: &Launch, answered: &Exchange) -> Option<Hop> {
    let (request, title, short, note, fields) = match &launch.stage {
        Stage::Answered { request, id_token } => {
            let fields = vec![("id_token", crate::view::middle(id_token, 160))];
            (
                request,
                "The id_token, posted by the browser",
                "id_token",
                "The token stands decoded below.",
                fields,
            )
        }
        Stage::Refused { request, refusal } if answered.status == 200 => {
            let fields =
                vec![("error", refusal.error.to_owned()), ("error_description", refusal.description.clone())];
            (
                request,
                "The error, posted by the browser",
                "error",
                "The tool learns why it gets no token.",
                fields,
            )
        }
        _ => return None,
    };
    let state = first(request, "state").map(|state| ("state", state.to_owned()));
    let parameters = fields.into_iter().chain(state).map(|(name, value)| (name.to_owned(), value)).collect();
    Some(Hop {
        title: title.to_owned(),
        short: short.to_owned(),
        method: "POST".to_owned(),
        url: first(request, "redirect_uri").unwrap_or_default().to_owned(),
        note: Some(format!("What the tool makes of it is between the tool and the browser. {note}")),
        ..Hop::unseen(Way::BrowserToTool, form(parameters))
    })
}

fn first<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
