//! The command line of Homeroom, as a library: what `main` does with this process, a test does with its own
//! arguments, folder and streams.

pub mod cli;
