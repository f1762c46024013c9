//! `homeroom explain`: what everything that has a name is about. Nothing is started for it.

mod attack;
mod case;
mod certification;
mod fault;
mod many;
mod observation;
mod requirement;

use homeroom_harness::{Case, Catalogue};
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
        let upper = name.to_ascii_uppercase();
        let case = self.every_case().find(|case| case.id == name);
        let observation = self.catalogue.observations.iter().find(|seen| seen.id == name);
        let requirement = self.catalogue.requirements.get_key_value(&upper);
        let attack = self.catalogue.attacks.iter().find(|attack| attack.id == upper);
        let test = self.catalogue.certification.iter().find(|test| test.id == upper);
        let fault = self.faults.iter().find(|fault| fault.name == name);
        let told = [
            case.map(|case| self.case(case)),
            observation.map(|observation| self.observation(observation)),
            requirement.map(|(id, requirement)| self.requirement(id, requirement)),
            attack.map(|attack| self.attack(attack)),
            test.map(|test| self.certification_test(test)),
            fault.map(|fault| self.fault(fault)),
        ];
        told.into_iter().flatten().collect()
    }

    /// The cases of every run, and those that only a suite has.
    fn every_case(&self) -> impl Iterator<Item = &Case> {
        self.catalogue.cases.iter().chain(&self.catalogue.of_suite)
    }

    /// The cases about a requirement, an attack or a certification test.
    fn cases_about(&self, id: &str) -> Vec<(&str, String)> {
        let about = self.every_case().filter(|case| case.names(id));
        about.map(|case| (case.id.as_str(), case.title.clone())).collect()
    }

    /// The observations about a requirement or an attack.
    fn observations_about(&self, id: &str) -> Vec<(&str, String)> {
        let about = self.catalogue.observations.iter().filter(|seen| seen.names(id));
        about.map(|seen| (seen.id.as_str(), seen.title.clone())).collect()
    }

    /// Attacks in a line each.
    fn attacks_in_short(&self, ids: &[String]) -> Vec<String> {
        let known = self.catalogue.attacks.iter().filter(|attack| ids.contains(&attack.id));
        known.map(|attack| format!("{}  {}", attack.id, attack.title)).collect()
    }

    fn unknown(&self, name: &str) -> Failure {
        let observations = self.catalogue.observations.iter().map(|seen| seen.id.as_str());
        let cases = self.every_case().map(|case| case.id.as_str()).chain(observations);
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
