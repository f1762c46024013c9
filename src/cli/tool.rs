//! `homeroom tool`: the reference tool alone, for a platform elsewhere.

use homeroom_tool::{DEFECTS, Defect, Keys, Platform, ReferenceTool, ToolSettings, VARIANTS, Variant};
use serde_json::{Value, json};
use url::Url;

use crate::cli::address;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::nearest::nearest;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the tool answers.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "localhost:8081")]
    listen: String,
    /// The issuer of the platform.
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
    /// What the platform calls the tool.
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// A deployment that may launch.
    #[arg(long = "deployment", alias = "deployment-id", value_name = "ID")]
    deployments: Vec<String>,
    /// The authorization endpoint [default: the issuer's /lti/authorize].
    #[arg(long, value_name = "URL", value_parser = address::parse)]
    auth_url: Option<Url>,
    /// The token endpoint [default: the issuer's /lti/token].
    #[arg(long, value_name = "URL", value_parser = address::parse)]
    token_url: Option<Url>,
    /// The platform's key set [default: the issuer's /lti/jwks].
    #[arg(long, value_name = "URL", value_parser = address::parse)]
    jwks_url: Option<Url>,
    /// Switch on a bug.
    #[arg(long = "defect", value_name = "NAME")]
    defects: Vec<String>,
    /// Do something differently, and correctly still.
    #[arg(long = "variant", value_name = "NAME")]
    variants: Vec<String>,
    /// Print the bugs that can be switched on.
    #[arg(long, group = "list")]
    list_defects: bool,
    /// Print what the tool can do differently.
    #[arg(long, group = "list")]
    list_variants: bool,
    /// Print them as JSON.
    #[arg(long, requires = "list")]
    json: bool,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    if let Some(list) = list(args)? {
        context.output.data(&list);
        return Ok(Exit::WELL);
    }
    let settings = ToolSettings {
        listen: args.listen.clone(),
        platforms: platform(args)?.into_iter().collect(),
        defects: args.defects.iter().map(|name| defect(name)).collect::<Result<_, _>>()?,
        variants: args.variants.iter().map(|name| variant(name)).collect::<Result<_, _>>()?,
        ..ToolSettings::default()
    };
    let tool = ReferenceTool::start(settings).await.map_err(|error| cannot_start(&error))?;
    context.output.data(&format!("{}\n", tool.url()));
    if args.client_id.is_none() {
        let register = tool.url().join("register").map_or_else(|_| tool.url().to_string(), String::from);
        context.output.talk(&format!("the tool knows no platform yet: by {register} it registers itself\n"));
    }
    context.stop.wait().await;
    tool.stop().await;
    Ok(Exit::WELL)
}

fn cannot_start(error: &homeroom_tool::StartError) -> Failure {
    match error {
        homeroom_tool::StartError::Listen { listen, source } => {
            Failure::usage(format!("cannot listen on `{listen}`: {source}"))
                .hint("choose another address with `--listen`")
        }
        other => Failure::usage(other.to_string()),
    }
}

/// The platform that the tool knows from the start; none where it is to learn all of them by dynamic registration.
fn platform(args: &Args) -> Result<Option<Platform>, Failure> {
    if args.client_id.is_none() && args.deployments.is_empty() {
        return Ok(None);
    }
    let (Some(issuer), Some(client_id), false) = (&args.issuer, &args.client_id, args.deployments.is_empty())
    else {
        let problem =
            "the tool has to know all of its platform: `--issuer`, `--client-id` and `--deployment`";
        return Err(Failure::usage(problem).hint(
            "without a client id and a deployment it waits for a platform that lets it register itself",
        ));
    };
    address::parse(issuer).map_err(|expected| {
        Failure::usage(format!(
            "`--issuer` cannot be used\n  {}\n  actual: `{issuer}`",
            expected.replacen(' ', ": ", 1)
        ))
    })?;
    let endpoint = |given: &Option<Url>, path: &str| match given {
        Some(url) => Ok(url.clone()),
        None => address::parse(&format!("{}{path}", issuer.trim_end_matches('/'))).map_err(Failure::usage),
    };
    let platform = Platform::new(
        issuer.as_str(),
        client_id.as_str(),
        endpoint(&args.auth_url, "/lti/authorize")?,
        endpoint(&args.token_url, "/lti/token")?,
        Keys::Url(endpoint(&args.jwks_url, "/lti/jwks")?),
    );
    Ok(Some(platform.deployments(args.deployments.iter().map(String::as_str))))
}

fn defect(name: &str) -> Result<&'static Defect, Failure> {
    let unknown = || unknown("defect", name, DEFECTS.iter().map(|defect| defect.name));
    DEFECTS.iter().find(|defect| defect.name == name).ok_or_else(unknown)
}

fn variant(name: &str) -> Result<&'static Variant, Failure> {
    let unknown = || unknown("variant", name, VARIANTS.iter().map(|variant| variant.name));
    VARIANTS.iter().find(|variant| variant.name == name).ok_or_else(unknown)
}

fn unknown(kind: &str, name: &str, known: impl Iterator<Item = &'static str>) -> Failure {
    let problem = Failure::usage(format!("the tool has no {kind} called `{name}`"));
    match nearest(name, known) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("`homeroom tool --list-{kind}s` shows all")),
    }
}

/// The list that was asked for, if one was.
fn list(args: &Args) -> Result<Option<String>, Failure> {
    let list = match (args.list_defects, args.list_variants, args.json) {
        (true, _, false) => table(DEFECTS.iter().map(|defect| (defect.name, defect.title))),
        (true, _, true) => json_text(&DEFECTS.iter().map(defect_as_json).collect::<Vec<_>>())?,
        (_, true, false) => table(VARIANTS.iter().map(|variant| (variant.name, variant.title))),
        (_, true, true) => json_text(&VARIANTS.iter().map(variant_as_json).collect::<Vec<_>>())?,
        (false, false, _) => return Ok(None),
    };
    Ok(Some(list))
}

fn table(rows: impl Iterator<Item = (&'static str, &'static str)> + Clone) -> String {
    let width = rows.clone().map(|(name, _)| name.len()).max().unwrap_or_default();
    let row = |(name, title): (&str, &str)| format!("{name:width$}  {title}\n");
    rows.map(row).collect()
}

fn defect_as_json(defect: &Defect) -> Value {
    json!({"name": defect.name, "title": defect.title, "cases": defect.cases})
}

fn variant_as_json(variant: &Variant) -> Value {
    json!({"name": variant.name, "title": variant.title, "differs": variant.differs})
}

fn json_text(rows: &[Value]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(rows);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::usage(format!("the list cannot be written: {error}")))
}
