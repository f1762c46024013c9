//! Exchanges to take along: as a curl command, as an HTTP archive; by default without what nobody else should read.

pub(crate) mod curl;
pub(crate) mod har;
mod labels;
pub(crate) mod redact;
