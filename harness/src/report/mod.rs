//! Reports: pure functions of the one record.

mod finding;
mod json;
mod junit;
mod observations;
#[cfg(test)]
pub(crate) mod samples;
mod snapshots;
mod suite;
mod terminal;

pub use json::json;
pub use junit::junit;
pub use terminal::terminal;

/// A number and what it counts.
fn plural(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
