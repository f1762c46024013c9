//! Faults to tick in a form, each with the value that some take; the template is `fault_check`.

use serde::Serialize;

use crate::faults::Entry;

/// A fault as a form offers it.
#[derive(Debug, Serialize)]
pub(crate) struct FaultRow {
    name: &'static str,
    title: &'static str,
    requirement: &'static str,
    /// What has to be typed beside it, if anything.
    takes: Option<&'static str>,
    pub(crate) with: String,
    pub(crate) chosen: bool,
}

impl FaultRow {
    /// The row of a fault; `with` is what stands in its field, and is empty for most.
    pub(crate) fn new(fault: &Entry, with: impl Into<String>, chosen: bool) -> Self {
        let Entry { name, title, requirement, with: takes, .. } = *fault;
        Self { name, title, requirement, takes, with: with.into(), chosen }
    }
}
