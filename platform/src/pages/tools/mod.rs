//! Registrations: the list, and the form that makes, changes and removes one.

pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod values;
