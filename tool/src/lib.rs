//! An LTI 1.3 tool kit for actix-web, and the reference tool built on it.
//!
//! The kit is `login`, `launch`, `token`, `message`, `deep_linking`, `services`, `keys` and `session`; the reference tool is
//! `pages` and [`Tool`], which starts and stops it. [`DEFECTS`] are bugs that can be switched on one by one, so
//! that a harness can show what it catches; [`VARIANTS`] are other ways to be correct, which it must not mind.

mod accounts;
mod app;
mod body;
mod clock;
mod cookies;
mod deep_linking;
mod defects;
mod entropy;
mod expiring;
mod form;
mod guest;
mod keys;
mod launch;
mod listen;
mod login;
mod memory;
mod message;
mod pages;
mod paths;
mod registration;
mod routes;
mod services;
mod session;
mod settings;
mod token;
mod tool;
mod variants;

pub use clock::Clock;
pub use defects::{Blocks, DEFECTS, Defect};
pub use entropy::Entropy;
pub use paths::Addresses;
pub use registration::{Registration, SigningAlgorithm};
pub use settings::{StartError, ToolSettings};
pub use tool::Tool;
pub use variants::{VARIANTS, Variant};
