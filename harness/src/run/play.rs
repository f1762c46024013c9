//! Playing scenarios: cucumber runs them, and each leaves a record.

use std::sync::Arc;

use cucumber::event::{Event, ScenarioFinished};
use cucumber::{Cucumber, World as _, Writer, cli, event, parser, runner};
use futures::FutureExt as _;
use gherkin::{Feature, Scenario};

use super::ledger::Ledger;
use crate::catalogue::{Case, Catalogue, Observation};
use crate::record::{CaseRecord, ObservationRecord, Stop};
use crate::session::Session;
use crate::world::World;

/// Where scenarios are played.
pub(super) struct Stage<'s> {
    pub(super) catalogue: &'s Catalogue,
    pub(super) session: Arc<Session>,
    pub(super) ledger: Arc<Ledger>,
    /// How many run at a time.
    pub(super) jobs: usize,
}

/// Plays every wanted scenario, so many at a time.
pub(super) async fn play(
    wanted: impl Fn(&Feature, &Scenario) -> bool,
    stage: &Stage<'_>,
    order: impl FnOnce(&mut [Feature]),
) {
    let mut features = features_of(stage.catalogue, wanted);
    if features.is_empty() {
        return;
    }
    order(&mut features);
    let (joining, knowing) = (Arc::clone(&stage.session), Arc::clone(&stage.ledger));
    let leaving = Arc::clone(&stage.ledger);
    let ending = Arc::clone(&stage.session);
    Cucumber::<_, _, (), _, _>::custom(Ready(features), runner::Basic::default(), Silent)
        .steps(World::collection())
        .max_concurrent_scenarios(stage.jobs)
        .before(move |feature, _, scenario, world| {
            world.join(Arc::clone(&joining), knowing.id(feature, scenario));
            async {}.boxed_local()
        })
        .after(move |feature, _, scenario, finished, world| {
            let (ledger, case) = (Arc::clone(&leaving), leaving.case(feature, scenario).cloned());
            let observation = leaving.observation(feature, scenario).cloned();
            let session = Arc::clone(&ending);
            async move {
                if let Some(world) = world.as_deref() {
                    world.claim_course();
                }
                if let Some(observation) = observation {
                    return ledger.note(observe(&observation, finished, world).await);
                }
                let Some(case) = case else { return };
                let pictured = ledger.album.as_ref().filter(|_| !ledger.is_doubted(&case));
                if let (Some(album), Some(world)) = (pictured, world.as_deref()) {
                    album.take(&case.id, &world.wire(), &session).await;
                }
                ledger.enter(&case, finish(&case, finished, world).await);
            }
            .boxed_local()
        })
        .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
        .run(())
        .await;
}

/// The features, reduced to the wanted scenarios.
fn features_of(catalogue: &Catalogue, wanted: impl Fn(&Feature, &Scenario) -> bool) -> Vec<Feature> {
    let mut features = catalogue.features.clone();
    for feature in &mut features {
        let whole = feature.clone();
        let wanted = |scenario: &Scenario| wanted(&whole, scenario);
        feature.scenarios.retain(wanted);
        feature.rules.iter_mut().for_each(|rule| rule.scenarios.retain(wanted));
        feature.rules.retain(|rule| !rule.scenarios.is_empty());
    }
    features.retain(|feature| !feature.scenarios.is_empty() || !feature.rules.is_empty());
    features
}

async fn finish(case: &Case, finished: &ScenarioFinished, world: Option<&mut World>) -> CaseRecord {
    let Some(world) = world else {
        return CaseRecord::new(case, Some(&Stop::unjudged("the case could not begin")), 0, Vec::new());
    };
    let tidied = world.tidy_up().await;
    // What the case found stands; that the campus is left in disorder is told only if nothing else is.
    let _ = world.conclude(tidied);
    world.report_crashes(&case.id);
    world.tool_recovers().await;
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
    world.tool_recovers().await;
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
