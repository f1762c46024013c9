//! The record as JSON; field names are stable.

use crate::record::RunRecord;

/// The record, pretty-printed.
pub fn json(record: &RunRecord) -> String {
    serde_json::to_string_pretty(record).unwrap_or_else(|error| format!("{{\"error\": \"{error}\"}}"))
}
