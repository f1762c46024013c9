//! Launches: the list, and the story of one.

pub(crate) mod hops;
mod list;
pub(crate) mod story;
pub(crate) mod token;

pub(crate) use list::{Launches, Row, get};
