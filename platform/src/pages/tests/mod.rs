//! The pages as a browser meets them: over HTTP, with cookies, forms and redirects.

mod browser;
mod forms;
mod grading;
mod launching;
mod looking;
mod picking;
mod reading;
mod registering;
