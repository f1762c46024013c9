//! The snapshots of a run: taken case by case, compared when all are there.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::exchange::Shower;
use super::keys::{Keys, PLATFORM, TOOL};
use super::labels::{Fresh, Labels};
use super::scope::Scope;
use super::store::{Head, Store, StoreError, is_same};
use super::story::Wire;
use super::time::Now;
use super::{Mode, SnapshotSettings, diff, story};
use crate::clock;
use crate::driver::{Follow, Recorder, Request};
use crate::oracle::key_set::KeySet;
use crate::record::{CaseRecord, SnapshotRecord, SnapshotState, SnapshotSummary, Verdict};
use crate::session::Session;

/// So many problems are told one by one.
const MOST_PROBLEMS: usize = 3;

/// The snapshots of a run.
#[derive(Debug)]
pub(crate) struct Album {
    mode: Mode,
    store: Store,
    scope: Scope,
    keys: Mutex<Keys>,
    taken: Mutex<HashMap<String, Taken>>,
}

/// The snapshot of one case, but for what only the whole run can tell.
#[derive(Debug)]
struct Taken {
    text: String,
    fresh: Vec<Fresh>,
}

impl Album {
    /// Opens the album for a run that is about to begin.
    pub(crate) async fn open(settings: &SnapshotSettings, session: &Session) -> Self {
        let mut keys = Keys::default();
        keys.learn(PLATFORM, &session.keys().await);
        if let Some(set) = keys_of_tool(session).await {
            keys.learn(TOOL, &set);
        }
        Self {
            mode: settings.mode,
            store: Store::new(&settings.folder),
            scope: Scope::of(session, settings.masks.clone()),
            keys: Mutex::new(keys),
            taken: Mutex::default(),
        }
    }

    /// Takes the snapshot of a case that has ended.
    pub(crate) async fn take(&self, case: &str, wire: &Wire<'_>, session: &Session) {
        let set = session.keys().await;
        let keys = {
            let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
            keys.learn(PLATFORM, &set);
            keys.clone()
        };
        let now = Now::around(clock::now().as_second());
        let mut shower = Shower::new(Labels::new(&self.scope), &keys, now);
        let text = story::tell(wire, &mut shower);
        let taken = Taken { text, fresh: shower.labels.fresh() };
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).insert(case.to_owned(), taken);
    }

    /// Compares what was taken with what is stored, in the order of the cases, so that nothing depends on which of
    /// them ended first.
    pub(crate) fn compare(&self, cases: &mut [CaseRecord]) -> SnapshotSummary {
        let mut summary = SnapshotSummary::default();
        let mut seen = HashSet::new();
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        for case in cases.iter_mut().filter(|case| is_judged(case.verdict)) {
            let Some(taken) = all.remove(&case.id) else { continue };
            let text = taken.checked(&mut seen);
            let head = Head { case: &case.id, title: &case.title };
            let compared = self.one(head, &text, &mut summary);
            case.snapshot = Some(compared.unwrap_or_else(|error| {
                summary.problems.push(error.to_string());
                SnapshotRecord { state: SnapshotState::Differs, diff: None }
            }));
        }
        for snapshot in cases.iter().filter_map(|case| case.snapshot.as_ref()) {
            match snapshot.state {
                SnapshotState::Same => summary.same += 1,
                SnapshotState::New => summary.new += 1,
                SnapshotState::Differs => summary.differs += 1,
            }
        }
        shorten(&mut summary.problems);
        summary
    }

    fn one(
        &self,
        head: Head<'_>,
        text: &str,
        summary: &mut SnapshotSummary,
    ) -> Result<SnapshotRecord, StoreError> {
        let stored = Store::read(&self.store.stored(head.case))?;
        let same = stored.as_deref().is_some_and(|stored| is_same(stored, text));
        let as_stored = SnapshotRecord { state: SnapshotState::Same, diff: None };
        if same {
            self.store.settle(head.case)?;
            return Ok(as_stored);
        }
        if self.mode == Mode::Update {
            self.store.keep(head, text)?;
            summary.written += 1;
            return Ok(as_stored);
        }
        let state = if stored.is_none() { SnapshotState::New } else { SnapshotState::Differs };
        // The difference is known, also where it cannot be put down for review.
        if let Err(error) = self.store.suggest(head, text) {
            summary.problems.push(error.to_string());
        }
        let diff = stored.map(|stored| diff::unified(&(stored + "\n"), &format!("{text}\n")));
        Ok(SnapshotRecord { state, diff })
    }

    /// After a run of all cases: what belongs to none of them goes, or is told.
    pub(crate) fn sweep(&self, exists: impl Fn(&str) -> bool, summary: &mut SnapshotSummary) -> Vec<String> {
        let swept = match self.mode {
            Mode::Update => self.store.sweep(exists),
            Mode::Check => self.store.orphans(exists),
        };
        match swept {
            Err(error) => {
                summary.problems.push(error.to_string());
                Vec::new()
            }
            Ok(gone) if self.mode == Mode::Update => {
                summary.removed = gone.len();
                gone.iter()
                    .map(|case| format!("the snapshot of `{case}` was removed: there is no such case"))
                    .collect()
            }
            Ok(left) => left
                .iter()
                .map(|case| {
                    format!("the snapshot of `{case}` belongs to no case: `--snapshots update` removes it")
                })
                .collect(),
        }
    }
}

impl Taken {
    /// A value that an earlier case has shown is not new, and has to show.
    fn checked(self, seen: &mut HashSet<(&'static str, String)>) -> String {
        let mut text = self.text;
        for fresh in self.fresh {
            let label = fresh.label.trim_end_matches(']').to_owned();
            if !seen.insert((fresh.kind, fresh.value)) {
                text = text.replace(&fresh.label, &format!("{label}: seen before in the run]"));
            }
        }
        text
    }
}

/// A folder that cannot be written is in the way of every case alike.
fn shorten(problems: &mut Vec<String>) {
    // A folder that cannot be made is the same problem for every case.
    problems.dedup();
    let more = problems.len().saturating_sub(MOST_PROBLEMS);
    if more > 1 {
        problems.truncate(MOST_PROBLEMS);
        problems.push(format!("and {more} snapshots more that could not be read or written"));
    }
}

/// Cases that do not apply, or could not be judged, broke off at a point of chance.
fn is_judged(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Pass | Verdict::Fail | Verdict::Warn)
}

async fn keys_of_tool(session: &Session) -> Option<KeySet> {
    let url = session.party.registration.jwks_url.as_ref()?;
    let mut browser = session.browser(Recorder::default());
    let journey = browser.follow(Request::get(url), &Follow::all()).await.ok()?;
    KeySet::read(&journey.last()?.response_body.text()).ok()
}

#[cfg(test)]
mod tests;
