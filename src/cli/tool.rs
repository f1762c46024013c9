//! `homeroom tool`: the reference tool alone, for a platform elsewhere.

use homeroom_tool::{DEFECTS, Defect, Registration, Tool, ToolSettings};
use serde_json::json;
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
    /// Print the bugs that can be switched on.
    #[arg(long)]
    list_defects: bool,
    /// Print them as JSON.
    #[arg(long, requires = "list_defects")]
    json: bool,
}

pub(crate) async fn run(args: &Args, context: &Context) -> Result<Exit, Failure> {
    if args.list_defects {
        context.output.data(&if args.json { json_of_defects()? } else { table_of_defects() });
        return Ok(Exit::WELL);
    }
    let settings = ToolSettings {
        listen: args.listen.clone(),
        registrations: vec![registration(args)?],
        defects: args.defects.iter().map(|name| defect(name)).collect::<Result<_, _>>()?,
        ..ToolSettings::default()
    };
    let tool = Tool::start(settings).await.map_err(|error| cannot_start(&error))?;
    context.output.data(&format!("{}\n", tool.url()));
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

fn registration(args: &Args) -> Result<Registration, Failure> {
    let (Some(issuer), Some(client_id), false) = (&args.issuer, &args.client_id, args.deployments.is_empty())
    else {
        let problem =
            "the tool has to know its platform: `--issuer`, `--client-id` and `--deployment` are needed";
        return Err(
            Failure::usage(problem).hint("`homeroom serve` starts a platform with this tool registered")
        );
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
    Ok(Registration {
        issuer: issuer.as_str().into(),
        client_id: client_id.as_str().into(),
        deployments: args.deployments.iter().map(|id| id.as_str().into()).collect(),
        authorization_endpoint: endpoint(&args.auth_url, "/lti/authorize")?,
        token_endpoint: endpoint(&args.token_url, "/lti/token")?,
        jwks_uri: endpoint(&args.jwks_url, "/lti/jwks")?,
        algorithm: homeroom_tool::SigningAlgorithm::default(),
    })
}

fn defect(name: &str) -> Result<&'static Defect, Failure> {
    DEFECTS.iter().find(|defect| defect.name == name).ok_or_else(|| {
        let problem = Failure::usage(format!("the tool has no defect called `{name}`"));
        match nearest(name, DEFECTS.iter().map(|defect| defect.name)) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint("`homeroom tool --list-defects` shows all"),
        }
    })
}

fn table_of_defects() -> String {
    let width = DEFECTS.iter().map(|defect| defect.name.len()).max().unwrap_or_default();
    let row = |defect: &Defect| format!("{:width$}  {}\n", defect.name, defect.title);
    DEFECTS.iter().map(row).collect()
}

fn json_of_defects() -> Result<String, Failure> {
    let rows: Vec<_> = DEFECTS
        .iter()
        .map(|defect| json!({"name": defect.name, "title": defect.title, "cases": defect.cases}))
        .collect();
    let text = serde_json::to_string_pretty(&rows);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::usage(format!("the list cannot be written: {error}")))
}
