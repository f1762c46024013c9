//! What a record means for the exit code, and what is to be said beside it.

use homeroom_harness::RunRecord;

use super::trial::no_launch;
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::snapshots;

/// Says what the reports do not, and how the command ends.
pub(super) fn conclude(record: &RunRecord, config: &Config, context: &Context) -> Exit {
    if record.interrupted {
        let left = Failure::not_judged("the run was interrupted: the report holds what was judged before");
        return exit(record).or(left.tell(context));
    }
    if let Err(failure) = demand_judged(record) {
        return failure.tell(context);
    }
    snapshots::tell(record, config, context);
    match (exit(record), &record.no_launch) {
        (Exit::NOT_JUDGED, Some(why)) => no_launch(why, config).tell(context),
        (exit, _) => exit,
    }
}

/// A run that left every case out found nothing wrong, and nothing right either.
fn demand_judged(record: &RunRecord) -> Result<(), Failure> {
    let counts = record.summary;
    // A test of the guide that is skipped has failed.
    if record.suite.is_some() {
        return Ok(());
    }
    if counts.pass + counts.fail + counts.warn + counts.unjudged > 0 || record.only_observes() {
        return Ok(());
    }
    let problem = "nothing was judged: no selected case applies to this tool";
    Err(Failure::not_judged(problem).hint("the report says for each case why; select others with `--case`"))
}

/// The first row of the documented table that holds; what would be 2 has failed before.
fn exit(record: &RunRecord) -> Exit {
    match () {
        () if record.is_failed() => Exit::NOT_CONFORMANT,
        () if record.summary.unjudged > 0 => Exit::NOT_JUDGED,
        () if record.snapshots.as_ref().is_some_and(|snapshots| !snapshots.is_clean()) => {
            Exit::SNAPSHOTS_DIFFER
        }
        () => Exit::WELL,
    }
}
