//! Registrations: the list, the form that makes, changes and removes one, and tools that register themselves.

pub(crate) mod code;
mod custom;
pub(crate) mod deployments;
pub(crate) mod doctor;
pub(crate) mod draft;
pub(crate) mod dynamic;
pub(crate) mod edit;
pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod place;
pub(crate) mod remove;
pub(crate) mod understood;
pub(crate) mod values;
