//! The catalogue of ways to misbehave: one list for pages, control API and scenarios. A fault does exactly one thing,
//! so that a tool which refuses can only have refused that.

pub(crate) mod ags;
pub(crate) mod armed;
pub(crate) mod armed_courses;
pub(crate) mod claims;
pub(crate) mod deep_linking;
pub(crate) mod envelope;
mod face;
pub(crate) mod header;
pub(crate) mod keys;
pub(crate) mod login;
pub(crate) mod nrps;
pub(crate) mod registration;
pub(crate) mod service;
pub(crate) mod signature;
pub(crate) mod structure;
pub(crate) mod token;
pub(crate) mod token_endpoint;

pub use face::{Fault, faults};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::edge::{Invalid, did_you_mean};
use crate::domain::fault::{Ordered, Place};

/// What the catalogue says about a fault, whatever it does.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    #[schema(value_type = String)]
    pub(crate) place: Place,
    pub(crate) title: &'static str,
    pub(crate) requirement: &'static str,
    /// What `with` must hold, for the faults that need it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) with: Option<&'static str>,
    /// The only message that it fits, for the faults that do not fit every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<&'static str>,
}

impl Entry {
    /// Whether a launch with this message can have this fault.
    pub(crate) fn fits(&self, message: &str) -> bool {
        self.message.is_none_or(|only| only == message)
    }
}

/// The whole catalogue, in the order in which faults are applied.
pub(crate) fn catalogue() -> impl Iterator<Item = Entry> {
    login::ALL
        .iter()
        .map(|fault| fault.entry)
        .chain(token::all().map(|fault| fault.entry))
        .chain(keys::ALL.iter().map(|fault| fault.entry))
        .chain(token_endpoint::ALL.iter().map(|fault| fault.entry))
        .chain(service::ALL.iter().map(|fault| fault.entry))
        .chain(ags::ALL.iter().copied())
        .chain(nrps::ALL.iter().copied())
        .chain(registration::ALL.iter().map(|fault| fault.entry))
}

/// A fault of one launch or invitation as someone asks for it: a name, or a name with a value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(untagged, expecting = "expected a fault: its name, or an object with `name` and `with`")]
pub(crate) enum FaultOrder {
    Name(String),
    With {
        name: String,
        #[serde(default)]
        with: Option<String>,
    },
}

impl FaultOrder {
    fn into_parts(self) -> (String, Option<String>) {
        match self {
            Self::Name(name) => (name, None),
            Self::With { name, with } => (name, with),
        }
    }
}

/// Checks the faults of a launch: each known, of a launch, fit for its message, and with a value exactly where one is needed.
pub(crate) fn parse(orders: Vec<FaultOrder>, message: &str) -> Result<Vec<Ordered>, Invalid> {
    orders.into_iter().map(|order| parse_one(order, message)).collect()
}

fn parse_one(order: FaultOrder, message: &str) -> Result<Ordered, Invalid> {
    let (name, with) = order.into_parts();
    let launches = || catalogue().filter(|entry| entry.place.is_of_launches());
    let Some(entry) = launches().find(|entry| entry.name == name) else {
        let names: Vec<&str> = launches().map(|entry| entry.name).collect();
        return Err(Invalid::new("faults", "a fault of launches", &name).hint(did_you_mean(
            &name,
            names,
            "`GET /api/faults` lists all; those of other places are ordered with an invitation, or armed for a campus or a course",
        )));
    };
    if let Some(only) = entry.message.filter(|only| *only != message) {
        return Err(Invalid::new("faults", format!("a fault that fits `{message}`"), &name)
            .hint(format!("`{name}` fits `{only}` only")));
    }
    demand_value("faults", &entry, with.as_deref())?;
    Ok(Ordered { name: entry.name, with })
}

/// A value exactly where one is needed.
fn demand_value(field: &'static str, entry: &Entry, with: Option<&str>) -> Result<(), Invalid> {
    let name = entry.name;
    match (entry.with, with) {
        (Some(what), None) => Err(Invalid::new(field, format!("`{name}` with {what}"), name)
            .hint(format!("write {{\"name\": \"{name}\", \"with\": ...}}"))),
        (None, Some(value)) => Err(Invalid::new(field, format!("`{name}` without a value"), value)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use homeroom_vocab::message::{DEEP_LINKING, RESOURCE_LINK};

    use super::*;

    fn order(json: &str) -> Result<Vec<Ordered>, Invalid> {
        parse(serde_json::from_str(json).unwrap(), RESOURCE_LINK)
    }

    #[test]
    fn every_name_is_there_once() {
        let mut seen = HashSet::new();
        for entry in catalogue() {
            assert!(seen.insert(entry.name), "{} twice", entry.name);
        }
        assert!(seen.len() > 120, "{}", seen.len());
    }

    #[test]
    fn every_fault_says_what_it_does_and_which_requirement_it_tries() {
        for entry in catalogue() {
            assert!(entry.title.len() > 10, "{}", entry.name);
            let (area, number) = entry.requirement.split_once('-').unwrap();
            assert!(area.chars().all(char::is_uppercase) && number.parse::<u16>().is_ok(), "{}", entry.name);
        }
    }

    #[test]
    fn a_typo_is_told_the_right_name() {
        assert!(order(r#"["kid.mising"]"#).unwrap_err().hint.contains("kid.missing"));
    }

    #[test]
    fn a_value_is_demanded_where_one_is_needed_and_nowhere_else() {
        assert!(order(r#"["iss.foreign"]"#).unwrap_err().expected.contains("URL"));
        assert!(order(r#"[{"name": "iss.foreign", "with": "http://x"}]"#).is_ok());
        assert!(order(r#"[{"name": "kid.missing", "with": "x"}]"#).is_err());
    }

    #[test]
    fn a_fault_of_the_other_message_is_refused_with_its_own() {
        let orders = || vec![FaultOrder::Name("resource_link.missing".to_owned())];
        assert!(parse(orders(), DEEP_LINKING).unwrap_err().hint.contains(RESOURCE_LINK));
        assert!(order(r#"["accept_types.missing"]"#).unwrap_err().hint.contains(DEEP_LINKING));
        assert!(parse(orders(), RESOURCE_LINK).is_ok());
    }

    #[test]
    fn faults_of_the_key_set_are_not_for_one_launch() {
        assert!(order(r#"["jwks.html"]"#).is_err());
    }
}
