//! Labels in the place of what is hidden: the same value gets the same label throughout one export, so that whoever reads
//! it still sees what is equal to what.

use std::collections::HashMap;

/// The labels of one export.
#[derive(Debug, Default)]
pub(super) struct Labels {
    secrets: HashMap<String, usize>,
    /// Names and e-mail addresses with the number of the person.
    people: HashMap<String, usize>,
    count_of_people: usize,
}

impl Labels {
    /// Somebody who is known before anything is read, by all that they are called.
    pub(super) fn introduce(&mut self, called: impl IntoIterator<Item = String>) {
        self.count_of_people += 1;
        for name in called {
            self.people.entry(name).or_insert(self.count_of_people);
        }
    }

    /// Every name that is known.
    pub(super) fn known(&self) -> impl Iterator<Item = &String> {
        self.people.keys()
    }

    /// Every secret with its label.
    pub(super) fn secrets(&self) -> impl Iterator<Item = (&String, String)> {
        self.secrets.iter().map(|(value, number)| (value, format!("redacted-secret-{number}")))
    }

    pub(super) fn secret(&mut self, value: &str) -> String {
        let next = self.secrets.len() + 1;
        let number = *self.secrets.entry(value.to_owned()).or_insert(next);
        format!("redacted-secret-{number}")
    }

    pub(super) fn name(&mut self, value: &str) -> String {
        format!("redacted-person-{}", self.person(value))
    }

    pub(super) fn email(&mut self, value: &str) -> String {
        format!("person-{}@redacted.invalid", self.person(value))
    }

    fn person(&mut self, value: &str) -> usize {
        if let Some(number) = self.people.get(value) {
            return *number;
        }
        self.introduce([value.to_owned()]);
        self.count_of_people
    }
}
