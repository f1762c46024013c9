//! An LTI 1.3 tool kit for actix-web, and the reference tool built on it.
//!
//! The kit is `login`, `launch`, `token`, `message`, `deep_linking`, `services`, `keys` and `session`; the reference tool is
//! `reference` with [`ReferenceTool`], which starts and stops it. [`DEFECTS`] are bugs that can be switched on one by one, so
//! that a harness can show what it catches; [`VARIANTS`] are other ways to be correct, which it must not mind.

mod app;
mod body;
mod builder;
mod clock;
mod cookies;
pub mod deep_linking;
mod default_pages;
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
mod login;
mod lti;
mod message;
mod paths;
mod platform;
mod platforms;
#[cfg(feature = "reference")]
mod reference;
mod refused;
mod routes;
mod secret;
mod services;
mod session;
mod store;
mod token;
mod variants;
mod vault;

pub use clock::Clock;
#[cfg(feature = "reference")]
pub use defects::{Blocks, DEFECTS, Defect, Defects};
pub use entropy::Entropy;
pub use builder::{Builder, Denied};
pub use cookies::CookieSettings;
pub use error::BuildError;
pub use dynamic_registration::{
    Activation, AddressError, MessageOffer, ProfileError, Registered, RegistrarError, RegistrationError,
    RegistrationRefused, ToolProfile, Unheard,
};
pub use form::{Form as PostedForm, FormError};
pub use handlers::NotHandedOver;
pub use lti::LtiTool;
pub use message::{
    Context, GradesEndpoint, LaunchData, Lis, MessageType, Parting, PlatformInfo, Presentation, ResourceLink, Roles,
    RosterEndpoint, User,
};
pub use paths::{Addresses, Paths};
#[cfg(feature = "reference")]
pub use reference::{ReferenceAddresses, ReferenceTool, StartError, ToolSettings};
pub use refused::{Cause, LoginRedirect, Refused, Stage};
pub use keys::pairs::KeyPairs;
pub use platform::{Deployments, Keys, Platform, PlatformId, SigningAlgorithm};
pub use platforms::{PlatformError, Platforms};
pub use secret::{SecretKey, SecretKeyError};
pub use services::{By, Failure, ServiceError, grades, roster};
#[cfg(feature = "sqlite")]
pub use store::SqliteStore;
pub use session::{RedirectError, Guard, Guarded, Launch, Redirect, SESSION_FIELD, app_token};
pub use store::{Entry, MemoryStore, Reply, Sealed, Shelf, Store, StoreError, StoredPlatform, Which};
#[cfg(feature = "reference")]
pub use variants::{VARIANTS, Variant, Variants};
