//! The way from an opened page to a platform that this tool is registered with (DYN-001 to DYN-009).

use std::sync::Arc;

use url::Url;

use super::address::Addresses;
use super::answer::Granted;
use super::caller::Caller;
use super::configuration::Configuration;
use super::description::{Description, Places};
use super::error::RegistrationError;
use super::known;
use super::profile::{Activation, ProfileError, ToolProfile};
use super::spoilt;
use super::wish::Wish;
use crate::clock::Clock;
use crate::defects::Defects;
use crate::form::Form;
use crate::platform::{Keys, Platform};
use crate::platforms::Platforms;

/// What a tool needs to register itself.
#[derive(Debug)]
pub(crate) struct Registrar {
    rules: Addresses,
    caller: Caller,
    description: Description,
    name: String,
    activation: Activation,
    asks_first: bool,
    pub(super) defects: Defects,
}

/// Why a tool cannot register itself.
#[derive(Debug, thiserror::Error)]
pub enum RegistrarError {
    /// Platforms would refuse what its author says about it.
    #[error("the profile for dynamic registration cannot be used: {0}")]
    Profile(#[from] ProfileError),
    /// The machine has no certificates or no TLS.
    #[error("no HTTP client can be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Registrar {
    pub(crate) fn new(
        profile: &ToolProfile,
        places: Places<'_>,
        clock: Clock,
        defects: Defects,
    ) -> Result<Self, RegistrarError> {
        let rules = Addresses::of_tool(places.base, profile.trusted.clone());
        Ok(Self {
            caller: Caller::new(rules.clone(), clock, defects.clone())?,
            description: Description::new(profile, places)?,
            name: profile.name.clone(),
            activation: profile.activation,
            asks_first: profile.asks_first,
            rules,
            defects,
        })
    }

    /// What the tool is called.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether somebody has to press a button first (DYN-012).
    pub(crate) fn asks_first(&self) -> bool {
        self.asks_first
    }

    /// Where the platform's configuration is, if the page was opened as it should be.
    pub(crate) fn asked_by(&self, form: &Form) -> Result<Url, RegistrationError> {
        Wish::read(form, &self.rules, &self.defects).map(|wish| wish.configuration)
    }

    /// Registers with the platform whose page was opened with these parameters, and keeps it.
    pub(crate) async fn register(
        &self,
        form: &Form,
        platforms: &Platforms,
    ) -> Result<Arc<Platform>, RegistrationError> {
        self.kept(form, platforms)
            .await
            .or_else(|error| spoilt::failure(error, self.asked_by(form).ok(), &self.defects))
    }

    async fn kept(&self, form: &Form, platforms: &Platforms) -> Result<Arc<Platform>, RegistrationError> {
        known::check_room(&platforms.all().await.map_err(not_kept)?)?;
        let platform = self.agree(form, platforms).await?;
        let platform = known::fitted(platform, &platforms.all().await.map_err(not_kept)?)?;
        spoilt::keep(platform, platforms, &self.defects).await.map_err(not_kept)
    }

    async fn agree(&self, form: &Form, platforms: &Platforms) -> Result<Platform, RegistrationError> {
        let wish = Wish::read(form, &self.rules, &self.defects)?;
        spoilt::forget_early(platforms, &self.defects).await.map_err(not_kept)?;
        let mut platform = self.configuration(&wish).await?;
        spoilt::forget_offers(&mut platform, &self.defects);
        spoilt::keep_early(&platform, platforms, &self.defects).await.map_err(not_kept)?;
        tracing::debug!(issuer = platform.issuer, endpoint = %platform.registration_endpoint, "registering");
        let sent = spoilt::body(self.description.for_platform(&platform), &self.defects);
        let endpoint = spoilt::endpoint(platform.registration_endpoint.clone(), &self.defects);
        let answer = self.caller.register(&endpoint, wish.bearer.as_ref(), &sent).await;
        let answer = answer.map_err(RegistrationError::Refused)?;
        spoilt::check_answer(&sent, &answer, &self.defects)?;
        let granted = spoilt::granted(Granted::read(&answer)?, &sent, &self.defects);
        tracing::debug!(client_id = granted.client_id, deployment = granted.deployment, "registered");
        Ok(self.platform(platform, granted))
    }

    async fn configuration(&self, wish: &Wish) -> Result<Configuration, RegistrationError> {
        let at = spoilt::address(wish.configuration.clone(), &self.defects);
        tracing::debug!(%at, token = wish.bearer.is_some(), "reading the configuration of a platform");
        let found = match spoilt::read(&at, &self.defects).await {
            Some(found) => found,
            None => self
                .caller
                .configuration(&at, wish.bearer.as_ref())
                .await
                .map_err(RegistrationError::Configuration)?,
        };
        Configuration::read(&found, &at, &self.rules, &self.defects)
    }

    /// What is kept: the addresses of the configuration, and the values of the answer (DYN-008).
    fn platform(&self, from: Configuration, granted: Granted) -> Platform {
        let keys = Keys::Url(from.jwks_uri);
        let (login, token) = (from.authorization_endpoint, from.token_endpoint);
        let mut platform =
            Platform::new(from.issuer, granted.client_id, login, token, keys).algorithm(from.algorithm);
        platform.name = from.product;
        platform.token_audience = from.audience;
        platform.scopes = granted.scopes;
        platform.active = self.activation == Activation::Automatic;
        match granted.deployment {
            Some(deployment) => platform.deployment(deployment),
            None => platform,
        }
    }
}

fn not_kept(error: impl std::error::Error) -> RegistrationError {
    tracing::error!(error = error.to_string(), "a platform cannot be kept");
    RegistrationError::NotKept
}
