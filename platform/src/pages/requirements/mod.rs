//! The requirements: all of them, and one with everything that is known about it.

pub(crate) mod list;
pub(crate) mod one;
