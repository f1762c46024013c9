//! Everything that the handlers share.

use actix_web::HttpRequest;
use url::Url;

use crate::clock::Clock;
use crate::cookies::{self, CookieSettings, Cookies};
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::error::StartError;
use crate::keys::cache::PlatformKeys;
use crate::keys::own::OwnKey;
use crate::launch::nonce::Nonces;
use crate::listen::Listening;
use crate::login::pending::Logins;
use crate::paths::{Addresses, Paths};
use crate::reference::accounts::Accounts;
use crate::reference::looks::Detours;
use crate::reference::memory::Memory;
use crate::reference::pages::Views;
use crate::reference::pickers::Pickers;
use crate::reference::settings::ToolSettings;
use crate::registration::Registrations;
use crate::services::Services;
use crate::session::Sessions;
use crate::variants::{Variant, Variants};

#[derive(Debug)]
pub(crate) struct App {
    pub(crate) url: Url,
    pub(crate) paths: Paths,
    pub(crate) addresses: Addresses,
    pub(crate) cookies: Cookies,
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
    pub(crate) memory: Memory,
    pub(crate) platform_keys: PlatformKeys,
    pub(crate) own_key: OwnKey,
    pub(crate) services: Services,
    pub(crate) views: Views,
    pub(crate) detours: Detours,
}

impl App {
    pub(crate) fn new(settings: ToolSettings, listening: &Listening) -> Result<Self, StartError> {
        let url = Url::parse(&format!("http://{}/", listening.authority)).map_err(prepare)?;
        let ToolSettings { registrations, defects, variants, clock, entropy, .. } = settings;
        let (defects, variants) = (Defects::new(defects), Variants::new(variants));
        let paths = Paths::of(&variants);
        let entropy = entropy.map_or_else(Entropy::system, Ok).map_err(prepare)?;
        Ok(Self {
            addresses: paths.addresses(&url).map_err(prepare)?,
            paths,
            cookies: Cookies::new(CookieSettings::default().name(cookie_name(listening.port, &variants)), &url),
            url,
            registrations: Registrations::new(registrations),
            logins: Logins::new(clock.clone(), entropy.clone(), defects.clone(), variants.clone()),
            nonces: Nonces::new(clock.clone(), defects.clone()),
            sessions: Sessions::new(clock.clone(), entropy.clone(), defects.clone()),
            pickers: Pickers::new(clock.clone(), entropy.clone(), defects.clone()),
            accounts: Accounts::new(defects.clone()),
            memory: Memory::new(defects.clone()),
            platform_keys: PlatformKeys::new(clock.clone(), defects.clone()).map_err(prepare)?,
            own_key: OwnKey::generate(&defects).map_err(StartError::Prepare)?,
            services: Services::new(&clock, &entropy, &defects).map_err(prepare)?,
            views: Views::load().map_err(prepare)?,
            detours: Detours::new(clock.clone(), entropy.clone()),
            clock,
            entropy,
            defects,
            variants,
        })
    }

    /// Our redirect URI, the same in registration and request (OIDC-035).
    pub(crate) fn launch_url(&self) -> String {
        self.paths.at(&self.url, self.paths.launch)
    }

    /// The ids of sessions in the browser's cookies, alive or not. Behind a dot stands chance.
    pub(crate) fn sessions_brought(&self, request: &HttpRequest) -> Vec<String> {
        let brought = cookies::brought(request, &self.cookies.session()).into_iter();
        if !self.variants.has(Variant::SESSION_ROLLING) {
            return brought.collect();
        }
        brought.map(|value| value.split('.').next().unwrap_or_default().to_owned()).collect()
    }

    pub(crate) fn state_cookie(&self, state: &str) -> String {
        if self.defects.has(Defect::STATE_COOKIE_SHARED) {
            return self.cookies.only_state();
        }
        self.cookies.state(state)
    }
}

/// Cookies ignore ports, so the port stands in the name.
fn cookie_name(port: u16, variants: &Variants) -> String {
    let prefix = if variants.has(Variant::OTHER_PATHS) { "__Host-sid" } else { "tool" };
    format!("{prefix}_{port}")
}

fn prepare(error: impl std::error::Error) -> StartError {
    StartError::Prepare(error.to_string())
}
