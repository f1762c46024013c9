//! Deep linking: a teacher picks content of this tool, and the platform gets it as a signed message (DL).
//!
//! `request` reads what the platform asked for, and `answer` is the message that goes back.

pub(crate) mod answer;
mod media;
pub(crate) mod request;
mod settings;

pub use media::MediaRanges;
pub use settings::{Settings, Targets};
