//! The simulated LMS of Homeroom: an LTI 1.3 platform.

#[allow(dead_code)]
mod view;
