//! `homeroom test`: judges a tool.

mod last_run;
mod trial;
mod verdict;

use std::num::NonZeroUsize;
use std::time::Duration;

use homeroom_harness::{Case, Catalogue, RunRecord};

use crate::cli::bench::Bench;
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::list::Choice;
use crate::cli::place_args::PlaceArgs;
use crate::cli::register_args::RegisterArgs;
use crate::cli::{duration, expected, number, progress, report, snapshots};
use last_run::LastRun;
pub(crate) use trial::explain;
use trial::{Judged, Trial};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    register: RegisterArgs,
    #[command(flatten)]
    choice: Choice,
    /// How many cases run at a time.
    #[arg(long, value_name = "N", default_value = "8", value_parser = number::from_one)]
    jobs: NonZeroUsize,
    /// Give the run the same id, and its cases the same shuffled order, each time.
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
    /// Run the tests of the certification guide, in its order and by its rules.
    #[arg(long, value_name = "certification", value_enum, hide_possible_values = true)]
    #[arg(conflicts_with_all = ["cases", "rerun_failed", "known", "baseline"])]
    suite: Option<Suite>,
    /// Only cases that failed or could not be judged when they were last run.
    #[arg(long)]
    rerun_failed: bool,
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

/// A list of tests that somebody else has drawn up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Suite {
    Certification,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let catalogue = args.choice.catalogue(context)?;
    config.demand_skipped(&catalogue)?;
    let last = LastRun::of(&args.place, &config, context);
    let selected = args.select(&catalogue, &last)?;
    let expected = args.expected.read(&catalogue, context)?;
    report::demand_apart(&args.reports, context)?;
    let others: Vec<_> = args.expected.files(context).chain([config.path.clone()]).collect();
    report::demand_spared(&args.reports, &others, context)?;
    args.reports.iter().try_for_each(|wanted| wanted.demand_writable(context))?;
    demand_built_in(args, &config)?;
    let register = args.register.anew(&config)?;
    // The guide has no snapshots, and the suite's own case would always be new.
    let when = args.snapshots.or(args.suite.map(|_| snapshots::When::Off));
    let snapshots = snapshots::settings(when, &config)?;
    let mut bench = Bench::default();
    let trial = Trial {
        args,
        register,
        config: &config,
        catalogue: &catalogue,
        selected: &selected,
        snapshots,
        context,
    };
    let judged = Box::pin(trial.judge(&mut bench)).await;
    progress::clear(&context.output);
    let ended = bench.tool_ended().await;
    bench.clear().await;
    let mut record = match judged {
        Judged::Run(record) => record,
        Judged::Nothing(failure, record) => {
            let unwritten = report::write_files(&args.reports, &record, &catalogue, context);
            return Ok(unwritten
                .iter()
                .fold(failure.tell(context), |exit, failure| exit.or(failure.tell(context))));
        }
        Judged::Never(failure) => return Err(failure),
    };
    if let Some(ended) = ended {
        context.output.talk(&format!("note: {}\n", ended.text));
    } else if let Some(url) = lost(&record, &config).await {
        context
            .output
            .talk(&format!("note: {url} does not answer any more: what is unjudged may be for that\n"));
    }
    last.remember(&record, context);
    let mut troubles = expected.settle(&mut record, context).err().into_iter().collect::<Vec<_>>();
    troubles.extend(report::write(&args.reports, &record, &catalogue, context));
    let exit = verdict::conclude(&record, &config, context);
    // What could not be written does not hide what was found.
    Ok(troubles.iter().fold(exit, |exit, trouble| exit.or(trouble.tell(context))))
}

impl Args {
    fn select<'c>(&self, catalogue: &'c Catalogue, last: &LastRun) -> Result<Vec<&'c Case>, Failure> {
        if self.suite.is_some() {
            return Ok(catalogue.certification_suite());
        }
        let selected = self.choice.select(catalogue)?;
        if self.rerun_failed { last.failed_of(selected) } else { Ok(selected) }
    }
}

/// Where a tool that somebody else runs has stopped to answer.
async fn lost<'c>(record: &RunRecord, config: &'c Config) -> Option<&'c str> {
    let tool = config.file.tool.as_ref().filter(|_| record.summary.unjudged > 0 && !record.interrupted)?;
    trial::is_down(tool).await.then_some(tool.first_url().text.as_str())
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
