//! The LMS as a person sees it: courses, their links, and the ways to launch one.

pub(crate) mod act_as;
mod ask;
pub(crate) mod choices;
pub(crate) mod content;
pub(crate) mod course;
pub(crate) mod course_form;
pub(crate) mod form;
pub(crate) mod found;
pub(crate) mod frame;
pub(crate) mod framing;
pub(crate) mod grade;
pub(crate) mod gradebook;
pub(crate) mod launch;
pub(crate) mod misbehave;
pub(crate) mod options;
pub(crate) mod pick;
pub(crate) mod picked;
pub(crate) mod points;
pub(crate) mod returned;
pub(crate) mod roster;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod teaching;
