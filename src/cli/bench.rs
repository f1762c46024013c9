//! What `test` and `doctor` need on the table before they look: a platform, a tool, and each registered with the other.

use homeroom_harness::embedded::{BuiltInTool, Embedded};
use homeroom_harness::{MadeBy, NotRegistered, RegisterError, Registration, Target, Wanted};
use homeroom_platform::{Listen, Settings, State};
use url::Url;

use crate::cli::config::{Config, ToolTable};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::homeroom::{Endpoints, Homeroom};
use crate::cli::place_args::PlaceArgs;
use crate::cli::start::{running, start};
use crate::cli::tool_process::{Ready, ToolProcess};

/// A port that is free.
const FREE: &str = "localhost:0";

/// What is switched on in the built-in tool, and what is made anew.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Switches<'s> {
    pub(crate) defects: &'s [String],
    pub(crate) variants: &'s [String],
    /// Whether a tool that registers itself does so although it has done it before.
    pub(crate) register: bool,
}

/// Everything that has to be stopped at the end, however the end comes.
#[derive(Debug, Default)]
pub(crate) struct Bench {
    platform: Option<Embedded>,
    tool: Option<ToolProcess>,
}

/// A tool that is ready to be looked at.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) target: Target,
    /// The base address of the platform.
    pub(crate) platform: Url,
}

/// Why there is no such tool.
#[derive(Debug)]
pub(crate) enum Unlaid {
    Failure(Failure),
    /// The tool is there, and did not register itself.
    NotRegistered(Box<NotRegistered>),
}

impl From<Failure> for Unlaid {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Unlaid> for Failure {
    fn from(unlaid: Unlaid) -> Self {
        match unlaid {
            Unlaid::Failure(failure) => failure,
            Unlaid::NotRegistered(why) => Self::not_judged(why.to_string()).hint(why.remedy()),
        }
    }
}

impl From<RegisterError> for Unlaid {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::NotRegistered(why) => Self::NotRegistered(why),
            other => Self::Failure(Failure::not_judged(other.to_string())),
        }
    }
}

impl Bench {
    /// Starts what is not running yet: for a configured tool in the state directory, else in memory.
    pub(crate) async fn lay(
        &mut self,
        place: &PlaceArgs,
        config: &Config,
        switches: Switches<'_>,
        context: &Context,
    ) -> Result<Laid, Unlaid> {
        match (config.target(), &config.file.tool) {
            (Some(target), Some(tool)) => {
                let anew = switches.register;
                self.lay_foreign(place, config, (target, tool, anew), context).await
            }
            _ => Ok(self.lay_built_in(place, switches, context).await?),
        }
    }

    async fn lay_built_in(
        &mut self,
        place: &PlaceArgs,
        switches: Switches<'_>,
        context: &Context,
    ) -> Result<Laid, Failure> {
        let listen = place.listen().cloned().unwrap_or(Listen::Localhost(0));
        let state = place.state(context).map_or(State::Memory, State::Directory);
        let settings = Settings { listen: listen.clone(), state, ..Settings::default() };
        let tool = BuiltInTool {
            listen: FREE.to_owned(),
            defects: switches.defects.to_vec(),
            variants: switches.variants.to_vec(),
            second_platform: true,
        };
        let embedded = start(settings, Some(tool)).await?;
        let target = embedded.target().cloned();
        let platform = embedded.platform_url().clone();
        self.platform = Some(embedded);
        let target = target.ok_or_else(|| Failure::not_judged("the built-in tool did not start"))?;
        Ok(Laid { target, platform })
    }

    async fn lay_foreign(
        &mut self,
        place: &PlaceArgs,
        config: &Config,
        (mut target, tool, anew): (Target, &ToolTable, bool),
        context: &Context,
    ) -> Result<Laid, Unlaid> {
        let platform = self.platform(place, config, context).await?;
        let homeroom = Homeroom::new(platform.clone())?;
        homeroom.register(&mut target).await?;
        let endpoints = homeroom.endpoints(config.file.platform.campus.as_str()).await?;
        let environment = environment(&endpoints, target.registrations.first());
        self.start_tool(tool, config, &environment, context).await?;
        if tool.by_itself().is_some() {
            let wanted = if anew { Wanted::New } else { Wanted::KeptOrNew };
            homeroom_harness::register(&mut target, &platform, &config.campuses(), wanted).await?;
            target.registrations.iter().for_each(|made| tell(made, context));
        }
        Ok(Laid { target, platform })
    }

    /// The Homeroom that answers at the address, else one of our own.
    async fn platform(
        &mut self,
        place: &PlaceArgs,
        config: &Config,
        context: &Context,
    ) -> Result<Url, Failure> {
        let listen = place.listen_or(config);
        if let Some(url) = running(&listen).await? {
            context.output.talk(&format!("using the Homeroom that answers at {url}\n"));
            return Ok(url);
        }
        let settings = Settings {
            listen: listen.clone(),
            state: place.state_or(config, context),
            ..Settings::default()
        };
        let embedded = start(settings, None).await?;
        let url = embedded.platform_url().clone();
        self.platform = Some(embedded);
        Ok(url)
    }

    async fn start_tool(
        &mut self,
        tool: &ToolTable,
        config: &Config,
        environment: &[(&str, String)],
        context: &Context,
    ) -> Result<(), Failure> {
        let Some(command) = &tool.start else { return Ok(()) };
        let ready = Ready::of(tool)?;
        if ready.is_given().await {
            context.output.talk("the tool answers already, so `tool.start` is not run\n");
            return Ok(());
        }
        let process = self.tool.insert(ToolProcess::start(command, &config.folder, environment)?);
        process.wait_until(&ready).await
    }

    /// Tells that the tool has ended, if it was ours to start.
    pub(crate) async fn tool_ended(&mut self) -> Option<Failure> {
        self.tool.as_mut()?.ended().await
    }

    /// Stops whatever runs.
    pub(crate) async fn clear(self) {
        if let Some(tool) = self.tool {
            tool.stop().await;
        }
        if let Some(platform) = self.platform {
            platform.stop().await;
        }
    }
}

/// A registration that was made now; a kept one is nothing new.
fn tell(registration: &Registration, context: &Context) {
    if registration.made_by == MadeBy::ToolNow {
        let (campus, client) = (&registration.campus, registration.client_id.as_deref().unwrap_or_default());
        context.output.talk(&format!(
            "the tool has registered itself with campus {campus} as {client}; this is kept, and `--register` makes a new one\n"
        ));
    }
}

/// What a tool that we start has to know of the platform; one that registers itself gets its ids then.
fn environment(endpoints: &Endpoints, registration: Option<&Registration>) -> Vec<(&'static str, String)> {
    let mut environment = vec![
        ("HOMEROOM_ISSUER", endpoints.issuer.clone()),
        ("HOMEROOM_AUTH_URL", endpoints.authorization_endpoint.clone()),
        ("HOMEROOM_TOKEN_URL", endpoints.token_endpoint.clone()),
        ("HOMEROOM_JWKS_URL", endpoints.jwks_uri.clone()),
    ];
    if let Some(registration) = registration {
        let deployment = registration.deployments.first().cloned();
        environment.push(("HOMEROOM_CLIENT_ID", registration.client_id.clone().unwrap_or_default()));
        environment.push(("HOMEROOM_DEPLOYMENT_ID", deployment.unwrap_or_default()));
    }
    environment
}
