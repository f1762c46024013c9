//! Everything that the pages of the reference tool share.

use std::sync::Arc;

use url::Url;

use crate::reference::accounts::Accounts;
use crate::reference::error::StartError;
use crate::reference::grading::Grading;
use crate::reference::listen::Listening;
use crate::reference::looks::Detours;
use crate::reference::memory::Memory;
use crate::reference::pages::{self, Views};
use crate::reference::paths::{Places, ReferenceAddresses};
use crate::reference::pickers::Pickers;
use crate::reference::rosters::KnownRosters;
use crate::reference::settings::ToolSettings;
use crate::{
    Builder, Clock, CookieSettings, Defect, Defects, Denied, Entropy, KeyPairs, LaunchData, LtiTool, Variant,
    Variants,
};

#[derive(Debug)]
pub(crate) struct App {
    pub(crate) lti: LtiTool,
    pub(crate) url: Url,
    pub(crate) paths: Places,
    pub(crate) addresses: ReferenceAddresses,
    /// What the names of our cookies begin with.
    pub(crate) cookies: String,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) defects: Defects,
    pub(crate) variants: Variants,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) memory: Arc<Memory>,
    pub(crate) pickers: Pickers,
    pub(crate) grading: Grading,
    pub(crate) rosters: KnownRosters,
    pub(crate) views: Views,
    pub(crate) detours: Detours,
}

impl App {
    pub(crate) async fn build(settings: ToolSettings, listening: &Listening) -> Result<Self, StartError> {
        let ToolSettings { defects, variants, clock, entropy, .. } = settings;
        let (defects, variants) = (Defects::new(defects), Variants::new(variants));
        let paths = Places::of(&variants);
        let entropy = entropy.map_or_else(Entropy::system, Ok).map_err(prepare)?;
        let cookies = cookies(listening.port, &variants);
        let accounts = Arc::new(Accounts::new(defects.clone()));
        let memory = Arc::new(Memory::new(defects.clone()));
        let url = Url::parse(&format!("http://{}/", listening.authority)).map_err(prepare)?;
        let lti = LtiTool::builder(url.as_str())
            .paths(paths.of_kit())
            .cookies(CookieSettings::default().name(&cookies))
            .any_token_age()
            .cookieless(is_cookieless(&defects, &variants))
            .clock(clock.clone())
            .entropy(entropy.clone())
            .switches(defects.clone(), variants.clone())
            .key_pairs(KeyPairs::Shared)
            .on_admission(admission(Arc::clone(&accounts), Arc::clone(&memory), &variants))
            .on_login(pages::login::go)
            .on_launch(pages::arrival::launch)
            .on_deep_linking(pages::arrival::pick)
            .on_session_missing(pages::refusal::session_missing)
            .on_refused(pages::refused::page)
            .dynamic_registration(pages::registered::profile(&paths, &url, settings.activation, &variants))
            .on_registered(pages::registered::page)
            .on_registration_refused(pages::registered::refused);
        let lti = settings.platforms.into_iter().fold(lti, Builder::platform).build().await?;
        Ok(Self {
            url: lti.url().clone(),
            addresses: paths.addresses(&lti).map_err(prepare)?,
            lti,
            paths,
            cookies,
            accounts,
            memory,
            pickers: Pickers::new(clock.clone(), entropy.clone(), defects.clone()),
            grading: Grading::new(&clock),
            rosters: KnownRosters::default(),
            views: Views::load().map_err(prepare)?,
            detours: Detours::new(clock.clone(), entropy.clone()),
            clock,
            entropy,
            defects,
            variants,
        })
    }

    /// The name of the cookie with the session.
    pub(crate) fn session_cookie(&self) -> String {
        format!("{}_session", self.cookies)
    }
}

/// Cookies ignore ports, so the port stands in the name.
fn cookies(port: u16, variants: &Variants) -> String {
    let prefix = if variants.has(Variant::OTHER_PATHS) { "__Host-sid" } else { "tool" };
    format!("{prefix}_{port}")
}

fn is_cookieless(defects: &Defects, variants: &Variants) -> bool {
    variants.has(Variant::SESSION_IN_ADDRESS) || defects.has(Defect::TARGET_ON_OTHER_ORIGIN)
}

/// Who comes in, and whom this tool takes them for: by issuer and `sub` alone, in a correct tool (CORE-020).
fn admission(
    accounts: Arc<Accounts>,
    memory: Arc<Memory>,
    variants: &Variants,
) -> impl Fn(&mut LaunchData, Option<&LaunchData>) -> Result<(), Denied> + Send + Sync + 'static {
    let needs_user = variants.has(Variant::ANONYMOUS_REFUSED);
    move |launch, earlier| {
        memory.recall(launch)?;
        if needs_user && launch.user.id.is_none() {
            return Err(Denied::new(
                "the platform does not say who you are, and this tool serves nobody whom it does not know",
            ));
        }
        accounts.admit(launch, earlier)
    }
}

fn prepare(error: impl std::error::Error) -> StartError {
    StartError::Prepare(error.to_string())
}
