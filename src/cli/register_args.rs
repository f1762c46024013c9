//! `--register`: the option of every command that needs a tool which registers itself.

use crate::cli::config::{Config, ToolTable};
use crate::cli::failure::Failure;

/// What to try where a tool takes no launch although it has registered itself.
pub(crate) const UNTAKEN: &str = "the tool may wait until somebody activates the registration that it made, or may have forgotten \
                                  it: `homeroom doctor` tells how to activate it, `--register` makes a new one";

#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct RegisterArgs {
    /// Let a tool that registers itself do so anew; else its kept registration is used.
    #[arg(long)]
    register: bool,
}

impl RegisterArgs {
    /// Whether a new registration is to be made, if the tool makes any.
    pub(crate) fn anew(self, config: &Config) -> Result<bool, Failure> {
        let by_itself = config.file.tool.as_ref().and_then(ToolTable::by_itself);
        if !self.register || by_itself.is_some() {
            return Ok(self.register);
        }
        let problem = "`--register` is for a tool that registers itself, and there is no `registration_url`";
        Err(Failure::usage(problem).hint(match config.file.tool {
            Some(_) => "give `[tool]` a `registration_url` in the place of `login_url` and all else that a registration holds",
            None => "name it in `[tool]` of `homeroom.toml`",
        }))
    }
}
