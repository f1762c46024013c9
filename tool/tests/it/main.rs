//! The reference tool, driven from outside by a tiny fake platform and a tiny fake browser.

mod defects;
mod hostile;
mod keys;
mod launch;
mod login;
mod sessions;
mod state;
mod support;
mod tokens;
