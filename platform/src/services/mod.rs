//! The services of LTI Advantage: one folder each, none of which names another.

pub(crate) mod deep_linking;
