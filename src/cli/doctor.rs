//! `homeroom doctor`: is the tool reachable and configured? It never says "not conformant".

use homeroom_harness::Diagnosis;

use crate::cli::bench::{Bench, Switches};
use crate::cli::config::Config;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::place_args::PlaceArgs;
use crate::cli::test::explain;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: PlaceArgs,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    let config = args.place.config(context)?;
    let mut bench = Bench::default();
    let looked = context.stop.unless(Box::pin(look(args, &config, &mut bench, context))).await;
    bench.clear().await;
    let Some(looked) = looked else { return Err(Failure::not_judged("the look was interrupted")) };
    let diagnosis = looked?;
    context.output.told(&told(&diagnosis));
    Ok(if diagnosis.is_well() { Exit::WELL } else { Exit::NOT_JUDGED })
}

async fn look(
    args: &Args,
    config: &Config,
    bench: &mut Bench,
    context: &Context,
) -> Result<Diagnosis, Failure> {
    let laid = bench.lay(&args.place, config, Switches::default(), context).await?;
    homeroom_harness::doctor(&laid.target, &laid.platform).await.map_err(|error| explain(&error))
}

fn told(diagnosis: &Diagnosis) -> String {
    let width =
        |names: &mut dyn Iterator<Item = &String>| names.map(|name| name.chars().count()).max().unwrap_or(0);
    let findings = &diagnosis.findings;
    let columns = width(&mut findings.iter().map(|finding| &finding.what));
    let finding = |finding: &homeroom_harness::Finding| {
        let word = if finding.well { "ok" } else { "no" };
        format!("{word}  {:columns$}  {}\n", finding.what, finding.seen)
    };
    let columns = width(&mut diagnosis.values.iter().map(|(name, _)| name));
    let value = |(name, value): &(String, String)| format!("  {name:columns$}  {value}\n");
    let findings: String = findings.iter().map(finding).collect();
    let values: String = diagnosis.values.iter().map(value).collect();
    format!("{findings}\nwhat the tool has to know:\n{values}")
}

#[cfg(test)]
mod tests {
    use homeroom_harness::Finding;

    use super::*;

    #[test]
    fn every_finding_is_a_line_and_every_value_can_be_copied() {
        let finding = |what: &str, well| Finding { what: what.into(), well, seen: "seen".into() };
        let diagnosis = Diagnosis {
            findings: vec![finding("login URL", true), finding("untouched launch", false)],
            values: vec![("issuer".into(), "http://localhost/main".into()), ("client_id".into(), "c".into())],
        };
        let expected = "ok  login URL         seen\nno  untouched launch  seen\n\nwhat the tool has to know:\n  issuer     \
                        http://localhost/main\n  client_id  c\n";
        assert_eq!(told(&diagnosis), expected);
    }
}
