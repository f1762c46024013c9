//! One step between two sides of the wire.

use serde::Serialize;

use super::story::{FaultNote, FindingRow};
use crate::pages::parts::{Mark, Message};

/// A request and, where the platform saw it, its answer.
#[derive(Debug, Serialize)]
pub(crate) struct Hop {
    #[serde(skip)]
    pub(crate) way: Way,
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) title: String,
    /// The title in few words, for the diagram.
    pub(crate) short: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) state: Mark,
    /// Whole milliseconds.
    pub(crate) ms: Option<u64>,
    /// When it began, in milliseconds since 1970.
    pub(crate) began_ms: Option<i64>,
    pub(crate) took_ms: Option<f64>,
    pub(crate) note: Option<String>,
    pub(crate) request: Message,
    /// None where browser and tool are among themselves.
    pub(crate) response: Option<Message>,
    /// What must have come back where nobody saw it.
    pub(crate) onward: Option<&'static str>,
    pub(crate) exchange: Option<u64>,
    /// What the tool sent wrong.
    pub(crate) findings: Vec<FindingRow>,
    /// What the platform was told to send wrong.
    pub(crate) faults: Vec<FaultNote>,
    /// Not of this launch, but of the same tool in the same course, and later.
    pub(crate) afterwards: bool,
    /// Shown open.
    pub(crate) open: bool,
}

impl Hop {
    /// When its answer went out, in milliseconds since 1970.
    pub(crate) fn ended_ms(&self) -> Option<i64> {
        Some(self.began_ms? + super::timeline::whole_ms(self.took_ms.unwrap_or_default()))
    }

    /// A hop that the platform did not see.
    pub(crate) fn unseen(way: Way, request: Message) -> Self {
        let (from, to) = way.sides();
        Self {
            way,
            from,
            to,
            title: String::new(),
            short: String::new(),
            method: String::new(),
            url: String::new(),
            state: Mark::open("not seen"),
            ms: None,
            began_ms: None,
            took_ms: None,
            note: None,
            request,
            response: None,
            onward: None,
            exchange: None,
            findings: Vec::new(),
            faults: Vec::new(),
            afterwards: false,
            open: false,
        }
    }
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

    /// The lanes from which and to which, counted from the left: browser, platform, tool.
    pub(crate) fn lanes(self) -> (usize, usize) {
        match self {
            Self::BrowserToPlatform | Self::ProgramToPlatform => (0, 1),
            Self::BrowserToTool => (0, 2),
            Self::ToolToPlatform => (2, 1),
            Self::PlatformToTool => (1, 2),
        }
    }
}
