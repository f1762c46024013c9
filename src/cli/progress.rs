//! How a long run goes, for a person who watches: one line that is rewritten.

use std::sync::Arc;

use homeroom_harness::{CaseRecord, Progress};

use crate::cli::output::Output;

/// What a run has to call after each case; nothing where nobody watches.
pub(crate) fn line(output: &Output) -> Option<Progress> {
    let screen = output.watched.then(|| output.clone())?;
    Some(Arc::new(move |case: &CaseRecord, done, all| {
        screen.rewrite(&format!("[{done}/{all}] {}", case.id));
    }))
}

/// Takes the line away before the report.
pub(crate) fn clear(output: &Output) {
    if output.watched {
        output.rewrite("");
    }
}
