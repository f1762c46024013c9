//! Access tokens (requirements 1.8): the endpoint where tools get them, and those that were given.

pub(crate) mod counts;
pub(crate) mod held;
