//! The things an LMS knows and the rules about them. No actix, no SQL, no templates.

pub(crate) mod access;
pub(crate) mod answer;
pub(crate) mod campus;
pub(crate) mod content;
pub(crate) mod course;
pub(crate) mod deep_linking;
pub(crate) mod edge;
pub(crate) mod fault;
pub(crate) mod finding;
pub(crate) mod introduction;
pub(crate) mod invitation;
pub(crate) mod launch;
pub(crate) mod line_item;
pub(crate) mod link;
pub(crate) mod members;
pub(crate) mod moment;
pub(crate) mod options;
pub(crate) mod person;
pub(crate) mod registration;
pub(crate) mod resource;
pub(crate) mod result;
pub(crate) mod roles;
pub(crate) mod roster;
pub(crate) mod score;
