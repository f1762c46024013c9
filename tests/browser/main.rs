//! What a person sees of `homeroom serve`, in a real browser: Chromium by way of `ChromeDriver`.
//!
//! `tests/browser/install` brings what is needed; after `cargo build --workspace`, `cargo test` in `tests/browser` runs all, and
//! `HOMEROOM=path` tries another binary. Pictures of the pages land in `target/screenshots`. Whatever a journey does, an error of a script, a violation of the content
//! security policy, a missing resource or a request to another host fails it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a helper of a test that cannot go on stops the test, and says where it stood"
)]

mod journeys;
mod support;
