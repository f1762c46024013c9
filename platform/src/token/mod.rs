//! Access tokens (requirements 1.8): the endpoint where tools get them, and those that were given.

mod assertion;
pub(crate) mod counts;
pub(crate) mod endpoint;
mod grant;
pub(crate) mod held;
pub(crate) mod jtis;
mod request;
