//! A case: what it demands, how it goes, what it breaks on purpose.

use homeroom_harness::Case;
use homeroom_platform::Fault;
use homeroom_tool::DEFECTS;
use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

impl Library<'_> {
    pub(super) fn case(&self, case: &Case) -> Told {
        let steps = self.catalogue.steps(case);
        let faults = self.faults_of(&steps);
        Told {
            text: self.text_of_case(case, &steps, &faults),
            json: self.json_of_case(case, &steps, &faults),
        }
    }

    fn text_of_case(&self, case: &Case, steps: &[String], faults: &[&Fault]) -> String {
        let mut text = Text::headed(&format!("case {} ({})", case.id, case.level.word()));
        text.line(&case.title);
        text.paragraph("requirements", case.requirements.iter().filter_map(|id| self.in_short(id)));
        text.paragraph(&format!("steps, at {}:{}", case.feature, case.line), steps);
        text.paragraph("faults", columns(faults.iter().map(|fault| (fault.name, fault.title.to_owned()))));
        text.paragraph("from the certification guide", self.tests_in_short(&case.certification));
        text.paragraph("attack", self.attacks_in_short(&case.attacks));
        text.paragraph(
            "the built-in tool fails it with",
            defects(case).map(|name| format!("--defect {name}")),
        );
        text.paragraph("good to know", notes(case));
        text.paragraph("run only this", [self.command(case)]);
        text.end()
    }

    fn json_of_case(&self, case: &Case, steps: &[String], faults: &[&Fault]) -> serde_json::Value {
        json!({
            "kind": "case",
            "id": case.id,
            "title": case.title,
            "level": case.level,
            "requirements": case.requirements,
            "feature": case.feature,
            "line": case.line,
            "feature_title": self.catalogue.feature_title(case),
            "steps": steps,
            "faults": faults.iter().map(|fault| fault.name).collect::<Vec<_>>(),
            "certification": case.certification,
            "attacks": case.attacks,
            "defects": defects(case).collect::<Vec<_>>(),
            "wait_s": case.wait().map(|wait| wait.as_secs()),
            "command": self.command(case),
        })
    }

    /// The faults that the steps name.
    pub(super) fn faults_of(&self, steps: &[String]) -> Vec<&Fault> {
        let named = |fault: &&Fault| steps.iter().any(|step| step.contains(&format!("\"{}\"", fault.name)));
        self.faults.iter().filter(named).collect()
    }

    /// The requirement in a line, as reports tell it.
    pub(super) fn in_short(&self, id: &str) -> Option<String> {
        let requirement = self.catalogue.requirements.get(id)?;
        Some(format!(
            "{id} ({}; {})  {}",
            requirement.level_in_words(),
            requirement.spec,
            requirement.sentence
        ))
    }

    /// Tests of the certification guide in a line each.
    fn tests_in_short(&self, ids: &[String]) -> Vec<String> {
        let known = self.catalogue.certification.iter().filter(|test| ids.contains(&test.id));
        known.map(|test| format!("{}  {}", test.id, test.title)).collect()
    }

    /// `--case` takes the beginning of an id; a tag is the whole. A case of a suite runs with its suite.
    fn command(&self, case: &Case) -> String {
        if self.catalogue.of_suite.iter().any(|other| other.id == case.id) {
            return "homeroom test --suite certification".to_owned();
        }
        let begin_so = self.catalogue.cases.iter().filter(|other| other.id.starts_with(&case.id)).count();
        match begin_so {
            1 => format!("homeroom test --case {}", case.id),
            _ => format!("homeroom test --case \"@id:{}\"", case.id),
        }
    }
}

fn defects(case: &Case) -> impl Iterator<Item = &'static str> {
    let failing = DEFECTS.iter().filter(|defect| defect.cases.contains(&case.id.as_str()));
    failing.map(|defect| defect.name)
}

fn notes(case: &Case) -> Vec<String> {
    let wait = case.wait().map(|wait| {
        let seconds = wait.as_secs();
        format!("it needs {seconds} s of the tool's own time: `--wait {seconds}s` allows it")
    });
    let alone = case.tags.iter().any(|tag| tag == "serial");
    let alone = alone.then(|| "it changes the whole campus, so it runs alone".to_owned());
    wait.into_iter().chain(alone).collect()
}
