//! The verbatim record of every exchange.

pub(crate) mod book;
pub(crate) mod exchange;
pub(crate) mod export;
pub(crate) mod fetch;
pub(crate) mod filter;
mod keeping;
pub(crate) mod kept;
pub(crate) mod mask;
pub(crate) mod record;
mod search;
pub(crate) mod story;
pub(crate) mod words;
pub(crate) mod write_behind;
