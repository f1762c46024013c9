//! An attack: what is sent, what a good tool does, what it means otherwise, and which cases perform it.

use homeroom_harness::Attack;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

impl Library<'_> {
    pub(super) fn attack(&self, attack: &Attack) -> Told {
        let (cases, observations) = (self.cases_about(&attack.id), self.observations_about(&attack.id));
        let json = json!({
            "kind": "attack",
            "id": attack.id,
            "title": attack.title,
            "sends": attack.sends,
            "expected": attack.expected,
            "verdict": attack.verdict,
            "requirements": attack.requirements,
            "cases": cases.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "observations": observations.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "uncovered": attack.uncovered,
        });
        let mut text = Text::headed(&format!("attack {}: {}", attack.id, attack.title));
        text.paragraph("what is sent", &attack.sends);
        text.paragraph("what a good tool does", [&attack.expected]);
        text.paragraph("what it weighs", attack.verdict.iter().map(|weight| weight.words()));
        text.paragraph("requirements", attack.requirements.iter().filter_map(|id| self.in_short(id)));
        self.covered(&mut text, &attack.id, attack.uncovered.as_deref());
        Told { text: text.end(), json }
    }

    /// Which cases and observations are about it, and how to run them; or why there are none.
    pub(super) fn covered(&self, text: &mut Text, id: &str, uncovered: Option<&str>) {
        let (cases, observations) = (self.cases_about(id), self.observations_about(id));
        if cases.is_empty() && observations.is_empty() {
            text.paragraph("cases: none", uncovered);
            return;
        }
        text.paragraph("cases", columns(cases));
        text.paragraph("only recorded", columns(observations));
        text.paragraph("run them", [format!("homeroom test --case {id}")]);
    }
}
