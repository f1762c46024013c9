//! The catalogue for embedders, who explain faults without a platform that runs.

use super::{Entry, catalogue};

/// A way in which this platform can misbehave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The name by which a launch or a campus asks for it.
    pub name: &'static str,
    /// `login`, `id_token`, `keys`, `token`, `service`, `ags`, `nrps`, `configuration` or `registration`.
    pub place: &'static str,
    /// What is wrong then, in a few words.
    pub title: &'static str,
    /// The id of the requirement that it tries.
    pub requirement: &'static str,
    /// What has to be said along with it, such as `a URL`.
    pub with: Option<&'static str>,
    /// The only message that it fits, if it does not fit every one.
    pub message: Option<&'static str>,
}

/// Every fault, in the order in which they are applied.
pub fn faults() -> impl Iterator<Item = Fault> {
    catalogue().map(Fault::from)
}

impl From<Entry> for Fault {
    fn from(entry: Entry) -> Self {
        let Entry { name, place, title, requirement, with, message } = entry;
        Self { name, place: place.word(), title, requirement, with, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_called_as_in_the_control_api() {
        for (entry, fault) in catalogue().zip(faults()) {
            assert_eq!(serde_json::to_value(entry.place).unwrap(), fault.place);
        }
    }
}
