//! A conformance run: control launches, then the cases, then one record.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cucumber::event::{Event, ScenarioFinished};
use cucumber::{Cucumber, World as _, Writer, cli, event, parser, runner};
use futures::FutureExt as _;
use gherkin::{Feature, Scenario};
use url::Url;

use crate::catalogue::{Case, Catalogue, Observation, place, tags};
use crate::record::{CaseRecord, ObservationRecord, RunRecord, Stop, Summary};
use crate::session::{RunError, Session};
use crate::snapshot::{Album, SnapshotSettings};
use crate::target::Target;
use crate::world::World;

/// Called after each case, with the number of cases done and of all cases.
pub type Progress = Arc<dyn Fn(&CaseRecord, usize, usize) + Send + Sync>;

/// What to run, against what.
#[derive(Clone)]
pub struct RunSettings {
    /// The tool under test.
    pub target: Target,
    /// The platform to use, by its base address.
    pub platform: Url,
    /// `--case`; empty for all.
    pub selectors: Vec<String>,
    /// `--features`.
    pub features: Vec<PathBuf>,
    /// How many cases run at a time.
    pub jobs: usize,
    /// Makes the run id the same each time.
    pub seed: Option<u64>,
    /// Warnings count as failures.
    pub strict: bool,
    /// How long a case may wait for the tool's own time to pass.
    pub wait: Duration,
    /// Snapshots of the exchanges, if they are wanted.
    pub snapshots: Option<SnapshotSettings>,
    /// Who wants to know how it goes.
    pub progress: Option<Progress>,
}

impl std::fmt::Debug for RunSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunSettings")
            .field("target", &self.target.name)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}

/// Runs the selected cases.
///
/// # Errors
///
/// When nothing can be judged: the platform refuses to work, or the tool takes no untouched launch.
pub async fn run(
    settings: &RunSettings,
    catalogue: &Catalogue,
    selected: &[&Case],
) -> Result<RunRecord, RunError> {
    let mut session =
        Session::begin(settings.target.clone(), settings.platform.clone(), settings.wait, settings.seed)
            .await?;
    session.calibrate().await?;
    let session = Arc::new(session);
    let album = match &settings.snapshots {
        Some(wanted) => Some(Album::open(wanted, &session).await),
        None => None,
    };
    // Every selector has picked something already, or there would be no run.
    let observations = catalogue.select_observations(&settings.selectors).unwrap_or_default();
    let ledger = Arc::new(Ledger::new(selected, &observations, settings, album));
    for case in selected {
        if let Some(stop) = skipped(&case.id, &case.tags, settings) {
            ledger.enter(CaseRecord::new(case, Some(&stop), 0, Vec::new()));
        }
    }
    for observation in &observations {
        if let Some(stop) = skipped(&observation.id, &observation.tags, settings) {
            ledger.note(ObservationRecord::new(observation, Err(stop), Vec::new()));
        }
    }
    for phase in [Phase::Alone, Phase::Together, Phase::Last] {
        let features = features_of(catalogue, &ledger, phase);
        play(features, settings.jobs, &session, &ledger).await;
    }
    let mut cases = ledger.records(selected);
    let mut notes = session.notes.clone();
    let snapshots = ledger.album.as_ref().map(|album| {
        let mut summary = album.compare(&mut cases);
        if settings.selectors.is_empty() {
            let exists = |id: &str| catalogue.cases.iter().any(|case| case.id == id);
            notes.extend(album.sweep(exists, &mut summary));
        }
        summary
    });
    Ok(RunRecord {
        tool: settings.target.name.clone(),
        summary: Summary::of(&cases),
        cases,
        observations: ledger.observed(&observations),
        notes,
        snapshots,
        no_launch: session.party.reach.end().map(str::to_owned),
        strict: settings.strict,
    })
}

/// Cases that disturb others come first, one by one; a look back on the run comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Alone,
    Together,
    Last,
}

impl Phase {
    fn of(tags: &[String]) -> Self {
        if tags::is_last(tags) {
            Self::Last
        } else if tags::is_serial(tags) {
            Self::Alone
        } else {
            Self::Together
        }
    }
}

fn skipped(id: &str, tags: &[String], settings: &RunSettings) -> Option<Stop> {
    let skip = settings.target.skips.iter().find(|skip| id.starts_with(&skip.case));
    if let Some(skip) = skip {
        return Some(Stop::not_applicable(format!("skipped by the configuration: {}", skip.reason)));
    }
    let needs = tags::wait(tags).filter(|wait| *wait > settings.wait)?;
    Some(Stop::not_applicable(format!(
        "needs {} s of the tool's own time: `--wait {}s` allows it",
        needs.as_secs(),
        needs.as_secs()
    )))
}

/// Feature and line of a scenario.
type Place = (String, usize);

/// The records so far, by id, of the scenarios to play, by place.
struct Ledger {
    cases: HashMap<Place, Case>,
    records: Mutex<HashMap<String, CaseRecord>>,
    observations: HashMap<Place, Observation>,
    observed: Mutex<HashMap<String, ObservationRecord>>,
    album: Option<Album>,
    progress: Option<Progress>,
}

impl Ledger {
    fn new(
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
            observations: observations.collect(),
            observed: Mutex::default(),
            album,
            progress: settings.progress.clone(),
        }
    }

    fn case(&self, feature: &Feature, scenario: &Scenario) -> Option<&Case> {
        self.cases.get(&(place(feature), scenario.position.line))
    }

    fn observation(&self, feature: &Feature, scenario: &Scenario) -> Option<&Observation> {
        self.observations.get(&(place(feature), scenario.position.line))
    }

    /// When to play a scenario; never if it is not selected, or told already.
    fn phase(&self, feature: &Feature, scenario: &Scenario) -> Option<Phase> {
        if let Some(case) = self.case(feature, scenario) {
            let told = self.records.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&case.id);
            return (!told).then(|| Phase::of(&case.tags));
        }
        let seen = self.observation(feature, scenario)?;
        let told = self.observed.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&seen.id);
        (!told).then(|| Phase::of(&seen.tags))
    }

    fn enter(&self, record: CaseRecord) {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        records.insert(record.id.clone(), record.clone());
        if let Some(progress) = &self.progress {
            progress(&record, records.len(), self.cases.len());
        }
    }

    fn note(&self, record: ObservationRecord) {
        let mut observed = self.observed.lock().unwrap_or_else(PoisonError::into_inner);
        observed.insert(record.id.clone(), record);
    }

    fn observed(&self, selected: &[&Observation]) -> Vec<ObservationRecord> {
        let mut observed = self.observed.lock().unwrap_or_else(PoisonError::into_inner);
        let unheard = || Err(Stop::unjudged("the observation was not run"));
        let take = |seen: &&Observation| {
            observed.remove(&seen.id).unwrap_or_else(|| ObservationRecord::new(seen, unheard(), Vec::new()))
        };
        selected.iter().map(take).collect()
    }

    fn records(&self, selected: &[&Case]) -> Vec<CaseRecord> {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        let unheard = Stop::unjudged("the case was not run");
        let take = |case: &&Case| {
            records.remove(&case.id).unwrap_or_else(|| CaseRecord::new(case, Some(&unheard), 0, Vec::new()))
        };
        selected.iter().map(take).collect()
    }
}

/// The features, reduced to the open scenarios of one phase.
fn features_of(catalogue: &Catalogue, ledger: &Ledger, phase: Phase) -> Vec<Feature> {
    let mut features = catalogue.features.clone();
    for feature in &mut features {
        let whole = feature.clone();
        let wanted = |scenario: &Scenario| ledger.phase(&whole, scenario) == Some(phase);
        feature.scenarios.retain(wanted);
        feature.rules.iter_mut().for_each(|rule| rule.scenarios.retain(wanted));
        feature.rules.retain(|rule| !rule.scenarios.is_empty());
    }
    features.retain(|feature| !feature.scenarios.is_empty() || !feature.rules.is_empty());
    features
}

async fn play(features: Vec<Feature>, jobs: usize, session: &Arc<Session>, ledger: &Arc<Ledger>) {
    if features.is_empty() {
        return;
    }
    let (joining, leaving) = (Arc::clone(session), Arc::clone(ledger));
    let ending = Arc::clone(session);
    Cucumber::<_, _, (), _, _>::custom(Ready(features), runner::Basic::default(), Silent)
        .steps(World::collection())
        .max_concurrent_scenarios(jobs.max(1))
        .before(move |_, _, _, world| {
            world.join(Arc::clone(&joining));
            async {}.boxed_local()
        })
        .after(move |feature, _, scenario, finished, world| {
            let (ledger, case) = (Arc::clone(&leaving), leaving.case(feature, scenario).cloned());
            let observation = leaving.observation(feature, scenario).cloned();
            let session = Arc::clone(&ending);
            async move {
                if let Some(observation) = observation {
                    return ledger.note(observe(&observation, finished, world).await);
                }
                let Some(case) = case else { return };
                if let (Some(album), Some(world)) = (&ledger.album, world.as_deref()) {
                    album.take(&case.id, &world.recorded(), &session).await;
                }
                ledger.enter(finish(&case, finished, world).await);
            }
            .boxed_local()
        })
        .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
        .run(())
        .await;
}

async fn finish(case: &Case, finished: &ScenarioFinished, world: Option<&mut World>) -> CaseRecord {
    let Some(world) = world else {
        return CaseRecord::new(case, Some(&Stop::unjudged("the case could not begin")), 0, Vec::new());
    };
    let tidied = world.tidy_up().await;
    // What the case found stands; that the campus is left in disorder is told only if nothing else is.
    let _ = world.conclude(tidied);
    world.report_crashes(&case.id);
    let stop = world.stop().cloned().or_else(|| unexplained(finished));
    CaseRecord::new(case, stop.as_ref(), world.elapsed_ms(), world.exchanges())
}

async fn observe(
    observation: &Observation,
    finished: &ScenarioFinished,
    world: Option<&mut World>,
) -> ObservationRecord {
    let Some(world) = world else {
        let stop = Stop::unjudged("the observation could not begin");
        return ObservationRecord::new(observation, Err(stop), Vec::new());
    };
    let tidied = world.tidy_up().await;
    let _ = world.conclude(tidied);
    world.report_crashes(&observation.id);
    let stop = world.stop().cloned().or_else(|| unexplained(finished));
    let seen = world.observed().ok_or_else(|| stop.unwrap_or_else(|| Stop::unjudged("nothing was recorded")));
    ObservationRecord::new(observation, seen, world.exchanges())
}

/// A step that failed without saying why broke in the harness, not in the tool.
fn unexplained(finished: &ScenarioFinished) -> Option<Stop> {
    match finished {
        ScenarioFinished::StepPassed => None,
        ScenarioFinished::StepFailed(_, _, error) => {
            Some(Stop::unjudged(format!("the harness broke: {error}")))
        }
        ScenarioFinished::StepSkipped => Some(Stop::unjudged("a step is not defined")),
        ScenarioFinished::BeforeHookFailed(_) => Some(Stop::unjudged("the case could not begin")),
    }
}

/// Milliseconds since then.
pub(crate) fn elapsed_ms(since: Option<Instant>) -> u64 {
    since.map_or(0, |since| u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX))
}

/// Features that are parsed already.
struct Ready(Vec<Feature>);

impl cucumber::Parser<()> for Ready {
    type Cli = cli::Empty;
    type Output = futures::stream::Iter<std::vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, _nothing: (), _: cli::Empty) -> Self::Output {
        futures::stream::iter(self.0.into_iter().map(Ok).collect::<Vec<_>>())
    }
}

/// Reports are made from the record, so cucumber itself stays silent.
struct Silent;

/// Nothing is written, so nothing can be out of order.
impl cucumber::writer::Normalized for Silent {}

impl Writer<World> for Silent {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, _: parser::Result<Event<event::Cucumber<World>>>, _: &cli::Empty) {}
}
