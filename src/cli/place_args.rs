//! Where Homeroom answers and keeps things: the options that several subcommands share.

use std::path::PathBuf;

use homeroom_platform::{Listen, State};

use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

#[derive(Debug, clap::Args)]
pub(crate) struct PlaceArgs {
    /// The configuration [default: homeroom.toml, if there is one].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where Homeroom answers [default: localhost:8080].
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<Listen>,
    /// Where client ids, keys and the database are kept [default: .homeroom beside the configuration].
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

impl PlaceArgs {
    pub(crate) fn config(&self, context: &Context) -> Result<Config, Failure> {
        Config::load(self.config.as_deref(), &context.folder)
    }

    /// The address as it was asked for on the command line or in the environment.
    pub(crate) fn listen(&self) -> Option<&Listen> {
        self.listen.as_ref()
    }

    /// The address by flag, environment, file, default.
    pub(crate) fn listen_or(&self, config: &Config) -> Listen {
        let asked = self.listen.as_ref().or(config.file.platform.listen.as_ref());
        asked.cloned().unwrap_or(Listen::Localhost(8080))
    }

    /// The state directory that was asked for.
    pub(crate) fn state(&self, context: &Context) -> Option<PathBuf> {
        self.state.as_ref().map(|state| context.path(state))
    }

    /// The state directory of a run; none where the built-in tool is judged and nothing is kept.
    pub(crate) fn kept(&self, config: &Config, context: &Context) -> Option<PathBuf> {
        self.state(context).or_else(|| config.file.tool.is_some().then(|| config.state()))
    }

    /// The state directory by flag, environment, default.
    pub(crate) fn state_or(&self, config: &Config, context: &Context) -> State {
        State::Directory(self.state(context).unwrap_or_else(|| config.state()))
    }
}
