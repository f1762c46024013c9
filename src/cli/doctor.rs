//! `homeroom doctor`: is the tool reachable and configured? It never says "not conformant".

mod told;

use homeroom_harness::{Catalogue, Diagnosis, not_registered};

use crate::cli::bench::{Bench, Switches, Unlaid};
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::place_args::PlaceArgs;
use crate::cli::register_args::RegisterArgs;
use crate::cli::test::explain;

/// Exit codes: 0 all is well, warnings allowed; 3 there is a problem; 2 bad command line or configuration.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    register: RegisterArgs,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let mut bench = Bench::default();
    let looked = context.stop.unless(Box::pin(look(args, &config, &mut bench, context))).await;
    bench.clear().await;
    let Some(looked) = looked else { return Err(Failure::not_judged("the look was interrupted")) };
    let diagnosis = looked?;
    if args.json {
        context.output.data(&json(&diagnosis)?);
    } else {
        context.output.told(&told::text(&diagnosis));
    }
    Ok(if diagnosis.is_well() { Exit::WELL } else { Exit::NOT_JUDGED })
}

async fn look(
    args: &Args,
    config: &Config,
    bench: &mut Bench,
    context: &Context,
) -> Result<Diagnosis, Failure> {
    let catalogue = Catalogue::load(&[]).map_err(|error| Failure::usage(error.to_string()))?;
    config.demand_skipped(&catalogue)?;
    let switches = Switches { register: args.register.anew(config)?, ..Switches::default() };
    let laid = match bench.lay(&args.place, config, switches, context).await {
        Ok(laid) => laid,
        Err(Unlaid::NotRegistered(why)) => return Ok(not_registered(&why)),
        Err(Unlaid::Failure(failure)) => return Err(failure),
    };
    let looked = Box::pin(homeroom_harness::doctor(&laid.target, &laid.platform, &catalogue)).await;
    looked.map_err(|error| explain(&error, config))
}

fn json(diagnosis: &Diagnosis) -> Result<String, Failure> {
    let value = serde_json::to_value(diagnosis)
        .map_err(|error| Failure::not_judged(format!("the findings cannot be written: {error}")))?;
    Ok(format!("{value:#}\n"))
}
