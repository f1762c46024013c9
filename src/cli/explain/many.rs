//! A name that stands for several things: the beginning of their names.

use serde_json::json;

use super::{Library, Told};
use crate::cli::paragraphs::{Text, columns};

/// One thing in a list.
pub(super) struct Row {
    kind: &'static str,
    pub(super) name: String,
    title: String,
}

impl Library<'_> {
    /// Everything that the name stands for; nothing for no name at all.
    pub(super) fn many(&self, name: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        if !name.is_empty() {
            rows.extend(self.cases(name));
            rows.extend(self.observations(name));
            rows.extend(self.requirements(name));
            rows.extend(self.attacks(name));
            rows.extend(self.certification(name));
            rows.extend(self.faults(name));
        }
        rows
    }

    fn cases(&self, name: &str) -> impl Iterator<Item = Row> {
        let meant = self.every_case().filter(move |case| case.id.starts_with(name));
        meant.map(|case| Row { kind: "case", name: case.id.clone(), title: case.title.clone() })
    }

    fn observations(&self, name: &str) -> impl Iterator<Item = Row> {
        let meant = self.catalogue.observations.iter().filter(move |seen| seen.id.starts_with(name));
        meant.map(|seen| Row { kind: "observation", name: seen.id.clone(), title: seen.title.clone() })
    }

    fn attacks(&self, name: &str) -> impl Iterator<Item = Row> {
        let upper = name.to_ascii_uppercase();
        let meant = self.catalogue.attacks.iter().filter(move |attack| attack.id.starts_with(&upper));
        meant.map(|attack| Row { kind: "attack", name: attack.id.clone(), title: attack.title.clone() })
    }

    fn certification(&self, name: &str) -> impl Iterator<Item = Row> {
        let upper = name.to_ascii_uppercase();
        let meant = self.catalogue.certification.iter().filter(move |test| test.id.starts_with(&upper));
        meant.map(|test| Row { kind: "certification", name: test.id.clone(), title: test.title.clone() })
    }

    fn requirements(&self, name: &str) -> impl Iterator<Item = Row> {
        let upper = name.to_ascii_uppercase();
        let meant = self.catalogue.requirements.iter().filter(move |(id, _)| id.starts_with(&upper));
        meant.map(|(id, requirement)| Row {
            kind: "requirement",
            name: id.clone(),
            title: requirement.sentence.clone(),
        })
    }

    fn faults(&self, name: &str) -> impl Iterator<Item = Row> {
        let meant = self.faults.iter().filter(move |fault| fault.name.starts_with(name));
        meant.map(|fault| Row { kind: "fault", name: fault.name.to_owned(), title: fault.title.to_owned() })
    }
}

/// The list: its text once, its rows for programs one by one.
pub(super) fn list(name: &str, rows: &[Row]) -> Vec<Told> {
    let told = |(place, row): (usize, &Row)| Told {
        text: if place == 0 { text(name, rows) } else { String::new() },
        json: json!({"kind": row.kind, "id": row.name, "title": row.title}),
    };
    rows.iter().enumerate().map(told).collect()
}

fn text(name: &str, rows: &[Row]) -> String {
    let mut text = Text::headed(&format!("`{name}` stands for:"));
    let named = columns(rows.iter().map(|row| (row.name.as_str(), row.title.clone())));
    for line in columns(rows.iter().map(|row| row.kind).zip(named)) {
        text.line(&line);
    }
    text.paragraph("one of them", ["homeroom explain NAME"]);
    text.end()
}
