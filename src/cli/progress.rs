//! How a long run goes, for a person who watches: one line that is rewritten.

use std::sync::Arc;

use homeroom_harness::{CaseRecord, Progress};

use crate::cli::output::Output;

/// Back to the beginning of the line, and empty it.
const AGAIN: &str = "\r\u{1b}[2K";

/// What a run has to call after each case; nothing where nobody watches.
pub(crate) fn line(output: &Output) -> Option<Progress> {
    let screen = output.watched.then(|| output.clone())?;
    Some(Arc::new(move |case: &CaseRecord, done, all| {
        screen.talk(&format!("{AGAIN}[{done}/{all}] {}", case.id));
    }))
}

/// Takes the line away before the report.
pub(crate) fn clear(output: &Output) {
    if output.watched {
        output.talk(AGAIN);
    }
}
