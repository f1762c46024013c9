//! A person as somebody typed them, on their way to becoming one.

use serde_json::{Map, Value};

use super::roles::{self, Vocabulary};
use crate::domain::edge::quoted;
use crate::domain::person::{NewPerson, Person};
use crate::pages::typed::{Typed, Wrong, explain, some};

/// One text field: name, label, help. The names are those of the API.
pub(super) type Text = (&'static str, &'static str, &'static str);

/// Who it is.
pub(super) const NAMES: &[Text] = &[
    ("given_name", "Given name", ""),
    ("family_name", "Family name", ""),
    ("middle_name", "Middle name", ""),
    ("name", "Full name", "Sent as name; empty makes it from the parts."),
];

/// What else is known of them.
pub(super) const DETAILS: &[Text] = &[
    ("email", "E-mail", "Sent as email, whether or not mail would arrive there."),
    ("locale", "Language", "Sent as locale, such as en-GB."),
    ("picture", "Picture", "The URL of a picture, sent as picture."),
    ("sourcedid", "Id in the student system", "Sent as lis.person_sourcedid."),
];

/// Longer text is no name, and would be sent with every launch.
const LONGEST: usize = 2_000;

/// Exactly what stood in the fields of the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    texts: Map<String, Value>,
    pub(super) institution_roles: Vec<String>,
    pub(super) system_roles: Vec<String>,
}

impl From<&Person> for Draft {
    fn from(person: &Person) -> Self {
        let texts = match serde_json::to_value(person) {
            Ok(Value::Object(members)) => {
                members.into_iter().filter(|(_, value)| value.is_string()).collect()
            }
            _ => Map::new(),
        };
        Self {
            texts,
            institution_roles: person.institution_roles.clone(),
            system_roles: person.system_roles.clone(),
        }
    }
}

impl From<&Typed> for Draft {
    fn from(typed: &Typed) -> Self {
        let named = std::iter::once("id").chain(texts().map(|(name, ..)| *name));
        Self {
            texts: named.map(|name| (name.to_owned(), typed.first(name).into())).collect(),
            institution_roles: roles::typed(typed, Vocabulary::Institution),
            system_roles: roles::typed(typed, Vocabulary::System),
        }
    }
}

/// Every text field but the id.
pub(super) fn texts() -> impl Iterator<Item = &'static Text> {
    NAMES.iter().chain(DETAILS)
}

impl Draft {
    /// What stands in a field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The person, or every field that is wrong. `minted` is the id if none was typed.
    pub(super) fn check(&self, minted: &str) -> Result<Person, Wrong> {
        let mut wrong = Wrong::new();
        for (name, ..) in texts() {
            let letters = self.text(name).chars().count();
            if letters > LONGEST {
                wrong.insert(name, format!("Expected at most {LONGEST} characters, got {letters}."));
            }
        }
        let mut trial = self.asked(&mut wrong);
        // The domain stops at the first wrong field: each is noted, emptied and tried again, so that all are told.
        loop {
            match trial.clone().parse(minted.to_owned()) {
                Ok(person) if wrong.is_empty() => return Ok(person),
                Ok(_) => return Err(wrong),
                Err(invalid) => {
                    let again = wrong.insert(invalid.field, explain(&invalid)).is_some();
                    if again || !emptied(&mut trial, invalid.field) {
                        return Err(wrong);
                    }
                }
            }
        }
    }

    fn asked(&self, wrong: &mut Wrong) -> NewPerson {
        let members =
            self.texts.iter().filter_map(|(name, value)| Some((name.clone(), some(value.as_str()?)?.into())));
        let asked = serde_json::from_value(Value::Object(members.collect()));
        let asked: NewPerson = asked.unwrap_or_else(|error: serde_json::Error| {
            wrong.insert(
                "name",
                format!("Expected the fields of a person, got {}.", quoted(&error.to_string())),
            );
            NewPerson::default()
        });
        NewPerson {
            institution_roles: self.institution_roles.clone(),
            system_roles: self.system_roles.clone(),
            ..asked
        }
    }
}

fn emptied(trial: &mut NewPerson, field: &str) -> bool {
    match field {
        "id" => trial.id = None,
        "institution_roles" => trial.institution_roles.clear(),
        "system_roles" => trial.system_roles.clear(),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(body: &str) -> Draft {
        Draft::from(&Typed::parse(body.as_bytes()))
    }

    #[test]
    fn a_person_survives_the_way_through_the_form() {
        let typed = "id=p%2F1&given_name=+Ada+&email=ada%40x&institution_role=http%3A%2F%2Fpurl.imsglobal.org%2Fvocab%2Flis%2Fv2%2Finstitution%2Fperson%23Faculty&institution_roles=urn%3Ax";
        let person = draft(typed).check("minted").unwrap();
        assert_eq!((person.id.as_str(), person.given_name.as_deref()), ("p/1", Some("Ada")));
        assert_eq!(person.institution_roles.len(), 2);
        assert_eq!(Draft::from(&person).check("other").unwrap(), person);
    }

    #[test]
    fn a_person_needs_nothing_but_an_id() {
        assert_eq!(draft("").check("minted").unwrap().label(), "minted");
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let typed =
            format!("id=+%C3%BC&institution_roles=Teachr&system_roles=x&email={}", "x".repeat(LONGEST + 1));
        let wrong = draft(&typed).check("minted").unwrap_err();
        assert_eq!(
            wrong.keys().copied().collect::<Vec<_>>(),
            ["email", "id", "institution_roles", "system_roles"]
        );
    }
}
