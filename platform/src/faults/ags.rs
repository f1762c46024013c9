//! Faults of the Assignment and Grade Services, armed for a campus or a course.

use super::Entry;

/// Every fault of these services.
pub(crate) const ALL: &[Entry] = &[];
