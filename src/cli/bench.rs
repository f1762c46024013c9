//! What `test` and `doctor` need on the table before they look: a platform, a tool, and each registered with the other.

use homeroom_harness::Target;
use homeroom_harness::embedded::{BuiltInTool, Embedded};
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

/// What is switched on in the built-in tool.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Switches<'s> {
    pub(crate) defects: &'s [String],
    pub(crate) variants: &'s [String],
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

impl Bench {
    /// Starts what is not running yet: for a configured tool in the state directory, else in memory.
    pub(crate) async fn lay(
        &mut self,
        place: &PlaceArgs,
        config: &Config,
        switches: Switches<'_>,
        context: &Context,
    ) -> Result<Laid, Failure> {
        match (config.target(), &config.file.tool) {
            (Some(target), Some(tool)) => self.lay_foreign(place, config, (target, tool), context).await,
            _ => self.lay_built_in(place, switches, context).await,
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
        (mut target, tool): (Target, &ToolTable),
        context: &Context,
    ) -> Result<Laid, Failure> {
        let platform = self.platform(place, config, context).await?;
        let homeroom = Homeroom::new(platform.clone())?;
        homeroom.register(&mut target).await?;
        let endpoints = homeroom.endpoints(config.file.platform.campus.as_str()).await?;
        self.start_tool(tool, config, &environment(&endpoints, &target), context).await?;
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

/// What a tool that we start has to know of the platform.
fn environment(endpoints: &Endpoints, target: &Target) -> Vec<(&'static str, String)> {
    let registration = target.registrations.first();
    let client = registration.and_then(|registration| registration.client_id.clone()).unwrap_or_default();
    let deployment = registration.and_then(|registration| registration.deployments.first().cloned());
    vec![
        ("HOMEROOM_ISSUER", endpoints.issuer.clone()),
        ("HOMEROOM_CLIENT_ID", client),
        ("HOMEROOM_DEPLOYMENT_ID", deployment.unwrap_or_default()),
        ("HOMEROOM_AUTH_URL", endpoints.authorization_endpoint.clone()),
        ("HOMEROOM_TOKEN_URL", endpoints.token_endpoint.clone()),
        ("HOMEROOM_JWKS_URL", endpoints.jwks_uri.clone()),
    ]
}
