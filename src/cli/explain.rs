//! `homeroom explain`: what a case, a requirement or a fault is about. Nothing is started for it.

mod case;
mod fault;
mod many;
mod requirement;

use homeroom_harness::Catalogue;
use homeroom_platform::Fault;
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::list::Folders;
use crate::cli::nearest::nearest;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A case (`token.exp.past_10m`), a requirement (`SEC-014`), a fault (`exp.past_10m`), an attack (`ATK-033`), a test of
    /// the certification guide (`CT-005`), or the beginning of several.
    #[arg(value_name = "CASE|REQUIREMENT|FAULT")]
    name: String,
    #[command(flatten)]
    folders: Folders,
    /// Print it as JSON: a list of everything that has the name.
    #[arg(long)]
    json: bool,
}

/// Everything that can be explained.
pub(super) struct Library<'l> {
    catalogue: &'l Catalogue,
    faults: &'l [Fault],
}

/// An explanation for people and for programs.
pub(super) struct Told {
    text: String,
    json: Value,
}

pub(crate) fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let catalogue = args.folders.catalogue(context)?;
    let library = Library { catalogue: &catalogue, faults: &homeroom_platform::faults().collect::<Vec<_>>() };
    let told = library.tell(&args.name)?;
    context.output.data(&if args.json { json(&told) } else { text(&told) });
    Ok(Exit::WELL)
}

fn text(told: &[Told]) -> String {
    let texts = told.iter().map(|told| told.text.as_str()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n")
}

fn json(told: &[Told]) -> String {
    let values: Value = told.iter().map(|told| told.json.clone()).collect();
    format!("{values:#}\n")
}

impl Library<'_> {
    /// What has exactly that name, else what it stands for: one thing in full, several in a list.
    fn tell(&self, name: &str) -> Result<Vec<Told>, Failure> {
        let exact = self.exact(name);
        if !exact.is_empty() {
            return Ok(exact);
        }
        match self.many(name).as_slice() {
            [] => Err(self.unknown(name)),
            [row] => Ok(self.exact(&row.name)),
            rows => Ok(many::list(name, rows)),
        }
    }

    /// A fault and a case may share a name: both are told.
    fn exact(&self, name: &str) -> Vec<Told> {
        let case = self.catalogue.cases.iter().find(|case| case.id == name);
        let requirement = self.catalogue.requirements.get_key_value(&name.to_ascii_uppercase());
        let fault = self.faults.iter().find(|fault| fault.name == name);
        let told = [
            case.map(|case| self.case(case)),
            requirement.map(|(id, requirement)| self.requirement(id, requirement)),
            fault.map(|fault| self.fault(fault)),
        ];
        told.into_iter().flatten().collect()
    }

    fn unknown(&self, name: &str) -> Failure {
        let cases = self.catalogue.cases.iter().map(|case| case.id.as_str());
        let requirements = self.catalogue.requirements.keys().map(String::as_str);
        let faults = self.faults.iter().map(|fault| fault.name);
        let problem = Failure::usage(format!("no case, requirement or fault is called `{name}`"));
        let beginning = name.trim_end_matches('*');
        if beginning != name && !self.many(beginning).is_empty() {
            return problem.hint(format!("a beginning is enough: `{beginning}`"));
        }
        match nearest(name, cases.chain(requirements).chain(faults)) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint("`homeroom list` shows all cases with their requirements"),
        }
    }
}
