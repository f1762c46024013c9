//! Dynamic registration (DYN): a platform opens one address of this tool, and the tool does the rest. It reads the
//! platform's configuration, registers itself, and keeps what the platform answered. Whatever fails on the way leaves
//! nothing behind (DYN-013).

mod address;
mod answer;
mod caller;
mod configuration;
mod description;
mod endpoint;
mod error;
mod known;
mod outcome;
mod page;
mod profile;
mod registrar;
mod spoilt;
mod wish;

pub use address::AddressError;
pub use caller::Unheard;
pub(crate) use description::Places;
pub(crate) use endpoint::{Desk, mount, script_path};
pub use error::RegistrationError;
pub use outcome::{Registered, RegistrationRefused};
pub use profile::{Activation, MessageOffer, ProfileError, ToolProfile};
pub(crate) use registrar::Registrar;
pub use registrar::RegistrarError;
