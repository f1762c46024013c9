//! What is known of a run so far: records, and what is still to be played.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use gherkin::{Feature, Scenario};

use super::again::together;
use super::{Phase, Progress, RunSettings};
use crate::catalogue::{Case, Observation, place, tags};
use crate::record::{CaseRecord, ObservationRecord, Stop, Verdict};
use crate::snapshot::Album;

/// Feature and line of a scenario.
type Place = (String, usize);

/// The records so far, by id, of the scenarios to play, by place.
pub(super) struct Ledger {
    cases: HashMap<Place, Case>,
    records: Mutex<HashMap<String, CaseRecord>>,
    /// Cases that failed once, and are to be played again.
    doubted: Mutex<HashSet<String>>,
    observations: HashMap<Place, Observation>,
    observed: Mutex<HashMap<String, ObservationRecord>>,
    pub(super) album: Option<Album>,
    progress: Option<Progress>,
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ledger {
    pub(super) fn new(
        selected: &[&Case],
        observations: &[&Observation],
        settings: &RunSettings,
        album: Option<Album>,
    ) -> Self {
        let cases = selected.iter().map(|case| ((case.feature.clone(), case.line), (*case).clone()));
        let observations =
            observations.iter().map(|seen| ((seen.feature.clone(), seen.line), (*seen).clone()));
        Self {
            cases: cases.collect(),
            records: Mutex::default(),
            doubted: Mutex::default(),
            observations: observations.collect(),
            observed: Mutex::default(),
            album,
            progress: settings.progress.clone(),
        }
    }

    pub(super) fn case(&self, feature: &Feature, scenario: &Scenario) -> Option<&Case> {
        self.cases.get(&(place(feature), scenario.position.line))
    }

    pub(super) fn observation(&self, feature: &Feature, scenario: &Scenario) -> Option<&Observation> {
        self.observations.get(&(place(feature), scenario.position.line))
    }

    /// The id of a scenario.
    pub(super) fn id(&self, feature: &Feature, scenario: &Scenario) -> String {
        let case = self.case(feature, scenario).map(|case| &case.id);
        let seen = || self.observation(feature, scenario).map(|seen| &seen.id);
        case.or_else(seen).cloned().unwrap_or_default()
    }

    /// When to play a scenario; never if it is not selected, or told already.
    pub(super) fn phase(&self, feature: &Feature, scenario: &Scenario) -> Option<Phase> {
        if let Some(case) = self.case(feature, scenario) {
            return self.is_open(case).then(|| Phase::of(&case.tags));
        }
        let seen = self.observation(feature, scenario)?;
        (!lock(&self.observed).contains_key(&seen.id)).then(|| Phase::of(&seen.tags))
    }

    /// Whether nothing is known of the case yet.
    pub(super) fn is_open(&self, case: &Case) -> bool {
        !lock(&self.records).contains_key(&case.id)
    }

    /// Whether the case failed once, and a second time is to tell whether it was chance.
    pub(super) fn is_doubted(&self, case: &Case) -> bool {
        lock(&self.doubted).contains(&case.id)
    }

    /// Keeps what a case found; the second time, what it found both times.
    pub(super) fn enter(&self, case: &Case, record: CaseRecord) {
        let (mut records, mut doubted) = (lock(&self.records), lock(&self.doubted));
        let record = if let Some(first) = records.remove(&case.id) {
            doubted.remove(&case.id);
            together(first, record)
        } else {
            // A look back on the run sees the same a second time, and what can be done once is not done again.
            let fails = matches!(record.verdict, Verdict::Fail | Verdict::Warn);
            if fails && Phase::of(&case.tags) != Phase::Last && !tags::is_once(&case.tags) {
                doubted.insert(case.id.clone());
            }
            record
        };
        records.insert(case.id.clone(), record.clone());
        if let Some(progress) = &self.progress {
            progress(&record, records.len() - doubted.len(), self.cases.len());
        }
    }

    pub(super) fn note(&self, record: ObservationRecord) {
        lock(&self.observed).insert(record.id.clone(), record);
    }

    /// What was seen; for what was not played the reason.
    pub(super) fn observed(&self, selected: &[&Observation], unheard: &Stop) -> Vec<ObservationRecord> {
        let mut observed = lock(&self.observed);
        let take = |seen: &&Observation| {
            let unseen = || ObservationRecord::new(seen, Err(unheard.clone()), Vec::new());
            observed.remove(&seen.id).unwrap_or_else(unseen)
        };
        selected.iter().map(take).collect()
    }

    /// The records of the cases; for one that was not played the reason.
    pub(super) fn records(&self, selected: &[&Case], unheard: &Stop) -> Vec<CaseRecord> {
        let mut records = lock(&self.records);
        let take = |case: &&Case| {
            records.remove(&case.id).unwrap_or_else(|| CaseRecord::new(case, Some(unheard), 0, Vec::new()))
        };
        selected.iter().map(take).collect()
    }
}
