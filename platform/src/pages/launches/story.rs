//! `/{campus}/admin/launches/{id}`: every hop of one launch, every token, every check.

#[cfg(test)]
mod samples;

use actix_web::HttpResponse;
use homeroom_vocab::response::JWT;
use jiff::Timestamp;
use serde::Serialize;

use super::claims::Of;
use super::hops::hops;
use super::list::outcome;
use super::token::Token;
use crate::domain::answer::Picked;
use crate::domain::fault::{Ordered, Place};
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Launch, Refusal, Stage};
use crate::error::Problem;
use crate::faults;
use crate::journal::exchange::Kind;
use crate::journal::story::Story as Told;
use crate::pages::courses::returned::Said;
use crate::pages::courses::{found, picked};
use crate::pages::page::Page;
use crate::pages::parts::{Mark, Message, When};
use crate::pages::visit::Visit;
use crate::pages::wire;
use crate::requirements;

pub(crate) async fn get(visit: Visit) -> HttpResponse {
    visit.answer(tell(&visit)).await
}

fn tell(visit: &Visit) -> Result<Story, Problem> {
    let launch = found::launch(visit)?;
    let told = visit.campus.story(launch.ticket.id.as_str());
    let told = told.unwrap_or_else(|| Told { launch, exchanges: Vec::new() });
    Ok(Story::new(&told, visit.campus.now()))
}

#[derive(Debug, Serialize)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) state: Mark,
    pub(crate) person: String,
    pub(crate) link: String,
    pub(crate) tool: String,
    pub(crate) at: When,
    /// How it went, in one or two sentences.
    pub(crate) summary: String,
    pub(crate) refusal: Option<RefusalNote>,
    pub(crate) faults: Vec<FaultNote>,
    pub(crate) findings: Vec<FindingRow>,
    /// Whether the tool has asked for the token.
    pub(crate) asked: bool,
    pub(crate) hops: Vec<Hop>,
    pub(crate) picked: Option<PickedNote>,
    /// The platform's message, and the tool's where there is one.
    pub(crate) tokens: Vec<Token>,
}

/// How the answer to a deep-linking request went.
#[derive(Debug, Serialize)]
pub(crate) struct PickedNote {
    pub(crate) state: Mark,
    /// Where its items are listed, once there are any.
    pub(crate) page: Option<String>,
    pub(crate) messages: Vec<Said>,
}

impl PickedNote {
    fn of(launch: &Launch) -> Option<Self> {
        launch.ticket.picking()?;
        let answer = launch.picked.answer();
        Some(Self {
            state: picked::state(answer),
            page: answer.map(|_| picked::below(&launch.ticket)),
            messages: answer.map(picked::messages).unwrap_or_default(),
        })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct RefusalNote {
    pub(crate) error: &'static str,
    pub(crate) description: String,
    pub(crate) requirement: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct FaultNote {
    pub(crate) name: String,
    pub(crate) place: &'static str,
    pub(crate) title: String,
    pub(crate) requirement: String,
    pub(crate) applied: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FindingRow {
    pub(crate) state: Mark,
    pub(crate) requirement: String,
    pub(crate) place: String,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// What usually makes a tool do that.
    pub(crate) cause: String,
    /// What to change in the tool, where the requirement knows.
    pub(crate) fix: Option<&'static str>,
}

/// One step between two sides of the wire.
#[derive(Debug, Serialize)]
pub(crate) struct Hop {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    /// The classes that draw the arrow.
    pub(crate) arrow: &'static str,
    pub(crate) title: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) state: Mark,
    pub(crate) ms: Option<u64>,
    pub(crate) note: Option<String>,
    pub(crate) request: Message,
    /// None where browser and tool are among themselves.
    pub(crate) response: Option<Message>,
    pub(crate) exchange: Option<u64>,
}

/// Who speaks to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    BrowserToPlatform,
    BrowserToTool,
    ToolToPlatform,
    PlatformToTool,
    /// The control API was called; drawn where the browser stands, which a program takes the place of.
    ProgramToPlatform,
}

impl Way {
    pub(crate) fn sides(self) -> (&'static str, &'static str) {
        match self {
            Self::BrowserToPlatform => ("browser", "platform"),
            Self::BrowserToTool => ("browser", "tool"),
            Self::ToolToPlatform => ("tool", "platform"),
            Self::PlatformToTool => ("platform", "tool"),
            Self::ProgramToPlatform => ("program", "platform"),
        }
    }

    /// The classes of the arrow between the lanes browser, platform, tool.
    pub(crate) fn arrow(self) -> &'static str {
        match self {
            Self::BrowserToPlatform | Self::ProgramToPlatform => "right browser-platform",
            Self::BrowserToTool => "right browser-tool",
            Self::ToolToPlatform => "left platform-tool",
            Self::PlatformToTool => "right platform-tool",
        }
    }
}

impl Story {
    fn new(told: &Told, now: Timestamp) -> Self {
        let launch = &told.launch;
        let ticket = &launch.ticket;
        Self {
            id: ticket.id.to_string(),
            state: outcome(launch),
            person: ticket.person.label(),
            link: ticket.heading(),
            tool: ticket.registration.name.clone(),
            at: When::new(ticket.prepared_at, now),
            summary: summary(launch),
            refusal: refusal(&launch.stage),
            faults: ticket.faults.iter().map(|fault| FaultNote::new(fault, launch)).collect(),
            findings: launch.findings.iter().map(FindingRow::from).collect(),
            asked: !matches!(launch.stage, Stage::Prepared | Stage::Expired),
            hops: hops(told),
            picked: PickedNote::of(launch),
            tokens: tokens(told, now),
        }
    }
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

fn refusal(stage: &Stage) -> Option<RefusalNote> {
    let Stage::Refused { refusal: Refusal { error, description, requirement }, .. } = stage else {
        return None;
    };
    Some(RefusalNote { error, description: description.clone(), requirement })
}

/// The messages that were signed, decoded.
fn tokens(told: &Told, now: Timestamp) -> Vec<Token> {
    let mut tokens: Vec<Token> = id_token(&told.launch.stage)
        .map(|raw| Token::read(Of::Message, "The `id_token`", raw, now))
        .into_iter()
        .collect();
    let mut answers = told.exchanges.iter().filter(|exchange| exchange.kind == Kind::DeepLinking);
    if let Some(raw) = answers.next_back().and_then(|exchange| wire::posted(exchange, JWT)) {
        tokens.push(Token::read(Of::Answer, "The tool's answer, a `JWT`", &raw, now));
    }
    tokens
}

fn id_token(stage: &Stage) -> Option<&str> {
    match stage {
        Stage::Answered { id_token, .. } => Some(id_token),
        _ => None,
    }
}

impl FaultNote {
    fn new(ordered: &Ordered, launch: &Launch) -> Self {
        let known = faults::catalogue().find(|entry| entry.name == ordered.name);
        let place = match known.map(|fault| fault.place) {
            Some(Place::Login) => "login initiation",
            _ => "id_token",
        };
        Self {
            name: ordered.name.to_owned(),
            place,
            title: known.map_or("", |fault| fault.title).to_owned(),
            requirement: known.map_or("", |fault| fault.requirement).to_owned(),
            applied: launch.faults_applied.iter().any(|applied| applied.name == ordered.name),
        }
    }
}

impl From<&Finding> for FindingRow {
    fn from(finding: &Finding) -> Self {
        let state = match finding.level {
            Level::Must => Mark::failed("must"),
            Level::Should => Mark::warned("should"),
            Level::Note => Mark::open("note"),
        };
        Self {
            state,
            requirement: finding.requirement.clone().into_owned(),
            place: finding.r#where.clone(),
            expected: finding.expected.clone(),
            actual: finding.actual.clone(),
            cause: finding.cause.clone(),
            fix: requirements::find(&finding.requirement).and_then(|known| known.fix.as_deref()),
        }
    }
}

impl Page for Story {
    const TEMPLATE: &'static str = "launches/story.html";

    #[cfg(test)]
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("full", samples::full()), ("fresh", samples::fresh())]
    }
}
