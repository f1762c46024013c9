//! The platform's own time. Everything that asks for the time asks a `Clock`.

use jiff::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub(crate) enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that stands still until a test moves it (milliseconds since 1970).
    #[cfg(test)]
    Set(std::sync::Arc<std::sync::atomic::AtomicI64>),
}

impl Clock {
    /// Now.
    pub(crate) fn now(&self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
            Self::System => Timestamp::now(),
            #[cfg(test)]
            Self::Set(at) => {
                Timestamp::from_millisecond(at.load(std::sync::atomic::Ordering::Relaxed)).unwrap_or_default()
            }
        }
    }

    /// Now, as the database keeps it.
    pub(crate) fn milliseconds(&self) -> i64 {
        self.now().as_millisecond()
    }
}
