//! Launches: the list, and the story of one.

pub(crate) mod claims;
pub(crate) mod hops;
mod list;
pub(crate) mod story;
pub(crate) mod token;

#[cfg(test)]
pub(crate) use list::Launches;
pub(crate) use list::{Row, get};
