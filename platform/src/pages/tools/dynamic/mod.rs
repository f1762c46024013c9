//! Dynamic registration as a person sees it: the form that starts it, the page around the tool, and what came of it.

pub(crate) mod attempt;
pub(crate) mod happened;
pub(crate) mod list;
pub(crate) mod messages;
pub(crate) mod new;
mod open;
pub(crate) mod registered;
mod terms;
