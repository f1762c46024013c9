//! Why a tool cannot be built.

use crate::dynamic_registration::RegistrarError;
use crate::platforms::PlatformError;
use crate::store::StoreError;

/// Why [`Builder::build`](crate::Builder::build) fails.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The address of the tool cannot be used.
    #[error(
        "`{url}` cannot be the address of a tool: {why}\nhint: it is the whole address at which browsers reach the tool, \
         such as `https://tool.example/`"
    )]
    Address {
        /// What was given.
        url: String,
        /// What is wrong with it.
        why: String,
    },
    /// A path cannot be used.
    #[error("`{path}` cannot be a path of a tool: {why}")]
    Path {
        /// What was given.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The profile for dynamic registration cannot be used.
    #[error(transparent)]
    Registration(Box<RegistrarError>),
    /// The store cannot be used, or was made with another secret key.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys of the tool cannot be made or read.
    #[error(transparent)]
    Keys(#[from] PlatformError),
    /// No HTTP client, no random numbers, no key.
    #[error("cannot prepare the tool: {0}")]
    Prepare(String),
}

impl From<RegistrarError> for BuildError {
    fn from(error: RegistrarError) -> Self {
        Self::Registration(Box::new(error))
    }
}

impl BuildError {
    pub(crate) fn prepare(error: impl std::fmt::Display) -> Self {
        Self::Prepare(error.to_string())
    }
}
