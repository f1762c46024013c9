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
mod dynamic_registration;
mod entropy;
mod error;
mod expiring;
mod form;
mod guest;
mod handlers;
mod keys;
mod launch;
mod listen;
mod login;
mod message;
mod paths;
mod platform;
mod platforms;
mod reference;
mod refused;
mod registration;
mod secret;
mod services;
mod session;
mod store;
mod token;
mod variants;
mod vault;

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
pub use keys::pairs::KeyPairs;
pub use platform::{Deployments, Keys, Platform, PlatformId, SigningAlgorithm};
pub use platforms::{PlatformError, Platforms};
pub use registration::Registration;
pub use secret::{SecretKey, SecretKeyError};
#[cfg(feature = "sqlite")]
pub use store::SqliteStore;
pub use store::{Entry, MemoryStore, Reply, Sealed, Shelf, Store, StoreError, StoredPlatform, Which};
pub use variants::{VARIANTS, Variant};
