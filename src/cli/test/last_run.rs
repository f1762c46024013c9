//! Which cases failed or could not be judged when they were last run, for `--rerun-failed`.

use std::io;
use std::path::{Path, PathBuf};

use homeroom_harness::{Case, RunRecord, Verdict};
use serde::{Deserialize, Serialize};

use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::place_args::PlaceArgs;
use crate::cli::replace::replace;

/// The file in the state directory.
const FILE: &str = "last-run.json";

/// Where this is remembered; nowhere for a run that keeps nothing.
#[derive(Debug)]
pub(super) struct LastRun(Option<PathBuf>);

/// What is remembered.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    tool: String,
    /// The ids of these cases.
    again: Vec<String>,
}

impl LastRun {
    pub(super) fn of(place: &PlaceArgs, config: &Config, context: &Context) -> Self {
        Self(place.kept(config, context).map(|folder| folder.join(FILE)))
    }

    /// Those of the cases that failed or could not be judged when they were last run.
    pub(super) fn failed_of<'c>(&self, selected: Vec<&'c Case>) -> Result<Vec<&'c Case>, Failure> {
        let memory = self.read()?;
        let nothing = |why: &str| {
            Err(Failure::not_judged(format!("there is nothing to run again: {why}"))
                .hint("leave `--rerun-failed` out to run all cases"))
        };
        if memory.again.is_empty() {
            return nothing("every case was judged when it was last run, and none failed");
        }
        let again: Vec<_> = selected.into_iter().filter(|case| memory.again.contains(&case.id)).collect();
        if again.is_empty() {
            return nothing("no selected case failed when it was last run");
        }
        Ok(again)
    }

    fn read(&self) -> Result<Memory, Failure> {
        let Some(path) = &self.0 else {
            let problem =
                "`--rerun-failed` needs a run that is remembered, and runs on the built-in tool are not";
            return Err(
                Failure::usage(problem).hint("keep them in a folder: `--state DIR`, for each of the runs")
            );
        };
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                let problem = format!("`--rerun-failed`: no run is remembered in `{}`", path.display());
                Failure::usage(problem)
                    .hint("`homeroom test` remembers its last run in the state directory: run it first")
            }
            _ => Failure::usage(format!("{}: the last run cannot be read: {error}", path.display())),
        })?;
        serde_json::from_str(&text).map_err(|error| {
            Failure::usage(format!("{}: this is no memory of a run: {error}", path.display()))
                .hint("remove the file, and run `homeroom test` without `--rerun-failed`")
        })
    }

    /// Keeps what there is to run again. Where that fails the run itself is none the worse.
    pub(super) fn remember(&self, record: &RunRecord, context: &Context) {
        let Some(path) = self.0.as_ref().filter(|path| path.parent().is_some_and(Path::is_dir)) else {
            return;
        };
        let before = self.read().ok().filter(|memory| memory.tool == record.tool);
        let memory = Memory::after(before, record);
        let kept = serde_json::to_string_pretty(&memory)
            .map_err(io::Error::from)
            .and_then(|text| replace(path, &(text + "\n")));
        if let Err(error) = kept {
            let (path, what) = (path.display(), "the run cannot be remembered for `--rerun-failed`");
            context.output.talk(&format!("note: {path}: {what}: {error}\n"));
        }
    }
}

impl Memory {
    /// A run of some cases says nothing of the others, so these stay.
    fn after(before: Option<Self>, record: &RunRecord) -> Self {
        let was_run = |id: &String| record.cases.iter().any(|case| case.id == *id);
        let others = before.into_iter().flat_map(|memory| memory.again).filter(|id| !was_run(id));
        let unjudged = record.cases.iter().filter(|case| case.verdict == Verdict::Unjudged);
        let these = record.failures().chain(unjudged).map(|case| case.id.clone());
        Self { tool: record.tool.clone(), again: others.chain(these).collect() }
    }
}
