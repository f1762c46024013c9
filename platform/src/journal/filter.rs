//! Which exchanges to show.

use std::collections::HashSet;

use super::exchange::{Exchange, Kind};

/// Which exchanges to show; all conditions hold at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those with a higher number.
    pub(crate) after: u64,
    /// None: every kind.
    pub(crate) kinds: Option<Vec<Kind>>,
    pub(crate) launch: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) invitation: Option<String>,
    /// Only those about which something was noticed.
    pub(crate) with_findings: bool,
    /// Only those to which a requirement was noticed.
    pub(crate) requirement: Option<About>,
    /// Only those of these numbers, such as the kept ones.
    pub(crate) kept: Option<HashSet<u64>>,
}

/// A requirement, and the launches about which it was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) requirement: String,
    pub(crate) launches: HashSet<String>,
}

impl About {
    /// Whether the exchange or its launch has to do with the requirement.
    pub(crate) fn admits(&self, exchange: &Exchange) -> bool {
        exchange.findings.iter().any(|finding| finding.requirement.eq_ignore_ascii_case(&self.requirement))
            || exchange.launch.as_ref().is_some_and(|launch| self.launches.contains(launch))
    }
}

impl Filter {
    pub(crate) fn admits(&self, exchange: &Exchange) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&exchange.kind))
            && self.launch.as_ref().is_none_or(|launch| exchange.launch.as_ref() == Some(launch))
            && self.course.as_ref().is_none_or(|course| exchange.course.as_ref() == Some(course))
            && self.invitation.as_ref().is_none_or(|id| exchange.invitation.as_ref() == Some(id))
            && !(self.with_findings && exchange.findings.is_empty())
            && self.requirement.as_ref().is_none_or(|about| about.admits(exchange))
            && self.kept.as_ref().is_none_or(|kept| kept.contains(&exchange.number))
    }
}
