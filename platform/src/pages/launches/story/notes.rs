//! What a story says beside its hops: refusal, faults, findings, what came back from a picker.

use serde::Serialize;

use crate::domain::fault::{Ordered, Place};
use crate::domain::finding::{Finding, Level};
use crate::domain::launch::{Launch, Refusal, Stage};
use crate::faults;
use crate::pages::courses::picked;
use crate::pages::courses::returned::Said;
use crate::pages::parts::Mark;
use crate::requirements;

#[derive(Debug, Serialize)]
pub(crate) struct RefusalNote {
    pub(crate) error: String,
    pub(crate) description: String,
    pub(crate) requirement: String,
    /// What the platform's requirement says.
    pub(crate) sentence: Option<&'static str>,
    pub(crate) cause: Option<String>,
}

impl RefusalNote {
    pub(crate) fn of(launch: &Launch) -> Option<Self> {
        let Stage::Refused { refusal: Refusal { error, description, requirement }, .. } = &launch.stage
        else {
            return None;
        };
        let told = launch.findings.iter().find(|finding| finding.requirement == *requirement);
        Some(Self {
            error: (*error).to_owned(),
            description: in_sentences(description),
            requirement: (*requirement).to_owned(),
            sentence: requirements::find(requirement).map(|known| known.sentence.as_str()),
            cause: told.map(|finding| finding.cause.clone()),
        })
    }
}

/// `expected A, got B`, as sentences.
fn in_sentences(description: &str) -> String {
    let parts = description.strip_prefix("expected ").and_then(|rest| rest.split_once(", got "));
    match parts {
        Some((expected, actual)) => format!("Expected: {expected}. Came: {actual}."),
        None => description.to_owned(),
    }
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FaultNote {
    pub(crate) name: String,
    pub(crate) place: &'static str,
    pub(crate) title: String,
    pub(crate) requirement: String,
    /// What that requirement asks of the tool.
    pub(crate) sentence: Option<&'static str>,
    pub(crate) applied: bool,
    /// Whether it is of the token, which it changed where the token stands decoded.
    pub(crate) in_token: bool,
}

impl FaultNote {
    pub(crate) fn new(ordered: &Ordered, launch: &Launch) -> Self {
        let known = faults::catalogue().find(|entry| entry.name == ordered.name);
        let in_login = known.is_some_and(|fault| fault.place == Place::Login);
        Self {
            name: ordered.name.to_owned(),
            place: if in_login { "login initiation" } else { "id_token" },
            title: known.map_or("", |fault| fault.title).to_owned(),
            requirement: known.map_or("", |fault| fault.requirement).to_owned(),
            sentence: known
                .and_then(|fault| requirements::find(fault.requirement))
                .map(|known| known.sentence.as_str()),
            applied: launch.faults_applied.iter().any(|applied| applied.name == ordered.name),
            in_token: !in_login,
        }
    }
}

/// One remark on what a tool sent.
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

/// How the answer to a deep-linking request went.
#[derive(Debug, Serialize)]
pub(crate) struct PickedNote {
    pub(crate) state: Mark,
    /// Where its items are listed, once there are any.
    pub(crate) page: Option<String>,
    pub(crate) messages: Vec<Said>,
}

impl PickedNote {
    pub(crate) fn of(launch: &Launch) -> Option<Self> {
        launch.ticket.picking()?;
        let answer = launch.picked.answer();
        Some(Self {
            state: picked::state(answer),
            page: answer.map(|_| picked::below(&launch.ticket)),
            messages: answer.map(picked::messages).unwrap_or_default(),
        })
    }
}
