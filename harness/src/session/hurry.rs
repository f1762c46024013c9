//! Sparing everybody a wait: the tool's time, where it can be moved, passes whenever a call of it fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::SignedDuration;

use super::Session;
use crate::service_calls::ServiceCall;

/// How far the time moves for each call: more than a tool waits for an answer, or before it tries again.
const LEAP: Duration = Duration::from_secs(5);

/// Between two looks at the journal.
const LOOK: Duration = Duration::from_millis(5);

/// How long a tool may need to hear an answer: time that leaps before would make it give up.
const HEARD: Duration = Duration::from_millis(50);

/// While this lives, the tool's time passes in leaps.
#[derive(Debug)]
pub(crate) struct Hurry {
    task: Option<tokio::task::JoinHandle<()>>,
    leaps: Arc<AtomicU64>,
}

impl Session {
    /// Moves the tool's time for each further call after which a tool waits: one without an answer, or one that may be answered
    /// better a little later. Where the time cannot be moved, nothing happens. Only for cases that run alone.
    pub(crate) async fn hurry(self: Arc<Self>) -> Hurry {
        let leaps = Arc::new(AtomicU64::new(0));
        if self.target.own_time.is_none() {
            return Hurry { task: None, leaps };
        }
        let known = self.waits().await.len();
        let task = tokio::spawn(leap(self, known, Arc::clone(&leaps)));
        Hurry { task: Some(task), leaps }
    }

    /// Whether each of those calls so far has an answer.
    async fn waits(&self) -> Vec<bool> {
        let calls = self.calls.look(&self.party).await.unwrap_or_default();
        calls.iter().filter(|call| makes_wait(call)).map(|call| call.status != 0).collect()
    }
}

async fn leap(session: Arc<Session>, mut known: usize, leaps: Arc<AtomicU64>) {
    loop {
        for is_answered in session.waits().await.into_iter().skip(known) {
            known += 1;
            if is_answered {
                tokio::time::sleep(HEARD).await;
            }
            leaps.fetch_add(1, Ordering::Relaxed);
            session.move_time(SignedDuration::try_from(LEAP).unwrap_or_default());
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn makes_wait(call: &ServiceCall) -> bool {
    call.status == 0 || call.status == 429 || call.status >= 500
}

impl Hurry {
    /// Ends it, and says how far the time was moved.
    pub(crate) fn end(mut self) -> Duration {
        if let Some(task) = self.task.take() {
            task.abort();
        }
        LEAP.saturating_mul(u32::try_from(self.leaps.load(Ordering::Relaxed)).unwrap_or(u32::MAX))
    }
}

impl Drop for Hurry {
    fn drop(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}
