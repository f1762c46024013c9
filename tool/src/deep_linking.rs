//! Deep linking: a teacher picks content of this tool, and the platform gets it as a signed message (DL).
//!
//! `request` reads what the platform asked for, `pickers` keeps the open pickers, `offer` says what this tool
//! has that the platform takes, `items` describes it, and `answer` is the message that goes back.

pub(crate) mod answer;
pub(crate) mod items;
mod media;
pub(crate) mod offer;
pub(crate) mod pickers;
pub(crate) mod request;
pub(crate) mod settings;
