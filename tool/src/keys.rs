//! Keys: the platforms', fetched and cached, and our own.

mod allowance;
pub(crate) mod cache;
pub(crate) mod certificate;
pub(crate) mod endpoint;
mod fetch;
pub(crate) mod own;
pub(crate) mod pairs;
pub(crate) mod pinned;
pub(crate) mod set;

pub(crate) use fetch::FetchError;
