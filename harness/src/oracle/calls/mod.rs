//! What a tool did in one course, told by the calls that it made there.

pub(crate) mod attempts;
pub(crate) mod creation;
pub(crate) mod link_header;
pub(crate) mod offer;
pub(crate) mod pages;
pub(crate) mod proof;
pub(crate) mod roster;
pub(crate) mod scores;
pub(crate) mod url;
