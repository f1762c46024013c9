//! Launches: the list, and the story of one.

mod afterwards;
pub(crate) mod claims;
mod diagram;
mod hop;
pub(crate) mod hops;
mod list;
pub(crate) mod story;
mod timeline;
pub(crate) mod token;

#[cfg(test)]
pub(crate) use list::Launches;
pub(crate) use list::{Row, get};
