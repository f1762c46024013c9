//! `homeroom test`: judges a tool.

use std::num::NonZeroUsize;
use std::time::Duration;

use homeroom_harness::{Case, Catalogue, RunError, RunRecord, RunSettings, SnapshotSettings};

use crate::cli::bench::{Bench, Switches};
use crate::cli::config::{Config, ToolTable};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::list::Choice;
use crate::cli::place_args::PlaceArgs;
use crate::cli::tool_process::Ready;
use crate::cli::{duration, expected, number, progress, report, snapshots};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    choice: Choice,
    /// How many cases run at a time.
    #[arg(long, value_name = "N", default_value = "8", value_parser = number::from_one)]
    jobs: NonZeroUsize,
    /// Give the run the same id each time.
    #[arg(long, value_name = "S", value_parser = number::from_zero::<u64>)]
    seed: Option<u64>,
    /// Write a report, `json=FILE` or `junit=FILE`; `-` is standard output.
    #[arg(long = "report", value_name = "KIND=FILE")]
    reports: Vec<report::Wanted>,
    #[command(flatten)]
    expected: expected::ExpectedArgs,
    /// Compare what goes over the wire with stored snapshots [default: check, if there is a folder of snapshots].
    #[arg(long, value_name = "off|check|update", value_enum, hide_possible_values = true)]
    snapshots: Option<snapshots::When>,
    /// Count warnings as failures.
    #[arg(long)]
    strict: bool,
    /// How long a case may wait for the tool's own time to pass.
    #[arg(long, value_name = "DURATION", default_value = "0s", value_parser = duration::parse)]
    wait: Duration,
    /// Switch on a bug of the built-in tool; implies --strict.
    #[arg(long = "defect", value_name = "NAME")]
    defects: Vec<String>,
    /// Let the built-in tool do something differently, and correctly still.
    #[arg(long = "variant", value_name = "NAME")]
    variants: Vec<String>,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let catalogue = args.choice.catalogue(context)?;
    let selected = args.choice.select(&catalogue)?;
    config.demand_skipped(&catalogue)?;
    let expected = args.expected.read(&catalogue, context)?;
    report::demand_apart(&args.reports, context)?;
    args.reports.iter().try_for_each(|wanted| wanted.demand_writable(context))?;
    demand_built_in(args, &config)?;
    let snapshots = snapshots::settings(args.snapshots, &config)?;
    let mut bench = Bench::default();
    let run = Run { args, config: &config, catalogue: &catalogue, selected: &selected, snapshots, context };
    let judged = context.stop.unless(Box::pin(run.judge(&mut bench))).await;
    progress::clear(&context.output);
    let ended = bench.tool_ended().await;
    bench.clear().await;
    let Some(judged) = judged else { return Err(Failure::not_judged("the run was interrupted")) };
    if let Some(ended) = ended.filter(|_| judged.is_ok()) {
        context.output.talk(&format!("note: {}\n", ended.text));
    }
    let mut record = judged?;
    expected.mark(&mut record);
    let unwritten = report::write(&args.reports, &record, &catalogue, context);
    let verdict = conclude(&record, &config, context);
    // A report that is missing does not hide what was found.
    Ok(unwritten.iter().fold(verdict, |exit, failure| exit.or(failure.tell(context))))
}

fn conclude(record: &RunRecord, config: &Config, context: &Context) -> Exit {
    if let Err(failure) = demand_judged(record) {
        return failure.tell(context);
    }
    snapshots::tell(record, config, context);
    match (exit(record), &record.no_launch) {
        (Exit::NOT_JUDGED, Some(why)) => no_launch(why).tell(context),
        (exit, _) => exit,
    }
}

/// A run that left every case out found nothing wrong, and nothing right either.
fn demand_judged(record: &RunRecord) -> Result<(), Failure> {
    let counts = record.summary;
    if counts.pass + counts.fail + counts.warn + counts.unjudged > 0 || record.only_observes() {
        return Ok(());
    }
    let problem = "nothing was judged: no selected case applies to this tool";
    Err(Failure::not_judged(problem).hint("the report says for each case why; select others with `--case`"))
}

/// The first row of the documented table that holds; what would be 2 has failed before.
fn exit(record: &RunRecord) -> Exit {
    match () {
        () if record.failures().next().is_some() => Exit::NOT_CONFORMANT,
        () if record.summary.unjudged > 0 => Exit::NOT_JUDGED,
        () if record.snapshots.as_ref().is_some_and(|snapshots| !snapshots.is_clean()) => {
            Exit::SNAPSHOTS_DIFFER
        }
        () => Exit::WELL,
    }
}

fn demand_built_in(args: &Args, config: &Config) -> Result<(), Failure> {
    let flag = match (args.defects.is_empty(), args.variants.is_empty()) {
        (false, _) => "--defect",
        (true, false) => "--variant",
        (true, true) => return Ok(()),
    };
    if config.file.tool.is_none() {
        return Ok(());
    }
    let problem = format!("`{flag}` is for the built-in tool, and {} has a `[tool]`", config.path.display());
    Err(Failure::usage(problem).hint("run the command in a folder without `homeroom.toml`"))
}

/// One run, before it begins.
struct Run<'r> {
    args: &'r Args,
    config: &'r Config,
    catalogue: &'r Catalogue,
    selected: &'r [&'r Case],
    snapshots: Option<SnapshotSettings>,
    context: &'r Context,
}

impl Run<'_> {
    async fn judge(&self, bench: &mut Bench) -> Result<RunRecord, Failure> {
        let switches = Switches { defects: &self.args.defects, variants: &self.args.variants };
        let laid = bench.lay(&self.args.place, self.config, switches, self.context).await?;
        let settings = RunSettings {
            target: laid.target,
            platform: laid.platform,
            selectors: self.args.choice.cases.clone(),
            features: self.args.choice.folders(self.context),
            jobs: self.args.jobs.get(),
            seed: self.args.seed,
            strict: self.args.strict || !self.args.defects.is_empty(),
            wait: self.args.wait,
            snapshots: self.snapshots.clone(),
            progress: progress::line(&self.context.output),
        };
        match homeroom_harness::run(&settings, self.catalogue, self.selected).await {
            Ok(record) => Ok(record),
            Err(error) => Err(self.explain(&error).await),
        }
    }

    /// Also tells whether the tool answers at all: that is the first thing to mend.
    async fn explain(&self, error: &RunError) -> Failure {
        let failure = explain(error);
        match &self.config.file.tool {
            Some(tool) if matches!(error, RunError::NoGoodLaunch(_)) && is_down(tool).await => {
                let url = &tool.login_url.text;
                failure.hint(format!("{url} does not answer: start the tool, or set `start` in `[tool]`"))
            }
            _ => failure,
        }
    }
}

/// Whether a tool that is not ours to start gives no answer.
async fn is_down(tool: &ToolTable) -> bool {
    match Ready::of(tool) {
        Ok(ready) if tool.start.is_none() => !ready.is_given().await,
        _ => false,
    }
}

fn no_launch(why: &str) -> Failure {
    Failure::not_judged(why).hint(
        "`homeroom doctor` shows what the tool has to know; `homeroom serve` shows a launch of it step by step",
    )
}

/// A run that could not begin, with what to do.
pub(crate) fn explain(error: &RunError) -> Failure {
    let failure = Failure::not_judged(error.to_string());
    match error {
        RunError::NoGoodLaunch(_) => no_launch(&error.to_string()),
        RunError::Control(_) => failure.hint("is the platform still running?"),
        RunError::Machine(_) => failure,
    }
}
