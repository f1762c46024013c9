//! The package from outside: what it does, and what its sources and its dependencies must be.

#![expect(clippy::unwrap_used, reason = "a helper of a test that cannot go on stops the test")]

/// As the program has it: the matrix of defects and cases spends much of its time here.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod bad_input;
mod baseline;
mod certification;
mod cli;
mod coverage;
mod cut_short;
mod defects;
mod doctor;
mod durable;
mod explain;
mod flaky;
mod front;
mod grades;
mod half_way;
mod imports;
mod judged;
mod launch;
mod licences;
mod registering;
mod reports;
mod roster;
mod serve;
mod snapshots;
mod support;
mod variants;
