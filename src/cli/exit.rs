//! What the process says to its caller: the first row that holds, from top to bottom.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit(u8);

impl Exit {
    /// Bad command line, configuration or feature file; nothing was judged.
    pub const USAGE: Self = Self(2);
    /// Not conformant: a case failed.
    pub const NOT_CONFORMANT: Self = Self(1);
    /// Could not be judged: the tool is unreachable or misconfigured, or a case is unjudged.
    pub const NOT_JUDGED: Self = Self(3);
    /// Conformant, but a snapshot differs, is new, or could not be compared.
    pub const SNAPSHOTS_DIFFER: Self = Self(4);
    /// Conformant (`test`), all well (others).
    pub const WELL: Self = Self(0);

    /// A verdict that was found is not hidden by what went wrong after it.
    pub(crate) fn or(self, later: Self) -> Self {
        match self {
            Self::NOT_CONFORMANT | Self::NOT_JUDGED | Self::USAGE => self,
            _ => later,
        }
    }

    /// The number that the caller sees.
    pub fn code(self) -> u8 {
        self.0
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
