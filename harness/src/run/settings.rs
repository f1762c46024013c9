//! What a run is told to do.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use url::Url;

use crate::record::CaseRecord;
use crate::snapshot::SnapshotSettings;
use crate::target::Target;

/// Called after each case, with the number of cases done and of all cases.
pub type Progress = Arc<dyn Fn(&CaseRecord, usize, usize) + Send + Sync>;

/// Returns when the run is to end before its time.
pub type Interrupt = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// What to run, against what.
#[derive(Clone)]
pub struct RunSettings {
    /// The tool under test.
    pub target: Target,
    /// The platform to use, by its base address.
    pub platform: Url,
    /// `--case`; empty for all.
    pub selectors: Vec<String>,
    /// How many cases run at a time.
    pub jobs: usize,
    /// Makes the run id, and the order of cases that have none of their own, the same each time.
    pub seed: Option<u64>,
    /// Warnings count as failures.
    pub strict: bool,
    /// How long a case may wait for the tool's own time to pass.
    pub wait: Duration,
    /// Whether the run is one of the certification suite: its order, its rules.
    pub certification: bool,
    /// Whether observations are made too.
    pub observe: bool,
    /// Snapshots of the exchanges, if they are wanted.
    pub snapshots: Option<SnapshotSettings>,
    /// Who wants to know how it goes.
    pub progress: Option<Progress>,
    /// Who may end the run before its time.
    pub interrupt: Option<Interrupt>,
}

impl RunSettings {
    /// The order of the guide leaves nothing to run side by side.
    pub(super) fn jobs(&self) -> usize {
        if self.certification { 1 } else { self.jobs.max(1) }
    }

    /// The result of the work; none if the run was interrupted first.
    pub(super) async fn unless_interrupted<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let Some(interrupt) = &self.interrupt else { return Some(work.await) };
        tokio::select! {
            biased;
            () = interrupt() => None,
            result = work => Some(result),
        }
    }
}

impl std::fmt::Debug for RunSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunSettings")
            .field("target", &self.target.name)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}
