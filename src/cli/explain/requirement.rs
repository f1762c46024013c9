//! A requirement: whom it binds, what it says, what usually breaks it, and which cases test it.

use homeroom_harness::Requirement;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::Text;

impl Library<'_> {
    pub(super) fn requirement(&self, id: &str, requirement: &Requirement) -> Told {
        let (cases, observations) = (self.cases_about(id), self.observations_about(id));
        let covered = !cases.is_empty() || !observations.is_empty();
        let untested = (!covered).then(|| self.why_untested(id, requirement));
        let json = json!({
            "kind": "requirement",
            "id": id,
            "who": requirement.who,
            "level": requirement.level,
            "derived": requirement.derived,
            "sentence": requirement.sentence,
            "spec": requirement.spec,
            "reasoning": requirement.reasoning,
            "observed": requirement.observed,
            "causes": requirement.causes,
            "fix": requirement.fix,
            "cases": cases.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "observations": observations.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "untested": untested,
        });
        let mut text = text(id, requirement);
        self.covered(&mut text, id, untested.as_deref());
        Told { text: text.end(), json }
    }

    fn why_untested(&self, id: &str, requirement: &Requirement) -> String {
        let family = id.split('-').next().unwrap_or_default();
        let of_family = |other: &String| other.split('-').next() == Some(family);
        let family_is_tested =
            self.catalogue.cases.iter().any(|case| case.requirements.iter().any(of_family));
        if let Some(why) = &requirement.unobserved {
            return why.clone();
        }
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

fn text(id: &str, requirement: &Requirement) -> Text {
    let whom = match requirement.who.as_str() {
        "both" => "tool and platform",
        who => who,
    };
    let mut text =
        Text::headed(&format!("requirement {id} ({}), for the {whom}", requirement.level_in_words()));
    text.line(&requirement.sentence);
    text.line(&requirement.spec);
    if requirement.derived {
        text.line("The level is derived: LTI does not say it so, it follows from what LTI builds on.");
    }
    text.paragraph("why it follows", &requirement.reasoning);
    text.paragraph("what usually breaks it", &requirement.causes);
    text.paragraph("what mends it", &requirement.fix);
    text
}
