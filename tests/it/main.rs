//! The package from outside: what its sources and its dependencies must be.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on stops the test")]

mod imports;
mod licences;
