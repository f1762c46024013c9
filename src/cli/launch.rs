//! `homeroom launch`: one launch from the shell, hop by hop.

mod told;

use homeroom_harness::{FaultWish, LaunchError, Message, OneLaunch, Outcome, Target, Wish};
use url::Url;

use crate::cli::bench::{Bench, Switches};
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::homeroom::Homeroom;
use crate::cli::place_args::PlaceArgs;
use crate::cli::register_args::{self, RegisterArgs};
use crate::cli::start;

/// Exit codes: 0 the launch went to its end, and the tool took it unless a fault was asked for; 3 it did not; 2 bad command
/// line or configuration.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    register: RegisterArgs,
    /// The campus [default: the one of the tool].
    #[arg(long, value_name = "NAME")]
    campus: Option<String>,
    /// Who launches, by id or name [default: the first learner of the course; to pick content the first instructor].
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// What is opened, by id or title [default: the first link to the tool].
    #[arg(long, value_name = "LINK")]
    link: Option<String>,
    /// Where content is picked, by id or title [default: the first course].
    #[arg(long, value_name = "COURSE")]
    course: Option<String>,
    /// The message: `resource-link` or `deep-linking`.
    #[arg(long, value_name = "MESSAGE", default_value = "resource-link")]
    message: Message,
    /// Misbehave; `homeroom explain NAME` says how.
    #[arg(long = "fault", value_name = "NAME[=VALUE]")]
    faults: Vec<FaultWish>,
    /// How the login is started: `get` or `post`.
    #[arg(long, value_name = "METHOD", default_value = "get", value_parser = ["get", "post"])]
    method: String,
    /// What to do in the tool then, by the name of an `[[act]]`, such as `pick`.
    #[arg(long, value_name = "NAME")]
    act: Option<String>,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let mut bench = Bench::default();
    let launched = context.stop.unless(Box::pin(launch(args, &config, &mut bench, context))).await;
    bench.clear().await;
    let Some(launched) = launched else { return Err(Failure::not_judged("the launch was interrupted")) };
    let (launch, story) = launched?;
    if args.json {
        context.output.data(&json(&launch, story.as_ref())?);
    } else {
        context.output.told(&told::text(&launch, story.as_ref()));
    }
    let exit = exit(args, &launch);
    if exit == Exit::NOT_JUDGED && config.file.tool.as_ref().is_some_and(|tool| tool.by_itself().is_some()) {
        context.output.talk(&format!("hint: {}\n", register_args::UNTAKEN));
    }
    Ok(exit)
}

/// A tool may refuse what is broken, and its answer may get lost with it; what is whole it has to take.
fn exit(args: &Args, launch: &OneLaunch) -> Exit {
    let answered = launch.act.is_none() || !args.faults.is_empty() || launch.answer_was_taken();
    let acted_well = launch.stuck.is_none() && answered;
    match launch.outcome {
        Outcome::Accepted if acted_well => Exit::WELL,
        Outcome::Refused | Outcome::Onboarding if !args.faults.is_empty() => Exit::WELL,
        _ => Exit::NOT_JUDGED,
    }
}

/// The launch, and where its story can be read as long as the server stays.
async fn launch(
    args: &Args,
    config: &Config,
    bench: &mut Bench,
    context: &Context,
) -> Result<(OneLaunch, Option<Url>), Failure> {
    let table = Table::lay(args, config, bench, context).await?;
    let launch = homeroom_harness::launch(table.target.as_ref(), &table.platform, &args.wish()).await;
    let launch = launch.map_err(|error| explain(&error))?;
    let story = format!("{}/admin/launches/{}", launch.campus, launch.id);
    let story = if table.stays { table.platform.join(&story).ok() } else { None };
    Ok((launch, story))
}

impl Args {
    fn wish(&self) -> Wish {
        Wish {
            campus: self.campus.clone(),
            person: self.person.clone(),
            link: self.link.clone(),
            course: self.course.clone(),
            message: self.message,
            faults: self.faults.clone(),
            by_post: self.method == "post",
            act: self.act.clone(),
        }
    }
}

/// Where the launch happens.
struct Table {
    /// None where a running Homeroom knows the tool, and we do not.
    target: Option<Target>,
    platform: Url,
    /// Whether the server was there before us and outlives us.
    stays: bool,
}

impl Table {
    /// A Homeroom that runs already, with its own tools; else what `test` would use.
    async fn lay(
        args: &Args,
        config: &Config,
        bench: &mut Bench,
        context: &Context,
    ) -> Result<Self, Failure> {
        let register = args.register.anew(config)?;
        let running = start::running(&args.place.listen_or(config)).await?;
        if let (Some(platform), None) = (&running, &config.file.tool) {
            context.output.talk(&format!("using the Homeroom that answers at {platform}\n"));
            return Ok(Self { target: None, platform: platform.clone(), stays: true });
        }
        let switches = Switches { register, ..Switches::default() };
        let laid = bench.lay(&args.place, config, switches, context).await?;
        Homeroom::new(laid.platform.clone())?.place_link(&laid.target).await?;
        Ok(Self { target: Some(laid.target), platform: laid.platform, stays: running.is_some() })
    }
}

fn explain(error: &LaunchError) -> Failure {
    match error {
        LaunchError::Wish(wish) => Failure::usage(wish.to_string()),
        LaunchError::Control(control) => {
            Failure::not_judged(control.to_string()).hint("is the platform still running?")
        }
        LaunchError::Machine(_) => Failure::not_judged(error.to_string()),
    }
}

fn json(launch: &OneLaunch, story: Option<&Url>) -> Result<String, Failure> {
    let unwritable =
        |error: serde_json::Error| Failure::not_judged(format!("the launch cannot be written: {error}"));
    let mut value = serde_json::to_value(launch).map_err(unwritable)?;
    value["story"] = story.map(Url::as_str).into();
    Ok(format!("{value:#}\n"))
}
