//! Homeroom, an LMS to develop LTI tools against: see `homeroom --help`.

use std::io::IsTerminal;
use std::process::ExitCode;

use homeroom::cli::{self, Context};
use tracing_subscriber::EnvFilter;

/// A launch is a signature and many small allocations; with this allocator they cost a tenth of it less.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Bad certificates are told by the commands themselves, in plainer words.
const LOG: &str = "error,rustls_platform_verifier=off";

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("HOMEROOM_LOG").unwrap_or_else(|_| EnvFilter::new(LOG));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(colours())
        .with_writer(std::io::stderr)
        .init();
    cli::main(Context::of_this_process()).into()
}

/// Colours are for eyes that want them: a file or a pipe would get the bare codes.
fn colours() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    std::io::stderr().is_terminal() && !unwanted
}
