//! A test of the certification guide: what it sends and expects, and which cases cover it.

use homeroom_harness::CertificationTest;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::Text;

impl Library<'_> {
    pub(super) fn certification_test(&self, test: &CertificationTest) -> Told {
        let cases = self.cases_about(&test.id);
        let json = json!({
            "kind": "certification",
            "id": test.id,
            "group": test.group,
            "title": test.title,
            "sends": test.sends,
            "expected": test.expected,
            "requirements": test.requirements,
            "cases": cases.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "uncovered": test.uncovered,
        });
        let mut told =
            Text::headed(&format!("certification test {} ({}): {}", test.id, test.group, test.title));
        told.paragraph("what is sent", &test.sends);
        told.paragraph("what is expected", [&test.expected]);
        told.paragraph("requirements", test.requirements.iter().filter_map(|id| self.in_short(id)));
        self.covered(&mut told, &test.id, test.uncovered.as_deref());
        Told { text: told.end(), json }
    }
}
