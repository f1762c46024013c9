//! The journal: the list of exchanges, and one exchange whole.

mod asked;
pub(crate) mod clear;
pub(crate) mod confirm;
pub(crate) mod exchange;
pub(crate) mod export;
pub(crate) mod keep;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod row;
mod tokens;
