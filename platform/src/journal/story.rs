//! The story of a launch: its exchanges in order, with what was noticed.

use std::sync::Arc;

use super::exchange::Exchange;
use crate::domain::launch::Launch;

/// A launch with the exchanges that the journal still remembers.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) launch: Launch,
    pub(crate) exchanges: Vec<Arc<Exchange>>,
}
