//! The reference tool, driven from outside by a tiny fake platform and a tiny fake browser.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on stops the test")]

mod clients;
mod deep_linking;
mod deep_linking_defects;
mod deep_linking_hostile;
mod defects;
mod hostile;
mod keys;
mod kit;
mod launch;
mod login;
mod registration;
mod services;
mod services_hostile;
mod sessions;
mod state;
mod store;
mod support;
mod tokens;
mod variants;
