//! What became of the snapshots of a run.

use serde::Serialize;

/// How the exchanges of a case compare with those that are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnapshotRecord {
    /// The same, new, or another one.
    pub state: SnapshotState,
    /// What changed, as a unified diff; none where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<String>,
}

/// What the comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotState {
    /// As stored.
    Same,
    /// Nothing is stored yet.
    New,
    /// Not as stored, or what is stored cannot be read.
    Differs,
}

/// What became of the snapshots of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SnapshotSummary {
    /// As stored.
    pub same: usize,
    /// Not stored yet.
    pub new: usize,
    /// Not as stored.
    pub differs: usize,
    /// Stored by this run.
    pub written: usize,
    /// Removed by this run, since their cases no longer exist.
    pub removed: usize,
    /// What kept this run from reading or writing them.
    pub problems: Vec<String>,
}

impl SnapshotSummary {
    /// Whether every snapshot is as stored.
    pub fn is_clean(&self) -> bool {
        self.new == 0 && self.differs == 0 && self.problems.is_empty()
    }
}
