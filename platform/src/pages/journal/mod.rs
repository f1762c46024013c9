//! The journal: the list of exchanges, and one exchange whole.

pub(crate) mod exchange;
pub(crate) mod list;
