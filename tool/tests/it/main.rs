//! The reference tool, driven from outside by a tiny fake platform and a tiny fake browser.

mod login;
mod support;
