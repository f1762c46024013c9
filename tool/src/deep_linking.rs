//! Deep linking: a teacher picks content of this tool, and the platform gets it as a signed message (DL).
//!
//! What the platform takes is in the launch ([`Settings`]), what was picked are [`ContentItem`]s, and
//! [`LtiTool::deep_linking`](crate::LtiTool::deep_linking) begins the [`Answer`]. Requests of people who do not teach in the
//! course, and of nobody in particular, are refused before an application sees them (DL-008).

mod answer;
mod content;
mod media;
pub(crate) mod request;
mod settings;

pub use answer::{Answer, AnswerError, SignedAnswer};
pub use content::{
    ContentItem, FileItem, Frame, HtmlItem, ImageItem, LinkItem, Period, Picture, ResourceLinkItem, Window,
};
pub use media::MediaRanges;
pub use settings::{Settings, Targets};
