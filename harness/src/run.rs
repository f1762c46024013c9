//! A conformance run: control launches, then the cases, then one record.

mod again;
mod ledger;
mod play;
mod settings;

use std::sync::Arc;
use std::time::Instant;

use gherkin::{Feature, Scenario};

use crate::catalogue::{Case, Catalogue, Observation, tags};
use crate::clock;
use crate::record::{CaseRecord, ObservationRecord, RunRecord, Stop, Summary};
use crate::session::{RunError, Session};
use crate::snapshot::Album;
use crate::suite::{self, SuiteRecord};
use ledger::Ledger;
use play::{Stage, play};
pub use settings::{Interrupt, Progress, RunSettings};

/// Runs the selected cases. An interrupted run gives the record of what was judged before.
///
/// # Errors
///
/// When nothing can be judged: the platform refuses to work, or the tool cannot be reached.
pub async fn run(
    settings: &RunSettings,
    catalogue: &Catalogue,
    selected: &[&Case],
) -> Result<RunRecord, RunError> {
    let began = settings.unless_interrupted(Box::pin(begin(settings))).await;
    let (session, album) = began.ok_or(RunError::Interrupted)??;
    // Every selector has picked something already, or there would be no run.
    let observations = catalogue.select_observations(&settings.selectors).ok().filter(|_| settings.observe);
    let observations = observations.unwrap_or_default();
    let ledger = Arc::new(Ledger::new(selected, &observations, settings, album));
    leave_out(settings, selected, &observations, &ledger);
    let stage = Stage { catalogue, session, ledger, jobs: settings.jobs() };
    let played = settings.unless_interrupted(Box::pin(play_all(&stage, settings))).await;
    let interrupted = played.is_none();
    if interrupted {
        clear_up(&stage.session).await;
    }
    let unheard = Stop::unjudged(if interrupted { INTERRUPTED } else { "the case was not run" });
    let (session, ledger) = (stage.session, stage.ledger);
    let mut cases = ledger.records(selected, &unheard);
    for case in &mut cases {
        case.tell_derived(&catalogue.requirements);
    }
    let mut notes = session.notes.clone();
    let snapshots = ledger.album.as_ref().map(|album| {
        let mut summary = album.compare(&mut cases);
        if settings.selectors.is_empty() {
            let exists =
                |id: &str| catalogue.cases.iter().chain(&catalogue.of_suite).any(|case| case.id == id);
            notes.extend(album.sweep(exists, &mut summary));
        }
        summary
    });
    Ok(RunRecord {
        tool: settings.target.name.clone(),
        summary: Summary::of(&cases),
        suite: settings.certification.then(|| SuiteRecord::of(catalogue, &cases)),
        cases,
        observations: ledger.observed(&observations, &unheard),
        notes,
        snapshots,
        no_launch: session.party.reach.end().map(str::to_owned),
        interrupted,
        strict: settings.strict,
    })
}

/// Why a case was not played.
const INTERRUPTED: &str = "the run was interrupted before";

async fn begin(settings: &RunSettings) -> Result<(Arc<Session>, Option<Album>), RunError> {
    let mut session =
        Session::begin(settings.target.clone(), settings.platform.clone(), settings.wait, settings.seed)
            .await?;
    session.calibrate().await?;
    let album = match &settings.snapshots {
        Some(wanted) => Some(Album::open(wanted, &session).await),
        None => None,
    };
    Ok((Arc::new(session), album))
}

/// Enters what is not played, with the reason.
fn leave_out(settings: &RunSettings, cases: &[&Case], observations: &[&Observation], ledger: &Ledger) {
    for case in cases {
        if let Some(stop) = skipped(&case.id, &case.tags, settings) {
            ledger.enter(case, CaseRecord::new(case, Some(&stop), 0, Vec::new()));
        }
    }
    for observation in observations {
        if let Some(stop) = skipped(&observation.id, &observation.tags, settings) {
            ledger.note(ObservationRecord::new(observation, Err(stop), Vec::new()));
        }
    }
}

/// Plays everything in its order; what fails is played a second time before the run goes on.
async fn play_all(stage: &Stage<'_>, settings: &RunSettings) {
    let ledger = &stage.ledger;
    if settings.certification {
        for test in suite::order(stage.catalogue) {
            let of_test =
                |case: &Case| case.certification.iter().any(|id| id == test) && ledger.is_open(case);
            let first =
                |feature: &Feature, scenario: &Scenario| ledger.case(feature, scenario).is_some_and(of_test);
            play(first, stage, |_| {}).await;
            play_again(stage).await;
        }
        return;
    }
    for phase in [Phase::Alone, Phase::Together, Phase::Last] {
        let first = |feature: &Feature, scenario: &Scenario| ledger.phase(feature, scenario) == Some(phase);
        let seed = settings.seed.filter(|_| phase == Phase::Together);
        if phase == Phase::Alone {
            stage.session.tokens_are_brief();
        }
        play(first, stage, |features| shuffle(features, seed)).await;
        play_again(stage).await;
        stage.session.tokens_last().await;
    }
}

async fn play_again(stage: &Stage<'_>) {
    let ledger = &stage.ledger;
    let doubted = |feature: &Feature, scenario: &Scenario| {
        ledger.case(feature, scenario).is_some_and(|case| ledger.is_doubted(case))
    };
    play(doubted, stage, |_| {}).await;
}

/// A seed also decides the order of what has no order of its own.
fn shuffle(features: &mut [Feature], seed: Option<u64>) {
    let Some(seed) = seed else { return };
    for feature in &mut *features {
        clock::shuffle(seed, &mut feature.scenarios);
    }
    clock::shuffle(seed, features);
}

/// What a case that was cut short would have tidied up itself: the platform may go on without us.
async fn clear_up(session: &Session) {
    // A platform that is gone as well has nothing armed.
    let _gone = session.party.campus.arm(&[]).await;
    // Cucumber silences panics while it runs, and was not there to end that.
    drop(std::panic::take_hook());
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
    if settings.target.own_time.is_some() {
        return None;
    }
    let needs = tags::wait(tags).filter(|wait| *wait > settings.wait)?;
    Some(Stop::not_applicable(format!(
        "needs {} s of the tool's own time: `--wait {}s` allows it",
        needs.as_secs(),
        needs.as_secs()
    )))
}

/// Milliseconds since then.
pub(crate) fn elapsed_ms(since: Option<Instant>) -> u64 {
    since.map_or(0, |since| u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX))
}
