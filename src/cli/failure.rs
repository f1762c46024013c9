//! Why a command could not do its work: a text for the person and a number for the script.

use crate::cli::context::Context;
use crate::cli::exit::Exit;

/// A refusal of a command, told on stderr.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// What, where, expected, actual, hint; without `error: ` and without a line break at the end.
    pub(crate) text: String,
}

impl Failure {
    /// The command line, the configuration or a feature file has to change.
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self { exit: Exit::USAGE, text: text.into() }
    }

    /// Nothing could be judged; the tool or this machine has to change.
    pub(crate) fn not_judged(text: impl Into<String>) -> Self {
        Self { exit: Exit::NOT_JUDGED, text: text.into() }
    }

    /// What to try.
    pub(crate) fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.text.push_str("\n  hint: ");
        self.text.push_str(hint.as_ref());
        self
    }

    /// Says it, and how the command ends for it.
    pub(crate) fn tell(&self, context: &Context) -> Exit {
        context.output.talk(&format!("error: {}\n", self.text));
        self.exit
    }
}
