//! The reference tool: the tool that Homeroom brings along, built on the kit as any other tool is.

pub(crate) mod accounts;
pub(crate) mod app;
mod error;
pub(crate) mod grading;
pub(crate) mod items;
mod listen;
pub(crate) mod looks;
pub(crate) mod memory;
pub(crate) mod offer;
pub(crate) mod outcome;
pub(crate) mod pages;
mod paths;
pub(crate) mod pickers;
pub(crate) mod role;
pub(crate) mod rosters;
mod routes;
pub(crate) mod settings;
mod tool;

pub use error::StartError;
pub use paths::ReferenceAddresses;
pub use settings::ToolSettings;
pub use tool::ReferenceTool;
