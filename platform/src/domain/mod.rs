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
pub(crate) mod launch;
pub(crate) mod link;
pub(crate) mod options;
pub(crate) mod person;
pub(crate) mod registration;
pub(crate) mod roles;
