//! The pages as a browser meets them: over HTTP, with cookies, forms and redirects.

mod browser;
mod coursework;
mod doctor;
mod forms;
mod framing;
mod grading;
mod journal;
mod launching;
mod looking;
mod people;
mod picking;
mod reading;
mod registering;
mod roster;
mod telling;
mod tools;
mod writing;
