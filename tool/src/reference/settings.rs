//! What the reference tool is started with.

use crate::Activation;
use crate::Clock;
use crate::Defect;
use crate::Entropy;
use crate::Platform;
use crate::Variant;

/// How to start a [`crate::ReferenceTool`].
#[derive(Clone, Debug)]
pub struct ToolSettings {
    /// `localhost:PORT` (both loopback addresses), `127.0.0.1:PORT` or `[::1]:PORT`; port 0 picks a free one.
    pub listen: String,
    /// The platforms known from the start.
    pub platforms: Vec<Platform>,
    /// The bugs to switch on; none for a correct tool.
    pub defects: Vec<&'static Defect>,
    /// What to do differently, and correctly still.
    pub variants: Vec<&'static Variant>,
    /// When a platform that registered the tool may launch it.
    pub activation: Activation,
    /// Where the time comes from.
    pub clock: Clock,
    /// Where chance comes from; `None` is the machine's.
    pub entropy: Option<Entropy>,
}

impl Default for ToolSettings {
    fn default() -> Self {
        Self {
            listen: "localhost:0".to_owned(),
            platforms: Vec::new(),
            defects: Vec::new(),
            variants: Vec::new(),
            activation: Activation::Automatic,
            clock: Clock::system(),
            entropy: None,
        }
    }
}
