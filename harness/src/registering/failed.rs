//! A tool that did not register itself: what it did instead, and what to try.

mod remedy;

use std::fmt;

use serde_json::Value;
use url::Url;

use super::Attempt;
use crate::driver::{TransportError, TransportKind};
use crate::registration_calls::{RegistrationCall, Step};
use crate::target::Target;

/// What a tool did instead of registering itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct NotRegistered {
    tool: String,
    at: String,
    campus: String,
    /// Where the visit ended: status, address, and what the page says first.
    page: String,
    /// What it asked of the platform, in order.
    asked: Vec<String>,
    /// What the platform found in that, the gravest first.
    findings: Vec<String>,
    /// What the act came to.
    stuck: Option<String>,
    remedy: String,
}

impl NotRegistered {
    pub(super) fn of(
        (target, campus, at): (&Target, &str, &Url),
        attempt: &Attempt,
        calls: &[RegistrationCall],
    ) -> Self {
        Self {
            tool: target.name.clone(),
            at: at.to_string(),
            campus: campus.to_owned(),
            page: page(attempt),
            asked: calls.iter().map(asked).collect(),
            findings: findings(&attempt.invitation.findings),
            stuck: attempt.visit.stuck.as_ref().map(ToString::to_string),
            remedy: remedy::of(attempt, calls, target.timeout),
        }
    }

    /// The name of the tool.
    pub fn tool(&self) -> &str {
        &self.tool
    }

    /// The one thing to do first.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    /// What was seen, without what it is about.
    pub fn seen(&self) -> String {
        self.rows().into_iter().map(|(name, value)| format!("{name}{value}")).collect::<Vec<_>>().join("; ")
    }

    fn rows(&self) -> Vec<(&'static str, &str)> {
        let mut rows = vec![("", self.page.as_str())];
        rows.extend(self.stuck.as_deref().map(|stuck| ("", stuck)));
        rows.extend(self.findings.iter().map(|finding| ("the platform: ", finding.as_str())));
        rows
    }

    fn asked(&self) -> String {
        if self.asked.is_empty() {
            return "nothing".to_owned();
        }
        self.asked.join(", then ")
    }
}

impl fmt::Display for NotRegistered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the tool `{}` did not register itself at {}", self.tool, self.at)?;
        write!(f, "\n  expected: a registration with campus `{}`\n  actual: {}", self.campus, self.page)?;
        write!(f, "\n  asked of the platform: {}", self.asked())?;
        if let Some(stuck) = &self.stuck {
            write!(f, "\n  act: {stuck}")?;
        }
        self.findings.iter().try_for_each(|finding| write!(f, "\n  finding: {finding}"))
    }
}

/// Neither the address with its token, nor a text that repeats it.
fn page(attempt: &Attempt) -> String {
    let error = attempt.visit.ended.hops.last().and_then(|hop| hop.error.as_ref());
    error.map_or_else(|| attempt.visit.ended.page.describe(), plainly)
}

fn plainly(error: &TransportError) -> String {
    let why = match error.kind {
        TransportKind::Refused | TransportKind::NameNotFound => error.kind.to_string(),
        _ => error.text.clone(),
    };
    let mut url = error.url.clone();
    url.set_query(None);
    format!("{why} ({url})")
}

fn asked(call: &RegistrationCall) -> String {
    let what = match call.step {
        Step::Configuration => "the configuration",
        Step::Registration => "a registration",
    };
    format!("{what} ({})", call.status)
}

/// Those that break a rule, the gravest first.
fn findings(findings: &[Value]) -> Vec<String> {
    let of = |level: &'static str| findings.iter().filter(move |finding| finding["level"] == level);
    of("must").chain(of("should")).map(tell).collect()
}

/// A finding of the platform in one line.
pub(crate) fn tell(finding: &Value) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or_default();
    format!("{}: {}, {}, and not {}", text("requirement"), text("where"), text("expected"), text("actual"))
}
