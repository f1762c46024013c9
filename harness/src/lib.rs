//! Drives an LTI tool, judges it and reports.
