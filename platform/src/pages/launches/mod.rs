//! Launches: the list, and the story of one.

mod afterwards;
pub(crate) mod again;
pub(crate) mod claims;
pub(crate) mod compare;
mod diagram;
mod hop;
pub(crate) mod hops;
pub(crate) mod keep;
mod list;
pub(crate) mod story;
mod timeline;
pub(crate) mod token;
mod wanted;

#[cfg(test)]
pub(crate) use list::LaunchList;
pub(crate) use list::{Row, get};
