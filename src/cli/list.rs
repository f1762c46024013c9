//! `homeroom list`: the cases that `test` would run, and what they cover.

mod coverage;

use std::path::PathBuf;

use homeroom_harness::{Case, Catalogue, Observation};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Show each requirement on tools, attack and certification test with its cases, or why it has none. With
    /// `--features` your own cases count too; with `--case` it is what the chosen ones cover.
    #[arg(long)]
    coverage: bool,
    /// Print the list as JSON.
    #[arg(long)]
    json: bool,
}

/// Which cases.
#[derive(Debug, clap::Args)]
pub(crate) struct Choice {
    /// Only cases with this id or beginning of an id, tag expression (`@must and not @serial`), requirement, attack or
    /// certification test.
    #[arg(long = "case", value_name = "PREFIX|TAGEXPR|REQUIREMENT")]
    pub(crate) cases: Vec<String>,
    #[command(flatten)]
    folders: Folders,
}

/// Where cases come from besides this program.
#[derive(Debug, clap::Args)]
pub(crate) struct Folders {
    /// Also the `*.feature` files of this folder.
    #[arg(long, value_name = "DIR")]
    features: Vec<PathBuf>,
}

impl Folders {
    /// The features' folders, as this process can open them.
    fn paths(&self, context: &Context) -> Vec<PathBuf> {
        self.features.iter().map(|folder| context.path(folder)).collect()
    }

    /// Every case there is.
    pub(crate) fn catalogue(&self, context: &Context) -> Result<Catalogue, Failure> {
        Catalogue::load(&self.paths(context)).map_err(|error| Failure::usage(error.to_string()))
    }
}

impl Choice {
    /// Every case there is.
    pub(crate) fn catalogue(&self, context: &Context) -> Result<Catalogue, Failure> {
        self.folders.catalogue(context)
    }

    /// The chosen ones.
    pub(crate) fn select<'c>(&self, catalogue: &'c Catalogue) -> Result<Vec<&'c Case>, Failure> {
        catalogue.select(&self.cases).map_err(|error| Failure::usage(error.to_string()))
    }

    /// The chosen ones of what is only recorded.
    fn observations<'c>(&self, catalogue: &'c Catalogue) -> Result<Vec<&'c Observation>, Failure> {
        catalogue.select_observations(&self.cases).map_err(|error| Failure::usage(error.to_string()))
    }
}

pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let catalogue = args.choice.catalogue(context)?;
    let cases = args.choice.select(&catalogue)?;
    let observations = args.choice.observations(&catalogue)?;
    context.output.data(&match (args.coverage, args.json) {
        (true, json) => covered(&catalogue, args, &cases, &observations, json)?,
        (false, true) => self::json(&cases)?,
        (false, false) => table(&cases),
    });
    if cases.is_empty() && !args.coverage {
        context
            .output
            .talk("note: only what is recorded has that name: `--coverage` or `homeroom explain` tells it\n");
    }
    Ok(Exit::WELL)
}

fn covered(
    catalogue: &Catalogue,
    args: &Args,
    cases: &[&Case],
    observations: &[&Observation],
    json: bool,
) -> Result<String, Failure> {
    let coverage = match args.choice.cases.as_slice() {
        [] => catalogue
            .coverage(&[cases, &catalogue.of_suite.iter().collect::<Vec<_>>()].concat(), observations),
        _ => catalogue.coverage(cases, observations).of_few(),
    };
    if json { self::json(&coverage) } else { Ok(coverage::text(&coverage)) }
}

fn json<T: serde::Serialize + ?Sized>(list: &T) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(list);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::usage(format!("the list cannot be written: {error}")))
}

fn table(cases: &[&Case]) -> String {
    let width = cases.iter().map(|case| case.id.chars().count()).max().unwrap_or_default();
    let row = |case: &&Case| {
        let requirements = case.requirements.join(" ");
        format!("{:width$}  {:6}  {}  ({requirements})\n", case.id, case.level.word(), case.title)
    };
    cases.iter().map(row).collect()
}
