//! Reports: pure functions of the one record.

mod json;
mod terminal;

pub use json::json;
pub use terminal::terminal;
