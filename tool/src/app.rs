//! Everything that the handlers share.

use url::Url;

use crate::accounts::Accounts;
use crate::clock::Clock;
use crate::cookies::CookieNames;
use crate::deep_linking::pickers::Pickers;
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::keys::cache::PlatformKeys;
use crate::keys::own::OwnKey;
use crate::launch::nonce::Nonces;
use crate::listen::Listening;
use crate::login::pending::Logins;
use crate::pages::Views;
use crate::registration::Registrations;
use crate::session::Sessions;
use crate::settings::{StartError, ToolSettings};
use crate::variants::Variants;

#[derive(Debug)]
pub(crate) struct App {
    pub(crate) url: Url,
    pub(crate) cookies: CookieNames,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) defects: Defects,
    pub(crate) variants: Variants,
    pub(crate) registrations: Registrations,
    pub(crate) logins: Logins,
    pub(crate) nonces: Nonces,
    pub(crate) sessions: Sessions,
    pub(crate) pickers: Pickers,
    pub(crate) accounts: Accounts,
    pub(crate) platform_keys: PlatformKeys,
    pub(crate) own_key: OwnKey,
    pub(crate) views: Views,
}

impl App {
    pub(crate) fn new(settings: ToolSettings, listening: &Listening) -> Result<Self, StartError> {
        let url = Url::parse(&format!("http://{}/", listening.authority)).map_err(prepare)?;
        let ToolSettings { registrations, defects, variants, clock, entropy, .. } = settings;
        let defects = Defects::new(defects);
        let entropy = entropy.map_or_else(Entropy::system, Ok).map_err(prepare)?;
        Ok(Self {
            url,
            cookies: CookieNames::new(listening.port),
            registrations: Registrations::new(registrations),
            logins: Logins::new(clock.clone(), entropy.clone(), defects.clone()),
            nonces: Nonces::new(clock.clone(), defects.clone()),
            sessions: Sessions::new(clock.clone(), entropy.clone(), defects.clone()),
            pickers: Pickers::new(clock.clone(), entropy.clone(), defects.clone()),
            accounts: Accounts::new(defects.clone()),
            platform_keys: PlatformKeys::new(clock.clone(), defects.clone()).map_err(prepare)?,
            own_key: OwnKey::generate(&defects).map_err(StartError::Prepare)?,
            views: Views::load().map_err(prepare)?,
            clock,
            entropy,
            defects,
            variants: Variants::new(variants),
        })
    }

    /// Our redirect URI, the same in registration and request (OIDC-035).
    pub(crate) fn launch_url(&self) -> String {
        format!("{}launch", self.url)
    }

    pub(crate) fn state_cookie(&self, state: &str) -> String {
        if self.defects.has(Defect::STATE_COOKIE_SHARED) {
            return self.cookies.only_state();
        }
        self.cookies.state(state)
    }
}

fn prepare(error: impl std::error::Error) -> StartError {
    StartError::Prepare(error.to_string())
}
