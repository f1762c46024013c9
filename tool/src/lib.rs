//! An LTI 1.3 tool kit for actix-web, and the reference tool built on it.
//!
//! The kit is `login`, `launch`, `token`, `message`, `deep_linking`, `services`, `keys` and `session`; the reference tool is
//! `reference` with [`ReferenceTool`], which starts and stops it. [`DEFECTS`] are bugs that can be switched on one by one, so
//! that a harness can show what it catches; [`VARIANTS`] are other ways to be correct, which it must not mind.

mod app;
mod body;
mod clock;
mod cookies;
pub mod deep_linking;
mod defects;
mod entropy;
mod error;
mod expiring;
mod form;
mod guest;
mod keys;
mod launch;
mod listen;
mod login;
mod message;
mod paths;
mod reference;
mod registration;
mod services;
mod session;
mod token;
mod variants;

pub use clock::Clock;
pub use defects::{Blocks, DEFECTS, Defect};
pub use entropy::Entropy;
pub use error::StartError;
pub use message::{
    Context, GradesEndpoint, LaunchData, Lis, MessageType, Parting, PlatformInfo, Presentation, ResourceLink, Roles,
    RosterEndpoint, User,
};
pub use paths::Addresses;
pub use reference::{ReferenceTool, ToolSettings};
pub use registration::{Registration, SigningAlgorithm};
pub use variants::{VARIANTS, Variant};
