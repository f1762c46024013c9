//! The services of LTI Advantage: one folder each, none of which names another, and what they share.

pub(crate) mod ags;
pub(crate) mod bearer;
pub(crate) mod deep_linking;
pub(crate) mod door;
pub(crate) mod instead;
pub(crate) mod media_type;
pub(crate) mod nrps;
pub(crate) mod page_link;
pub(crate) mod parameters;
pub(crate) mod refusal;
pub(crate) mod registration;
