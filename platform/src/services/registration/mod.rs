//! Dynamic registration: a tool reads what the platform says about itself, registers itself, and later reads or changes its
//! registration (requirements 6).

mod acts;
mod admit;
mod answer;
mod document;
mod endless;
mod instead;
mod metadata;
mod read;
mod rules;
mod submitted;

pub(crate) mod configuration;
pub(crate) mod invite;
pub(crate) mod manage;
pub(crate) mod register;

pub(crate) use rules::{Checked, checked};

/// What findings call a reading of the configuration.
const CONFIGURATION: &str = "configuration";

/// What findings call a registration.
const REGISTRATION: &str = "registration";
