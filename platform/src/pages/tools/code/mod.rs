//! Set-up code for the libraries that tools are built on, with the URLs and keys of this campus filled in.

mod addresses;
pub(crate) mod library;
mod literal;
pub(crate) mod page;
mod scene;
