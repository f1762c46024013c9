//! `homeroom snapshots`: what differs from the stored snapshots, and what becomes of it; and `--snapshots` of `test`.

use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use homeroom_harness::{Pending, RunRecord, SnapshotMode, SnapshotSettings, StoreError, pending};

use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
    /// The configuration [default: homeroom.toml, if there is one].
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Show each difference, the same in several cases once; on a terminal, ask what to do with it.
    Review {
        /// Only cases whose ids begin so.
        cases: Vec<String>,
    },
    /// Store what the last run has seen.
    Accept {
        /// Only cases whose ids begin so.
        cases: Vec<String>,
    },
    /// Forget what the last run has seen.
    Reject {
        /// Only cases whose ids begin so.
        cases: Vec<String>,
    },
}

/// What a run does with snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum When {
    Off,
    Check,
    Update,
}

/// The snapshots that a run is to take, if any.
pub(crate) fn settings(when: Option<When>, config: &Config) -> Result<Option<SnapshotSettings>, Failure> {
    let folder = config.snapshots();
    let by_default = if folder.exists() { When::Check } else { When::Off };
    let mode = match when.unwrap_or(by_default) {
        When::Off => return Ok(None),
        When::Check => SnapshotMode::Check,
        When::Update => SnapshotMode::Update,
    };
    if folder.exists() && !folder.is_dir() {
        let problem = format!("snapshots are kept in a folder, and `{}` is a file", folder.display());
        return Err(Failure::usage(problem)
            .hint("rename it, name another `folder` in `[snapshot]`, or say `--snapshots off`"));
    }
    let masks = config.file.snapshot.mask.iter().map(|table| table.0.clone()).collect();
    Ok(Some(SnapshotSettings { folder, mode, masks }))
}

/// Says after a run what to do about snapshots.
pub(crate) fn tell(record: &RunRecord, config: &Config, context: &Context) {
    let Some(snapshots) = &record.snapshots else { return };
    if snapshots.written + snapshots.removed > 0 {
        let (written, removed) = (snapshots.written, snapshots.removed);
        context.output.talk(&format!("snapshots: {written} written, {removed} removed\n"));
    }
    // Where the folder cannot be written, nothing waits.
    let waits = || pending(&config.snapshots()).is_ok_and(|waiting| !waiting.snapshots.is_empty());
    if snapshots.new + snapshots.differs > 0 && waits() {
        context.output.talk(
            "hint: `homeroom snapshots review` shows what differs and asks; `homeroom snapshots accept` stores it\n",
        );
    }
}

pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = Config::load(args.config.as_deref(), &context.folder)?;
    let folder = config.snapshots();
    let waiting = pending(&folder).map_err(|error| Failure::usage(error.to_string()))?;
    for problem in &waiting.problems {
        context.output.talk(&format!("note: {problem}\n"));
    }
    let (Act::Review { cases } | Act::Accept { cases } | Act::Reject { cases }) = &args.act;
    let chosen = choose(waiting.snapshots, cases)?;
    if chosen.is_empty() {
        context.output.told(&format!("no snapshot waits for review in {}\n", folder.display()));
        return Ok(Exit::WELL);
    }
    match &args.act {
        Act::Review { .. } => review(&chosen, context),
        Act::Accept { .. } => settle(&chosen, context, "accepted", Pending::accept),
        Act::Reject { .. } => settle(&chosen, context, "rejected", Pending::reject),
    }
}

/// Those whose cases begin so; a beginning of no case is a typing error.
fn choose(all: Vec<Pending>, beginnings: &[String]) -> Result<Vec<Pending>, Failure> {
    let begins = |beginning: &&String| all.iter().any(|pending| pending.case.starts_with(beginning.as_str()));
    if let Some(none) = beginnings.iter().find(|beginning| !begins(beginning)) {
        let problem = format!("no snapshot of a case that begins with `{none}` waits for review");
        return Err(Failure::usage(problem).hint("`homeroom snapshots review` shows those that wait"));
    }
    let wanted = |pending: &Pending| {
        beginnings.is_empty() || beginnings.iter().any(|beginning| pending.case.starts_with(beginning))
    };
    Ok(all.into_iter().filter(wanted).collect())
}

fn settle(
    chosen: &[Pending],
    context: &Context,
    done: &str,
    act: fn(&Pending) -> Result<(), StoreError>,
) -> Result<Exit, Failure> {
    for pending in chosen {
        act(pending).map_err(|error| Failure::usage(error.to_string()))?;
    }
    context.output.told(&format!("{} {done}\n", counted(chosen.len())));
    Ok(Exit::WELL)
}

fn counted(count: usize) -> String {
    if count == 1 { "1 snapshot".to_owned() } else { format!("{count} snapshots") }
}

/// Shows the differences; a person is asked about each, a script is told what to do.
fn review(chosen: &[Pending], context: &Context) -> Result<Exit, Failure> {
    let groups = alike(chosen);
    if context.output.watched && io::stdin().is_terminal() {
        return ask(&groups, context, &mut io::stdin().lock());
    }
    for (at, group) in groups.iter().enumerate() {
        context.output.told(&shown(group, at + 1, groups.len()));
    }
    context.output.told(&format!(
        "{} to review: `homeroom snapshots accept [CASE...]` stores, `homeroom snapshots reject [CASE...]` forgets\n",
        counted(chosen.len())
    ));
    Ok(Exit::WELL)
}

/// Cases that differ in the same way: one change of the tool shows in many of them.
fn alike(chosen: &[Pending]) -> Vec<Vec<&Pending>> {
    let mut groups: Vec<(Vec<&str>, Vec<&Pending>)> = Vec::new();
    for pending in chosen {
        let change = changed(&pending.diff);
        match groups.iter_mut().find(|(known, _)| *known == change) {
            Some((_, group)) => group.push(pending),
            None => groups.push((change, vec![pending])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The changed lines of a diff, wherever they are.
fn changed(diff: &str) -> Vec<&str> {
    diff.lines().skip(2).filter(|line| line.starts_with(['+', '-'])).collect()
}

/// The diff of the first case of a group, and which others have the same.
fn shown(group: &[&Pending], number: usize, all: usize) -> String {
    let Some((first, others)) = group.split_first() else { return String::new() };
    let state = if first.is_new { "new" } else { "differs" };
    let mut shown = format!("[{number}/{all}] {}  ({state})\n{}", first.case, first.diff);
    if !others.is_empty() {
        let names: Vec<_> = others.iter().map(|other| other.case.as_str()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(shown, "and the same in {} more: {}", others.len(), names.join(", "));
    }
    shown + "\n"
}

/// What a person may answer.
fn ask(groups: &[Vec<&Pending>], context: &Context, answers: &mut impl BufRead) -> Result<Exit, Failure> {
    let failed = |error: StoreError| Failure::usage(error.to_string());
    let all: usize = groups.iter().map(Vec::len).sum();
    let (mut accepted, mut rejected) = (0, 0);
    for (at, group) in groups.iter().enumerate() {
        context.output.told(&shown(group, at + 1, groups.len()));
        match answer(group.len(), context, answers) {
            Answer::Accept => {
                group.iter().try_for_each(|pending| pending.accept()).map_err(failed)?;
                accepted += group.len();
            }
            Answer::Reject => {
                group.iter().try_for_each(|pending| pending.reject()).map_err(failed)?;
                rejected += group.len();
            }
            Answer::Skip => {}
            Answer::Quit => break,
        }
    }
    let left = all - accepted - rejected;
    context.output.told(&format!("{accepted} accepted, {rejected} rejected, {left} left for later\n"));
    Ok(Exit::WELL)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
    Quit,
}

/// Asks until the answer is one of those offered; no more input is the wish to stop.
fn answer(count: usize, context: &Context, answers: &mut impl BufRead) -> Answer {
    loop {
        let all = if count > 1 { format!(" all {count}") } else { String::new() };
        context.output.talk(&format!("accept{all}, reject, skip or quit? [a/r/s/q] "));
        let mut line = String::new();
        match answers.read_line(&mut line) {
            Ok(0) | Err(_) => return Answer::Quit,
            Ok(_) => {}
        }
        match line.trim().to_ascii_lowercase().as_str() {
            "a" | "accept" => return Answer::Accept,
            "r" | "reject" => return Answer::Reject,
            "s" | "skip" => return Answer::Skip,
            "q" | "quit" => return Answer::Quit,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
