//! The platform from outside: started on a free port, driven over HTTP, its tokens checked by a library that had no
//! part in making them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod answers;
mod assertions;
mod authorize;
mod bearers;
mod caller;
mod campuses;
mod claims;
mod control;
mod deep_linking;
mod faults;
mod fetches;
mod garbage;
mod grade_claims;
mod gradebook;
mod items;
mod journal;
mod keys;
mod line_item_access;
mod line_items;
mod persistence;
mod picked;
mod picker;
mod registration;
mod results;
mod roster;
mod safety;
mod scores;
mod service_faults;
mod service_urls;
mod start;
mod support;
mod tokens;
mod written;
