//! `homeroom serve`: the LMS in the foreground, until it is asked to stop.

use homeroom_harness::embedded::{BuiltInTool, Embedded};
use homeroom_harness::{Target, Wanted};
use homeroom_platform::{DEFAULT_JOURNAL, Settings, State};
use url::Url;

use crate::cli::bench::Unlaid;
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::homeroom::Homeroom;
use crate::cli::place_args::PlaceArgs;
use crate::cli::{address, number, start};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    /// The URL by which browsers and tools reach Homeroom, where that is not the address it listens on.
    #[arg(long, value_name = "URL", value_parser = address::parse)]
    public_url: Option<Url>,
    /// The URL by which the servers of tools reach Homeroom, say from a container.
    #[arg(long, value_name = "URL", value_parser = address::parse)]
    backchannel_url: Option<Url>,
    /// A further host name to answer to.
    #[arg(long = "allow-host", value_name = "HOST")]
    allow_hosts: Vec<String>,
    /// Keep nothing.
    #[arg(long, conflicts_with = "state")]
    memory: bool,
    /// Where the built-in tool answers.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "localhost:8081")]
    tool_listen: String,
    /// Leave the built-in tool out.
    #[arg(long, conflicts_with = "tool_listen")]
    no_tool: bool,
    /// How many exchanges each campus remembers.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_JOURNAL, value_parser = number::from_zero::<usize>)]
    journal: usize,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let settings = settings(args, &config, context);
    let Some(embedded) = context.stop.unless(Box::pin(start::start(settings.clone(), built_in(args)))).await
    else {
        return Ok(Exit::WELL);
    };
    let embedded = embedded?;
    let served = context.stop.unless(Box::pin(serve(&embedded, &settings, &config, context))).await;
    embedded.stop().await;
    served.unwrap_or(Ok(Exit::WELL))
}

fn settings(args: &Args, config: &Config, context: &Context) -> Settings {
    Settings {
        listen: args.place.listen_or(config),
        public_url: args.public_url.clone(),
        backchannel_url: args.backchannel_url.clone(),
        allow_hosts: args.allow_hosts.clone(),
        state: if args.memory { State::Memory } else { args.place.state_or(config, context) },
        journal: args.journal,
        ..Settings::default()
    }
}

fn built_in(args: &Args) -> Option<BuiltInTool> {
    let tool = BuiltInTool {
        listen: args.tool_listen.clone(),
        defects: Vec::new(),
        variants: Vec::new(),
        second_platform: false,
    };
    (!args.no_tool).then_some(tool)
}

/// Serves until somebody stops it; only an error ends it from inside.
async fn serve(
    embedded: &Embedded,
    settings: &Settings,
    config: &Config,
    context: &Context,
) -> Result<Exit, Failure> {
    let tool = match config.target() {
        Some(target) => Some(register(target, config, embedded).await?),
        None => None,
    };
    context.output.data(&banner(embedded, settings, tool.as_ref()));
    context.output.talk("Ctrl-C stops it\n");
    std::future::pending().await
}

/// Makes the configured tool known to its campuses, with a link to launch it by.
async fn register(mut target: Target, config: &Config, embedded: &Embedded) -> Result<Target, Failure> {
    let homeroom = Homeroom::new(embedded.local_url().clone())?;
    if target.registration_url.is_some() {
        let (platform, campuses) = (embedded.local_url(), config.campuses());
        let kept = homeroom_harness::register(&mut target, platform, &campuses, Wanted::Kept).await;
        kept.map_err(Unlaid::from)?;
    } else {
        homeroom.register(&mut target).await?;
    }
    homeroom.place_link(&target).await?;
    Ok(target)
}

/// The campus that every Homeroom has; its home holds the first steps.
const MAIN: &str = "main";

/// What to open comes first, alone on its line.
fn banner(embedded: &Embedded, settings: &Settings, tool: Option<&Target>) -> String {
    let built_in = embedded.tool_url().map(|url| format!("tool   {url} (built in)\n")).unwrap_or_default();
    let configured = tool.map(describe).unwrap_or_default();
    let state = match &settings.state {
        State::Memory => "nothing is kept".to_owned(),
        State::Directory(folder) => folder.display().to_string(),
    };
    let local = settings.public_url.as_ref().map(|_| format!("local  {}\n", embedded.local_url()));
    let local = local.unwrap_or_default();
    format!("{}{MAIN}/\n{local}{built_in}{configured}state  {state}\n", embedded.platform_url())
}

fn describe(target: &Target) -> String {
    let describe = |registration: &homeroom_harness::Registration| {
        let client = registration.client_id.as_deref().unwrap_or_default();
        let (campus, deployments) = (&registration.campus, registration.deployments.join(", "));
        format!("tool   {} on campus {campus}: client_id {client}, deployments {deployments}\n", target.name)
    };
    let by_itself = target.registration_url.as_ref().filter(|_| target.registrations.is_empty());
    let by_itself = by_itself.map(|url| {
        format!(
            "tool   {} registers itself by {url}: on the page Tools, or by `homeroom doctor`\n",
            target.name
        )
    });
    by_itself.into_iter().chain(target.registrations.iter().map(describe)).collect()
}
