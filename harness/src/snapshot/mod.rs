//! A snapshot of each case: what went over the wire, in the words that stay the same from run to run.
//!
//! [`Album`] takes one of each case and compares it with the stored one. Start with [`story`] for what a snapshot shows,
//! with [`labels`] for what it calls by another name, and with [`store`] for the files.

mod album;
mod cookie;
mod diff;
mod exchange;
mod json;
mod keys;
mod labels;
mod mask;
mod pending;
mod race;
mod registration;
mod scope;
mod service;
mod store;
mod story;
mod time;
mod token;
mod words;

#[cfg(test)]
mod samples;

use std::path::PathBuf;

pub(crate) use album::Album;
pub use mask::{Mask, Place};
pub use pending::{Pending, Waiting, pending};
pub use store::StoreError;
pub(crate) use story::Wire;

/// Which snapshots to take, and what to do with them.
#[derive(Debug, Clone)]
pub struct SnapshotSettings {
    /// Where they are kept.
    pub folder: PathBuf,
    /// Whether they are compared or written.
    pub mode: Mode,
    /// What to hide beyond what is hidden anyway.
    pub masks: Vec<Mask>,
}

/// What a run does with snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Compares, and puts what differs or is new beside the stored one for review.
    Check,
    /// Stores what this run has seen.
    Update,
}
