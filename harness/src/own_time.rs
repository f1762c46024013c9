//! The tool's own time, for cases that need some of it to pass.

use std::fmt;
use std::sync::Arc;

use jiff::SignedDuration;

/// A tool whose time can be moved instead of waited for, as a test bench lets it.
#[derive(Clone)]
pub struct OwnTime(Arc<dyn Fn(SignedDuration) + Send + Sync>);

impl OwnTime {
    /// Time that moves by what `shift` is told, forward or back.
    pub(crate) fn new(shift: impl Fn(SignedDuration) + Send + Sync + 'static) -> Self {
        Self(Arc::new(shift))
    }

    /// Moves the tool's time.
    pub(crate) fn shift(&self, by: SignedDuration) {
        (self.0)(by);
    }
}

impl fmt::Debug for OwnTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnTime")
    }
}
