//! An observation: what is looked at, and why it is not judged.

use homeroom_harness::Observation;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

impl Library<'_> {
    pub(super) fn observation(&self, observation: &Observation) -> Told {
        let steps = self.catalogue.steps_of_observation(observation);
        let faults = self.faults_of(&steps);
        let command = format!("homeroom test --case \"@id:{}\"", observation.id);
        let json = json!({
            "kind": "observation",
            "id": observation.id,
            "title": observation.title,
            "requirements": observation.requirements,
            "attacks": observation.attacks,
            "feature": observation.feature,
            "line": observation.line,
            "steps": steps,
            "faults": faults.iter().map(|fault| fault.name).collect::<Vec<_>>(),
            "wait_s": observation.wait().map(|wait| wait.as_secs()),
            "command": command,
        });
        let mut text = Text::headed(&format!("observation {}", observation.id));
        text.line(&observation.title);
        text.line("LTI leaves it to the tool: what it does is recorded, has no verdict and decides nothing.");
        text.paragraph("requirements", observation.requirements.iter().filter_map(|id| self.in_short(id)));
        text.paragraph(&format!("steps, at {}:{}", observation.feature, observation.line), &steps);
        text.paragraph("faults", columns(faults.iter().map(|fault| (fault.name, fault.title.to_owned()))));
        text.paragraph("attack", self.attacks_in_short(&observation.attacks));
        text.paragraph("run only this", [command]);
        Told { text: text.end(), json }
    }
}
