//! What the tool is started with, and why it may not start.

use std::io;

use crate::clock::Clock;
use crate::defects::Defect;
use crate::entropy::Entropy;
use crate::registration::Registration;
use crate::variants::Variant;

/// How to start a [`crate::Tool`].
#[derive(Clone, Debug)]
pub struct ToolSettings {
    /// `localhost:PORT` (both loopback addresses), `127.0.0.1:PORT` or `[::1]:PORT`; port 0 picks a free one.
    pub listen: String,
    /// The platforms known from the start.
    pub registrations: Vec<Registration>,
    /// The bugs to switch on; none for a correct tool.
    pub defects: Vec<&'static Defect>,
    /// What to do differently, and correctly still.
    pub variants: Vec<&'static Variant>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Where chance comes from; `None` is the machine's.
    pub entropy: Option<Entropy>,
}

impl Default for ToolSettings {
    fn default() -> Self {
        Self {
            listen: "localhost:0".to_owned(),
            registrations: Vec::new(),
            defects: Vec::new(),
            variants: Vec::new(),
            clock: Clock::system(),
            entropy: None,
        }
    }
}

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
    /// No key, no random numbers or no HTTP client.
    #[error("cannot prepare the tool: {0}")]
    Prepare(String),
}
