//! Drives an LTI tool, judges it and reports.

pub(crate) mod driver;
