//! Reports: pure functions of the one record.

mod finding;
mod json;
mod junit;
#[cfg(test)]
pub(crate) mod samples;
mod terminal;

pub use json::json;
pub use junit::junit;
pub use terminal::terminal;
