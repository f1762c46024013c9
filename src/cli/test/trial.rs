//! One run of `homeroom test`, from the bench to the record.

use homeroom_harness::{Case, Catalogue, Interrupt, RunError, RunRecord, RunSettings, SnapshotSettings};
use std::sync::Arc;

use super::Args;
use crate::cli::bench::{Bench, Laid, Switches};
use crate::cli::config::{Config, ToolTable};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::stop::Stop;
use crate::cli::tool_process::Ready;
use crate::cli::{progress, register_args};

/// What the built-in tool has to do otherwise to pass the certification tests: refuse a launch without a user.
const CERTIFIED: &str = "anonymous-refused";

/// One run, before it begins.
pub(super) struct Trial<'r> {
    pub(super) args: &'r Args,
    /// Whether a tool that registers itself does so anew.
    pub(super) register: bool,
    pub(super) config: &'r Config,
    pub(super) catalogue: &'r Catalogue,
    pub(super) selected: &'r [&'r Case],
    pub(super) snapshots: Option<SnapshotSettings>,
    pub(super) context: &'r Context,
}

/// What came of it.
pub(super) enum Judged {
    Run(RunRecord),
    /// Nothing could be judged: why, and a record that says so of each case, for whoever reads only the reports.
    Nothing(Failure, RunRecord),
    /// The command has to change before anything can be tried.
    Never(Failure),
}

impl Trial<'_> {
    pub(super) async fn judge(&self, bench: &mut Bench) -> Judged {
        let interrupted = || Err(Failure::not_judged(RunError::Interrupted.to_string()));
        let laid = self.context.stop.unless(Box::pin(self.lay(bench))).await.unwrap_or_else(interrupted);
        let judged = match laid {
            Ok(laid) => Box::pin(self.run(laid)).await,
            Err(failure) => Err(failure),
        };
        match judged {
            Ok(record) => Judged::Run(record),
            Err(failure) if failure.exit == Exit::NOT_JUDGED => {
                let tool = self.config.target().map_or("built-in tool".to_owned(), |target| target.name);
                let mut record = RunRecord::of_nothing(&tool, self.selected, &failure.text);
                record.interrupted = self.context.stop.is_asked().await;
                Judged::Nothing(failure, record)
            }
            Err(failure) => Judged::Never(failure),
        }
    }

    async fn lay(&self, bench: &mut Bench) -> Result<Laid, Failure> {
        let mut variants = self.args.variants.clone();
        if self.args.suite.is_some() {
            variants.push(CERTIFIED.to_owned());
        }
        let (defects, register) = (&self.args.defects, self.register);
        let switches = Switches { defects, variants: &variants, register };
        Ok(bench.lay(&self.args.place, self.config, switches, self.context).await?)
    }

    async fn run(&self, laid: Laid) -> Result<RunRecord, Failure> {
        let settings = RunSettings {
            target: laid.target,
            platform: laid.platform,
            selectors: self.args.choice.cases.clone(),
            jobs: self.args.jobs.get(),
            seed: self.args.seed,
            // The guide knows no warnings.
            strict: self.args.strict || !self.args.defects.is_empty() || self.args.suite.is_some(),
            certification: self.args.suite.is_some(),
            observe: self.args.suite.is_none() && !self.args.rerun_failed,
            wait: self.args.wait,
            snapshots: self.snapshots.clone(),
            progress: progress::line(&self.context.output),
            interrupt: Some(interrupt(&self.context.stop)),
        };
        match homeroom_harness::run(&settings, self.catalogue, self.selected).await {
            Ok(record) => Ok(record),
            Err(error) => Err(self.explain(&error).await),
        }
    }

    /// Also tells whether the tool answers at all: that is the first thing to mend.
    async fn explain(&self, error: &RunError) -> Failure {
        let failure = explain(error, self.config);
        match &self.config.file.tool {
            Some(tool) if matches!(error, RunError::NoGoodLaunch(_)) && is_down(tool).await => {
                let url = &tool.first_url().text;
                failure.hint(format!("{url} does not answer: start the tool, or set `start` in `[tool]`"))
            }
            _ => failure,
        }
    }
}

/// Whether a tool that is not ours to start gives no answer.
pub(super) async fn is_down(tool: &ToolTable) -> bool {
    match Ready::of(tool) {
        Ok(ready) if tool.start.is_none() => !ready.is_given().await,
        _ => false,
    }
}

fn interrupt(stop: &Stop) -> Interrupt {
    let stop = stop.clone();
    Arc::new(move || {
        let stop = stop.clone();
        Box::pin(async move { stop.wait().await })
    })
}

pub(super) fn no_launch(why: &str, config: &Config) -> Failure {
    Failure::not_judged(why).hint(match config.file.tool.as_ref().and_then(ToolTable::by_itself) {
        Some(_) => register_args::UNTAKEN,
        None => {
            "`homeroom doctor` shows what the tool has to know; `homeroom serve` shows a launch of it step by step"
        }
    })
}

/// A run that could not begin, with what to do.
pub(crate) fn explain(error: &RunError, config: &Config) -> Failure {
    let failure = Failure::not_judged(error.to_string());
    match error {
        RunError::NoGoodLaunch(_) => no_launch(&error.to_string(), config),
        RunError::Control(_) => failure.hint("is the platform still running?"),
        RunError::Machine(_) | RunError::Interrupted => failure,
    }
}
