//! The reference tool: the tool that Homeroom brings along, built on the kit as any other tool is.

pub(crate) mod accounts;
pub(crate) mod items;
pub(crate) mod looks;
pub(crate) mod memory;
pub(crate) mod offer;
pub(crate) mod pages;
pub(crate) mod pickers;
pub(crate) mod role;
mod routes;
pub(crate) mod settings;
mod tool;

pub use settings::ToolSettings;
pub use tool::ReferenceTool;
