//! Everything that a command takes from the world, read once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::cli::output::Output;
use crate::cli::stop::Stop;

/// What a command is started with.
#[derive(Debug)]
pub struct Context {
    /// The arguments, with the name of the program first.
    pub arguments: Vec<OsString>,
    /// The environment.
    pub environment: BTreeMap<String, String>,
    /// The folder that relative paths start from; empty for the one of the process.
    pub folder: PathBuf,
    /// Where the command writes.
    pub output: Output,
    /// Who may end it.
    pub stop: Stop,
}

impl Context {
    /// The arguments, environment, folder, streams and signals of this process.
    pub fn of_this_process() -> Self {
        let readable =
            |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        Self {
            arguments: std::env::args_os().collect(),
            environment: std::env::vars_os().filter_map(readable).collect(),
            folder: PathBuf::new(),
            output: Output::standard(),
            stop: Stop::Signals,
        }
    }

    /// A path of the command line, as this process can open it.
    pub(crate) fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}
