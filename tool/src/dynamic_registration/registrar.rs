//! The way from an opened page to a platform that this tool is registered with (DYN-001 to DYN-009).

use url::Url;

use super::address::Addresses;
use super::answer::Granted;
use super::caller::Caller;
use super::configuration::Configuration;
use super::description::{Description, Places};
use super::error::RegistrationError;
use super::profile::{Activation, ProfileError, ToolProfile};
use super::wish::Wish;
use crate::clock::Clock;
use crate::form::Form;
use crate::platform::{Keys, Platform};

/// What a tool needs to register itself.
#[derive(Debug)]
pub(crate) struct Registrar {
    rules: Addresses,
    caller: Caller,
    description: Description,
    activation: Activation,
    asks_first: bool,
}

/// Why a tool cannot register itself.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RegistrarError {
    #[error("the profile for dynamic registration cannot be used: {0}")]
    Profile(#[from] ProfileError),
    #[error("no HTTP client can be made: {0}")]
    Client(#[from] reqwest::Error),
}

impl Registrar {
    pub(crate) fn new(
        profile: &ToolProfile,
        places: Places<'_>,
        clock: Clock,
    ) -> Result<Self, RegistrarError> {
        let rules = Addresses::of_tool(places.base, profile.trusted.clone());
        Ok(Self {
            caller: Caller::new(rules.clone(), clock)?,
            description: Description::new(profile, places)?,
            activation: profile.activation,
            asks_first: profile.asks_first,
            rules,
        })
    }

    /// Whether somebody has to press a button first (DYN-012).
    pub(crate) fn asks_first(&self) -> bool {
        self.asks_first
    }

    /// Where the platform's configuration is, if the page was opened as it should be.
    pub(crate) fn asked_by(&self, form: &Form) -> Result<Url, RegistrationError> {
        Wish::read(form, &self.rules).map(|wish| wish.configuration)
    }

    /// Registers with the platform whose page was opened with these parameters. The platform is returned, not kept.
    pub(crate) async fn register(&self, form: &Form) -> Result<Platform, RegistrationError> {
        let Wish { configuration, bearer } = Wish::read(form, &self.rules)?;
        tracing::debug!(%configuration, token = bearer.is_some(), "reading the configuration of a platform");
        let found = self.caller.configuration(&configuration, bearer.as_ref()).await;
        let found = found.map_err(RegistrationError::Configuration)?;
        let platform = Configuration::read(&found, &configuration, &self.rules)?;
        tracing::debug!(issuer = platform.issuer, endpoint = %platform.registration_endpoint, "registering");
        let sent = self.description.for_platform(&platform);
        let answer = self.caller.register(&platform.registration_endpoint, bearer.as_ref(), &sent).await;
        let granted = Granted::read(&answer.map_err(RegistrationError::Refused)?)?;
        tracing::debug!(client_id = granted.client_id, deployment = granted.deployment, "registered");
        Ok(self.platform(platform, granted))
    }

    /// What is kept: the addresses of the configuration, and the values of the answer (DYN-008).
    fn platform(&self, from: Configuration, granted: Granted) -> Platform {
        let keys = Keys::Url(from.jwks_uri);
        let mut platform = Platform::new(
            from.issuer,
            granted.client_id,
            from.authorization_endpoint,
            from.token_endpoint,
            keys,
        )
        .algorithm(from.algorithm);
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
