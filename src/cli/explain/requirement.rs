//! A requirement: whom it binds, what it says, what usually breaks it, and which cases test it.

use homeroom_harness::{Case, Requirement};
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

impl Library<'_> {
    pub(super) fn requirement(&self, id: &str, requirement: &Requirement) -> Told {
        let cases: Vec<_> = self.catalogue.cases.iter().filter(|case| tests(case, id)).collect();
        let untested = if cases.is_empty() { Some(self.why_untested(id, requirement)) } else { None };
        let json = json!({
            "kind": "requirement",
            "id": id,
            "who": requirement.who,
            "level": requirement.level,
            "derived": requirement.derived,
            "sentence": requirement.sentence,
            "spec": requirement.spec,
            "causes": requirement.causes,
            "fix": requirement.fix,
            "cases": cases.iter().map(|case| &case.id).collect::<Vec<_>>(),
            "untested": untested,
        });
        Told { text: text(id, requirement, &cases, untested.as_deref()), json }
    }

    fn why_untested(&self, id: &str, requirement: &Requirement) -> String {
        let family = id.split('-').next().unwrap_or_default();
        let of_family = |other: &String| other.split('-').next() == Some(family);
        let family_is_tested =
            self.catalogue.cases.iter().any(|case| case.requirements.iter().any(of_family));
        let why = match () {
            () if requirement.who == "platform" => "it binds the platform, and here that is Homeroom itself",
            () if requirement.level.word() == "may" => {
                "it allows something: a tool that does without breaks nothing"
            }
            () if family_is_tested => "no case shows it from outside yet; your own can, with `--features`",
            () => return format!("none tests any {family} requirement yet"),
        };
        why.to_owned()
    }
}

fn tests(case: &Case, id: &str) -> bool {
    case.requirements.iter().any(|other| other == id)
}

/// The level as reports say it.
pub(super) fn level(requirement: &Requirement) -> String {
    let derived = if requirement.derived { ", derived" } else { "" };
    format!("{}{derived}", requirement.level.word())
}

fn text(id: &str, requirement: &Requirement, cases: &[&Case], untested: Option<&str>) -> String {
    let whom = match requirement.who.as_str() {
        "both" => "tool and platform",
        who => who,
    };
    let mut text = Text::headed(&format!("requirement {id} ({}), for the {whom}", level(requirement)));
    text.line(&requirement.sentence);
    text.line(&requirement.spec);
    if requirement.derived {
        text.line("The level is derived: LTI does not say it so, it follows from what LTI builds on.");
    }
    text.paragraph("what usually breaks it", &requirement.causes);
    text.paragraph("what mends it", &requirement.fix);
    text.paragraph("cases", columns(cases.iter().map(|case| (case.id.as_str(), case.title.clone()))));
    text.paragraph("cases: none", untested);
    if !cases.is_empty() {
        text.paragraph("run them", [format!("homeroom test --case {id}")]);
    }
    text.end()
}
