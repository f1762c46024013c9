//! What a run found: the one record from which every report is made.

mod snapshot;
mod stop;

use serde::Serialize;

use crate::catalogue::{Case, Level, Observation, Requirements};
use crate::expected::ExpectedFailure;
pub use crate::suite::{Outcome, SuiteRecord, TestRecord};
pub use snapshot::{SnapshotRecord, SnapshotState, SnapshotSummary};
pub(crate) use stop::Stop;

/// What became of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The tool does what the case says.
    Pass,
    /// The tool breaks a MUST.
    Fail,
    /// The tool breaks a SHOULD or a MAY.
    Warn,
    /// The harness could not tell; never the tool's fault, never a pass.
    Unjudged,
    /// The case does not apply to this tool.
    NotApplicable,
}

/// One case of a run.
#[derive(Debug, Clone, Serialize)]
pub struct CaseRecord {
    /// The case.
    pub id: String,
    /// What it says.
    pub title: String,
    /// How binding it is.
    pub level: Level,
    /// The requirements, the deciding one first.
    pub requirements: Vec<String>,
    /// Whether the deciding requirement only follows from the texts, so that a vendor can argue.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// Why it follows, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    /// What was found.
    pub verdict: Verdict,
    /// What a good tool does; for `unjudged` and `not_applicable` empty.
    pub expected: Option<String>,
    /// What this tool did, or why it could not be judged.
    pub actual: Option<String>,
    /// The feature file.
    pub feature: String,
    /// The line in it.
    pub line: usize,
    /// How long the steps took, in milliseconds.
    pub duration_ms: u64,
    /// What went over the wire, in order.
    pub exchanges: Vec<ExchangeRecord>,
    /// Why the case may fail, if it is expected to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_failure: Option<ExpectedFailure>,
    /// How its snapshot compares with the stored one; none where snapshots are off or the case was not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotRecord>,
}

/// What was seen where LTI leaves the tool the choice. It has no verdict and decides nothing.
#[derive(Debug, Clone, Serialize)]
pub struct ObservationRecord {
    /// The observation.
    pub id: String,
    /// What was looked at.
    pub title: String,
    /// The requirements it is about.
    pub requirements: Vec<String>,
    /// The attacks that it performs.
    pub attacks: Vec<String>,
    /// What the tool did, in a sentence.
    pub seen: Option<String>,
    /// Why nothing was seen.
    pub unseen: Option<String>,
    /// What went over the wire, in order.
    pub exchanges: Vec<ExchangeRecord>,
}

/// One request and its answer, as the browser of the case saw it.
#[derive(Debug, Clone, Serialize)]
pub struct ExchangeRecord {
    /// Unique and rising in the run.
    pub number: u64,
    /// The method.
    pub method: String,
    /// The address.
    pub url: String,
    /// The status; none when no answer came.
    pub status: Option<u16>,
    /// Request headers as sent.
    pub request_headers: Vec<(String, String)>,
    /// Request body, cut at 64 kB.
    pub request_body: String,
    /// Response headers as received.
    pub response_headers: Vec<(String, String)>,
    /// Response body, cut at 64 kB.
    pub response_body: String,
    /// Why no answer came.
    pub error: Option<String>,
}

/// How many cases ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub pass: usize,
    pub fail: usize,
    pub warn: usize,
    pub unjudged: usize,
    pub not_applicable: usize,
}

/// A whole run.
#[derive(Debug, Clone, Serialize)]
pub struct RunRecord {
    /// The name of the tool.
    pub tool: String,
    /// Counts by verdict.
    pub summary: Summary,
    /// The cases in the order of the features.
    pub cases: Vec<CaseRecord>,
    /// What was recorded without a verdict, in the order of the features.
    pub observations: Vec<ObservationRecord>,
    /// Things worth knowing that decide nothing: a dropped probe, plain http.
    pub notes: Vec<String>,
    /// Why no untouched launch was taken, if that is so; then only cases that need none are judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_launch: Option<String>,
    /// What became of the snapshots; none where they are off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshots: Option<SnapshotSummary>,
    /// What the tests of the certification guide say; none where other cases were run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suite: Option<SuiteRecord>,
    /// Whether the run was ended before its time; what was not judged till then is unjudged.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
    /// Whether warnings count as failures.
    #[serde(skip)]
    pub strict: bool,
}

impl Summary {
    /// Counts verdicts.
    pub fn of(cases: &[CaseRecord]) -> Self {
        let count = |verdict| cases.iter().filter(|case| case.verdict == verdict).count();
        Self {
            pass: count(Verdict::Pass),
            fail: count(Verdict::Fail),
            warn: count(Verdict::Warn),
            unjudged: count(Verdict::Unjudged),
            not_applicable: count(Verdict::NotApplicable),
        }
    }
}

impl RunRecord {
    /// The record of a run that could not begin: the same reason for each case.
    pub fn of_nothing(tool: &str, cases: &[&Case], why: &str) -> Self {
        let stop = Stop::unjudged(why);
        let cases: Vec<_> =
            cases.iter().map(|case| CaseRecord::new(case, Some(&stop), 0, Vec::new())).collect();
        Self {
            tool: tool.to_owned(),
            summary: Summary::of(&cases),
            cases,
            observations: Vec::new(),
            notes: Vec::new(),
            no_launch: None,
            snapshots: None,
            suite: None,
            interrupted: false,
            strict: false,
        }
    }

    /// Whether anything makes the tool not conformant: a case, or a test of the certification guide.
    pub fn is_failed(&self) -> bool {
        self.failures().next().is_some() || self.suite.as_ref().is_some_and(SuiteRecord::is_failed)
    }

    /// The cases that make the tool not conformant.
    pub fn failures(&self) -> impl Iterator<Item = &CaseRecord> {
        self.cases.iter().filter(|case| self.counts_as_failure(case))
    }

    /// Whether the run had no case, and saw what it was to observe.
    pub fn only_observes(&self) -> bool {
        self.cases.is_empty() && self.observations.iter().any(|each| each.seen.is_some())
    }

    /// A failure that is expected does not count; a pass against expectation does.
    pub(crate) fn counts_as_failure(&self, case: &CaseRecord) -> bool {
        let fails = case.verdict == Verdict::Fail || (self.strict && case.verdict == Verdict::Warn);
        case.passes_unexpectedly() || (fails && !case.fails_as_expected())
    }
}

impl CaseRecord {
    /// The record of a case that ended so; `None` is a pass.
    pub(crate) fn new(
        case: &Case,
        stop: Option<&Stop>,
        duration_ms: u64,
        exchanges: Vec<ExchangeRecord>,
    ) -> Self {
        let (expected, actual) = stop.map(Stop::texts).unwrap_or_default();
        Self {
            id: case.id.clone(),
            title: case.title.clone(),
            level: case.level,
            requirements: case.requirements.clone(),
            derived: false,
            reasoning: None,
            verdict: stop.map_or(Verdict::Pass, |stop| stop.verdict(case.level)),
            expected,
            actual,
            feature: case.feature.clone(),
            line: case.line,
            duration_ms,
            exchanges,
            expected_failure: None,
            snapshot: None,
        }
    }

    /// Says of a case whose deciding requirement is derived that it is, and why it follows.
    pub(crate) fn tell_derived(&mut self, requirements: &Requirements) {
        let first = self.requirements.first().and_then(|id| requirements.get(id));
        if let Some(requirement) = first.filter(|requirement| requirement.derived) {
            self.derived = true;
            self.reasoning.clone_from(&requirement.reasoning);
        }
    }

    /// Whether a derived requirement is broken.
    pub(crate) fn breaks_derived(&self) -> bool {
        self.derived && matches!(self.verdict, Verdict::Fail | Verdict::Warn)
    }
}

impl ObservationRecord {
    /// What was seen, or what kept it from being seen.
    pub(crate) fn new(
        observation: &Observation,
        seen: Result<String, Stop>,
        exchanges: Vec<ExchangeRecord>,
    ) -> Self {
        let (seen, unseen) = match seen {
            Ok(seen) => (Some(seen), None),
            Err(stop) => (None, Some(stop.to_string())),
        };
        Self {
            id: observation.id.clone(),
            title: observation.title.clone(),
            requirements: observation.requirements.clone(),
            attacks: observation.attacks.clone(),
            seen,
            unseen,
            exchanges,
        }
    }
}
