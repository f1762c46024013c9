//! The LMS as a person sees it: courses, their links, and the ways to launch one.

pub(crate) mod choices;
pub(crate) mod course;
pub(crate) mod frame;
pub(crate) mod options;
pub(crate) mod returned;
