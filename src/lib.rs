//! Homeroom.
