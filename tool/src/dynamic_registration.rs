//! Dynamic registration (DYN): a platform opens one address of this tool, and the tool does the rest. It reads the
//! platform's configuration, registers itself, and keeps what the platform answered. Whatever fails on the way leaves
//! nothing behind (DYN-013).

mod address;
mod answer;
mod caller;
mod configuration;
mod description;
mod error;
mod profile;
mod wish;

pub use address::AddressError;
pub use caller::Unheard;
pub(crate) use description::Places;
pub use error::RegistrationError;
pub use profile::{Activation, MessageOffer, ProfileError, ToolProfile};
