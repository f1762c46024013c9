//! Why the reference tool does not start.

use std::io;

use crate::BuildError;

/// Why the tool did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be read.
    #[error("cannot listen on `{0}`: expected `localhost:PORT`, `127.0.0.1:PORT` or `[::1]:PORT`")]
    Address(String),
    /// The address is not on this machine only.
    #[error("cannot listen on `{0}`: the tool has no passwords and serves loopback addresses only")]
    NotLoopback(String),
    /// The socket cannot be opened.
    #[error(
        "cannot listen on `{listen}`: {source}\nhint: another program may use this port; choose another one"
    )]
    Listen {
        /// The address asked for.
        listen: String,
        /// What the machine said.
        source: io::Error,
    },
    /// The kit cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// No key, no random numbers or no HTTP client.
    #[error("cannot prepare the tool: {0}")]
    Prepare(String),
}
