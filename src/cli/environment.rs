//! `HOMEROOM_*`: the environment gives options that take a value their default.

use std::collections::BTreeMap;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command, Error};

/// The command with defaults out of the environment.
pub(crate) fn defaults(command: Command, environment: &BTreeMap<String, String>) -> Command {
    command.mut_subcommands(|subcommand| subcommand.mut_args(|arg| default(arg, environment)))
}

fn default(arg: Arg, environment: &BTreeMap<String, String>) -> Arg {
    let value =
        names(&arg).into_iter().find_map(|name| environment.get(&name)).filter(|value| !value.is_empty());
    match (value.cloned(), arg.get_action()) {
        (Some(value), ArgAction::Set) => arg.default_value(value),
        // A repeatable option takes a list.
        (Some(value), ArgAction::Append) => {
            arg.default_values(value.split(',').map(|item| item.trim().to_owned()).collect::<Vec<_>>())
        }
        _ => arg,
    }
}

/// The variable that a refused value came from; none where the option stands on the command line.
pub(crate) fn source(
    error: &Error,
    arguments: &[OsString],
    environment: &BTreeMap<String, String>,
) -> Option<String> {
    let (Some(ContextValue::String(option)), Some(ContextValue::String(value))) =
        (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue))
    else {
        return None;
    };
    let long = option.split_whitespace().next()?;
    let typed = |argument: &OsString| argument.to_string_lossy().starts_with(long);
    let name = variable(long.strip_prefix("--")?);
    let is_source = environment.get(&name)?.contains(value) && !arguments.iter().any(typed);
    is_source.then_some(name)
}

fn variable(long: &str) -> String {
    format!("HOMEROOM_{}", long.to_uppercase().replace('-', "_"))
}

fn names(arg: &Arg) -> Vec<String> {
    let aliases = arg.get_all_aliases().unwrap_or_default();
    let long = arg.get_long().into_iter().chain(aliases);
    long.map(variable).collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    enum Line {
        Go {
            #[arg(long, alias = "deployment-id")]
            deployment: Option<String>,
            #[arg(long)]
            case: Vec<String>,
            #[arg(long)]
            jobs: Option<u8>,
            #[arg(long)]
            strict: bool,
        },
    }

    fn parse(arguments: &[&str], environment: &[(&str, &str)]) -> Result<Line, clap::Error> {
        use clap::{CommandFactory, FromArgMatches};
        let environment =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let arguments = ["x", "go"].iter().chain(arguments);
        let matches = defaults(Line::command(), &environment).try_get_matches_from(arguments)?;
        Line::from_arg_matches(&matches)
    }

    #[test]
    fn the_environment_gives_values_and_lists_and_no_switches() {
        let environment =
            [("HOMEROOM_DEPLOYMENT_ID", "7"), ("HOMEROOM_CASE", "a, b"), ("HOMEROOM_STRICT", "true")];
        let Line::Go { deployment, case, jobs, strict } = parse(&[], &environment).unwrap();
        assert_eq!(
            (deployment.as_deref(), case, jobs, strict),
            (Some("7"), vec!["a".into(), "b".into()], None, false)
        );
    }

    #[test]
    fn the_command_line_decides_over_the_environment() {
        let environment = [("HOMEROOM_CASE", "a"), ("HOMEROOM_DEPLOYMENT", "1")];
        let Line::Go { deployment, case, .. } =
            parse(&["--case", "b", "--deployment", "2"], &environment).unwrap();
        assert_eq!((deployment.as_deref(), case), (Some("2"), vec!["b".into()]));
    }

    #[test]
    fn a_bad_value_is_an_error_that_names_the_option() {
        let error = parse(&[], &[("HOMEROOM_JOBS", "many")]).unwrap_err().to_string();
        assert!(error.contains("invalid value 'many' for '--jobs <JOBS>'"), "{error}");
    }

    #[test]
    fn an_empty_value_is_none() {
        let Line::Go { jobs, .. } = parse(&[], &[("HOMEROOM_JOBS", "")]).unwrap();
        assert_eq!(jobs, None);
    }
}
