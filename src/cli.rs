//! The command line: one file per subcommand, and what several of them need.

mod address;
mod bench;
mod config;
mod context;
mod doctor;
mod duration;
mod environment;
mod exit;
mod expected;
mod explain;
mod failure;
mod homeroom;
mod launch;
mod list;
mod nearest;
mod number;
mod output;
mod paragraphs;
mod place_args;
mod progress;
mod register_args;
mod replace;
mod report;
mod serve;
mod snapshots;
mod start;
mod stop;
mod target;
mod test;
mod text_file;
mod tool;
mod tool_process;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use context::Context;
pub use exit::Exit;
pub use output::{Output, Sink};
pub use stop::Stop;

use failure::Failure;

/// A simulated LMS and a conformance harness for LTI 1.3 tools.
///
/// Every option that takes a value can also be set in the environment, `--tool-listen` as `HOMEROOM_TOOL_LISTEN`;
/// the command line decides over the environment, the environment over homeroom.toml.
#[derive(Debug, Parser)]
#[command(name = "homeroom", version, arg_required_else_help = true)]
#[command(
    after_help = "exit codes: 0 conformant, or all well; 1 not conformant; 2 bad command line, configuration or \
                        feature file; 3 could not be judged; 4 conformant, but a snapshot differs"
)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the LMS with a tool to launch.
    Serve(serve::Args),
    /// Judge a tool: without configuration the built-in one.
    Test(test::Args),
    /// Say whether the tool is reachable and configured as the platform thinks.
    Doctor(doctor::Args),
    /// Launch the tool once and tell each hop.
    Launch(launch::Args),
    /// List the cases.
    List(list::Args),
    /// Say what a case, a requirement or a fault is about.
    Explain(explain::Args),
    /// Run the reference tool alone.
    Tool(tool::Args),
    /// Look at snapshots that differ, and accept or reject them.
    Snapshots(snapshots::Args),
}

/// Does what the arguments say and tells how it ended.
pub fn main(mut context: Context) -> Exit {
    let exit = match parse(&context).and_then(|line| run(line.command, &mut context)) {
        Ok(exit) => exit,
        Err(Told::Failure(failure)) => failure.tell(&context),
        Err(Told::Clap(error)) => tell(&error, &context),
    };
    match context.output.lost() {
        Some(why) => exit.or(Failure::usage(why).tell(&context)),
        None => exit,
    }
}

/// What is left to say when a command did not run to its end.
enum Told {
    Failure(Failure),
    /// A wrong command line, or help that was asked for.
    Clap(clap::Error),
}

impl From<Failure> for Told {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

fn parse(context: &Context) -> Result<Line, Told> {
    let command = environment::defaults(Line::command(), &context.environment);
    let matches = command.try_get_matches_from(&context.arguments).map_err(Told::Clap)?;
    Line::from_arg_matches(&matches).map_err(Told::Clap)
}

fn tell(error: &clap::Error, context: &Context) -> Exit {
    let text = error.render().to_string();
    if error.use_stderr() {
        context.output.talk(&text);
        if let Some(name) = environment::source(error, &context.arguments, &context.environment) {
            context.output.talk(&format!("note: the value comes from the environment, from {name}\n"));
        }
        return Exit::USAGE;
    }
    context.output.data(&text);
    Exit::WELL
}

fn run(command: Command, context: &mut Context) -> Result<Exit, Told> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Failure::not_judged(format!("this machine gives no threads: {error}")))?;
    let ended = runtime.block_on(async {
        context.stop.arm();
        match command {
            Command::Serve(args) => serve::run(&args, context).await,
            Command::Test(args) => test::run(&args, context).await,
            Command::Doctor(args) => doctor::run(&args, context).await,
            Command::Launch(args) => launch::run(&args, context).await,
            Command::List(args) => list::run(&args, context),
            Command::Explain(args) => explain::run(&args, context),
            Command::Tool(args) => tool::run(&args, context).await,
            Command::Snapshots(args) => snapshots::run(&args, context),
        }
    });
    Ok(ended?)
}
