//! What the forms of launches have in common: everything that may vary, and the faults that fit the message.

use serde::Serialize;

use super::choices::SWITCHES;
use crate::domain::fault::Place;
use crate::error::{Problem as Failed, Refused};
use crate::faults::{self, Entry};
use crate::pages::faults::FaultRow;
use crate::pages::parts::{Choice, Field, Problem};
use crate::pages::typed::{Typed, Wrong, explain};

/// The common part of a form, with what was typed and what is wrong with it.
#[derive(Debug, Serialize)]
pub(crate) struct LaunchForm {
    pub(crate) problems: Vec<Problem>,
    choices: Vec<Choice>,
    switches: Vec<Switch>,
    fields: Fields,
    pub(super) faults: Vec<Group>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Switch {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) chosen: bool,
}

#[derive(Debug, Serialize)]
struct Fields {
    roles: Field,
    custom: Field,
    claims: Field,
    locale: Field,
    ags_scopes: Field,
}

/// Faults of one place, or of one family.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) open: bool,
    pub(super) faults: Vec<FaultRow>,
}

impl LaunchForm {
    /// The form of a launch with this message, by a tool with these deployments.
    pub(crate) fn new(message: &str, deployments: &[String], typed: &Typed, wrong: &Wrong) -> Self {
        let mut choices = typed.selects(message, deployments);
        for choice in &mut choices {
            choice.error = wrong.get(choice.name).cloned();
        }
        let fields = Fields {
            roles: field(typed, wrong, "roles"),
            custom: field(typed, wrong, "custom"),
            claims: field(typed, wrong, "claims"),
            locale: field(typed, wrong, "locale"),
            ags_scopes: field(typed, wrong, "ags_scopes"),
        };
        Self {
            problems: problems(wrong),
            choices,
            switches: switches(typed, SWITCHES),
            fields,
            faults: groups(message, typed),
        }
    }
}

/// Why a filled form did not become a launch.
pub(super) enum Unfit {
    /// Something that the person can mend.
    Wrong(Wrong),
    Failed(Failed),
}

impl From<Refused> for Unfit {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Invalid(invalid) => Self::Wrong([(form_field(invalid.field), explain(&invalid))].into()),
            Refused::Failure(failure) => Self::Failed(failure.into()),
        }
    }
}

/// The form's name for a field of the API.
fn form_field(name: &'static str) -> &'static str {
    name.strip_prefix("options.").unwrap_or(name)
}

/// What was typed into a field, and what is wrong with it.
pub(super) fn field(typed: &Typed, wrong: &Wrong, name: &str) -> Field {
    Field { value: typed.first(name).to_owned(), error: wrong.get(name).cloned() }
}

/// Check boxes as they were left.
pub(super) fn switches(typed: &Typed, rows: &[(&'static str, &'static str)]) -> Vec<Switch> {
    rows.iter().map(|&(name, label)| Switch { name, label, chosen: typed.ticked(name) }).collect()
}

fn problems(wrong: &Wrong) -> Vec<Problem> {
    wrong
        .iter()
        .map(|(field, error)| Problem {
            field: (*field).to_owned(),
            label: (*field).to_owned(),
            error: error.clone(),
        })
        .collect()
}

/// The faults of launches by group, in the order of the catalogue; a group with a chosen fault is open.
fn groups(message: &str, typed: &Typed) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for offer in faults::catalogue().filter(|entry| entry.place.is_of_launches() && entry.fits(message)) {
        let row = FaultRow::new(&offer, typed.with(offer.name), typed.has_fault(offer.name));
        let title = group_of(&offer);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => {
                group.open |= row.chosen;
                group.faults.push(row);
            }
            None => groups.push(Group { title, open: row.chosen, faults: vec![row] }),
        }
    }
    groups
}

/// The family of a fault, by the first word of its name.
fn group_of(entry: &Entry) -> &'static str {
    if entry.place == Place::Login {
        return "Login initiation";
    }
    match entry.name.split('.').next().unwrap_or_default() {
        "kid" | "typ" | "crit" | "jwk" | "jku" | "x5u" | "x5c" => "Header of the token",
        "signature" => "Signature",
        "alg" => "Algorithm",
        "jws" | "payload" => "Structure of the token",
        "deep_linking_settings" | "deep_link_return_url" | "accept_types" => "Deep-linking settings",
        _ => "Claims",
    }
}
