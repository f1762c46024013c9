//! An LTI 1.3 tool kit for actix-web.
//!
//! [`LtiTool::builder`] puts a tool together, [`Launch`] is who opened it, and [`LtiTool`] answers to platforms and asks
//! them: [`grades`], [`roster`], [`deep_linking`]. The README begins with a whole tool and goes through everything:
#![doc = include_str!("../README.md")]
//!
//! The feature `reference`, for Homeroom itself, adds the tool that it brings along, built on nothing but this crate's public
//! face, with bugs that can be switched on one by one, so that a harness can show what it catches, and other ways to be
//! correct, which it must not mind. Without it there is no such switch in what is compiled.

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

pub use builder::{Builder, Denied};
pub use clock::Clock;
pub use cookies::CookieSettings;
#[cfg(feature = "reference")]
pub use defects::{Blocks, DEFECTS, Defect, Defects};
pub use dynamic_registration::{
    Activation, AddressError, MessageOffer, ProfileError, Registered, RegistrarError, RegistrationError,
    RegistrationRefused, ToolProfile, Unheard,
};
pub use entropy::Entropy;
pub use error::BuildError;
pub use form::{Form as PostedForm, FormError};
pub use handlers::NotHandedOver;
pub use homeroom_vocab as vocab;
pub use keys::pairs::KeyPairs;
pub use lti::LtiTool;
pub use message::{
    Context, GradesEndpoint, LaunchData, Lis, MessageType, Parting, PlatformInfo, Presentation, ResourceLink,
    Roles, RosterEndpoint, User,
};
pub use paths::{Addresses, Paths};
pub use platform::{Deployments, Keys, Platform, PlatformId, SigningAlgorithm};
pub use platforms::{PlatformError, Platforms};
#[cfg(feature = "reference")]
pub use reference::{ReferenceAddresses, ReferenceTool, StartError, ToolSettings};
pub use refused::{Cause, LoginRedirect, Refused, Stage};
pub use secret::{SecretKey, SecretKeyError};
pub use services::{By, Failure, ServiceError, grades, roster};
pub use session::{Guard, Guarded, Launch, Redirect, RedirectError, SESSION_FIELD, app_token};
#[cfg(feature = "sqlite")]
pub use store::SqliteStore;
pub use store::{Entry, MemoryStore, Reply, Sealed, Shelf, Store, StoreError, StoredPlatform, Which};
#[cfg(feature = "reference")]
pub use variants::{VARIANTS, Variant, Variants};
