//! The acts that cases ask for, by name.

use crate::variation::{INSTRUCTOR, LEARNER};

/// What a person does in a content picker.
pub(crate) const PICKING: &[&str] = &[
    "pick",
    "pick-many",
    "pick-resource-link",
    "pick-link",
    "pick-file",
    "pick-html",
    "pick-image",
    "cancel",
    "fail",
];

/// What a person does on the page of a link, to make the tool call a service.
pub(crate) const SERVICES: &[&str] = &[
    "score",
    "progress",
    "roster",
    "roster-link",
    "roster-learners",
    "roster-changes",
    "line-items",
    "line-item",
    "change-line-item",
    "delete-line-item",
    "results",
];

/// What a person does on the page that the registration URL shows.
pub(crate) const REGISTER: &str = "register";

/// The names of all acts.
pub fn act_names() -> impl Iterator<Item = &'static str> {
    PICKING.iter().chain(SERVICES).copied().chain([REGISTER])
}

/// The role of the person who does it on the page of a link.
pub(crate) fn role_of(act: &str) -> &'static str {
    if ["score", "progress"].contains(&act) { LEARNER } else { INSTRUCTOR }
}
