//! What the endpoints of the kit share.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::web::Data;
use url::Url;

use crate::builder::{Admission, Builder};
use crate::clock::Clock;
use crate::cookies::{self, Cookies};
use crate::defects::{Defect, Defects};
use crate::dynamic_registration::{Desk, Places, Registrar};
use crate::entropy::Entropy;
use crate::error::BuildError;
use crate::handlers::Handlers;
use crate::keys::cache::PlatformKeys;
use crate::keys::pairs::OwnKeys;
use crate::launch::nonce::Nonces;
use crate::login::pending::Logins;
use crate::paths::{self, Addresses, Paths, routed};
use crate::platforms::Platforms;
use crate::services::Services;
use crate::session::{Allowed, Purpose, Sessions, Tickets};
use crate::variants::Variants;
use crate::vault::Vault;

#[derive(Debug)]
pub(crate) struct App {
    /// The address of the tool, with a slash at its end.
    pub(crate) url: Url,
    pub(crate) paths: Paths,
    pub(crate) addresses: Addresses,
    pub(crate) cookies: Cookies,
    pub(crate) tickets: Tickets,
    pub(crate) token_age: Option<Duration>,
    /// Whether a session token in an address or a form needs no cookie beside it.
    pub(crate) cookieless: bool,
    pub(crate) allowed: Vec<Allowed>,
    pub(crate) handlers: Handlers,
    pub(crate) admission: Option<Admission>,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) defects: Defects,
    pub(crate) variants: Variants,
    pub(crate) own_keys: OwnKeys,
    pub(crate) platforms: Platforms,
    /// Where platforms register the tool, if they can.
    pub(crate) desk: Option<Data<Desk>>,
    pub(crate) logins: Logins,
    pub(crate) nonces: Nonces,
    pub(crate) sessions: Sessions,
    pub(crate) platform_keys: PlatformKeys,
    pub(crate) services: Services,
}

impl App {
    pub(crate) async fn build(builder: Builder) -> Result<Self, BuildError> {
        let url = base(&builder.url)?;
        let Builder { paths, clock, defects, variants, .. } = builder;
        for (place, path) in paths.all().into_iter().enumerate() {
            check(path)?;
            if paths.all()[..place].iter().any(|other| routed(other) == routed(path)) {
                return Err(BuildError::Path {
                    path: path.to_owned(),
                    why: "something else is there already",
                });
            }
        }
        let entropy = builder.entropy.map_or_else(Entropy::system, Ok).map_err(BuildError::prepare)?;
        if builder.development {
            tracing::warn!(
                "development mode: logins are not bound to browsers; never use this in production"
            );
        }
        let vault = Vault::open(builder.store, builder.secret, clock.clone()).await?;
        let own_keys = OwnKeys::open(vault.clone(), builder.key_pairs, defects.clone()).await?;
        let platforms = Platforms::new(vault.clone(), own_keys.clone());
        for platform in builder.platforms {
            platforms.register(platform).await?;
        }
        let addresses = Addresses::of(&paths, &url).map_err(BuildError::prepare)?;
        let handlers = builder.handlers;
        let desk = builder.profile.map(|profile| {
            let Addresses { login, keys, .. } = &addresses;
            let places = Places { base: &url, login, launch: &paths::whole(&url, &paths.launch), keys };
            let registrar = Registrar::new(&profile, places, clock.clone(), defects.clone())?;
            Ok::<_, BuildError>(Data::new(Desk::new(registrar, platforms.clone(), handlers.clone())))
        });
        let store = (vault.clone(), platforms.clone());
        let logins = Logins::new(store, clock.clone(), entropy.clone(), defects.clone(), variants.clone());
        Ok(Self {
            addresses,
            paths,
            cookies: Cookies::new(builder.cookies, &url),
            tickets: Tickets::new(vault.subkey("session")),
            token_age: builder.token_age,
            cookieless: builder.cookieless || builder.development,
            allowed: builder.allowed,
            handlers,
            desk: desk.transpose()?,
            admission: builder.admission,
            logins: if builder.development { logins.unbound() } else { logins },
            nonces: Nonces::new(vault.clone(), clock.clone(), defects.clone()),
            sessions: Sessions::new(vault, entropy.clone(), defects.clone(), builder.session_life),
            own_keys,
            platforms,
            platform_keys: PlatformKeys::new(clock.clone(), defects.clone()).map_err(BuildError::prepare)?,
            services: Services::new(&clock, &entropy, &defects).map_err(BuildError::prepare)?,
            url,
            clock,
            entropy,
            defects,
            variants,
        })
    }

    /// Our redirect URI, the same in registration and request (OIDC-035), byte by byte.
    pub(crate) fn launch_url(&self) -> String {
        paths::whole(&self.url, &self.paths.launch)
    }

    /// An address if it is a page of this tool, else the start page.
    pub(crate) fn own_page(&self, wanted: &str) -> String {
        let Ok(url) = Url::parse(wanted) else { return self.url.to_string() };
        if self.has_page(&url) { url.into() } else { self.url.to_string() }
    }

    /// Whether an address lies below that of the tool.
    pub(crate) fn has_page(&self, url: &Url) -> bool {
        let below = url.path().starts_with(self.url.path()) || format!("{}/", url.path()) == self.url.path();
        let bare = url.username().is_empty() && url.password().is_none();
        url.origin() == self.url.origin() && below && bare
    }

    /// The names of sessions in the browser's cookies, alive or not.
    pub(crate) fn sessions_brought(&self, request: &HttpRequest) -> Vec<String> {
        let brought = cookies::brought(request, &self.cookies.session()).into_iter();
        if self.defects.has(Defect::SESSION_FIXATION) {
            return brought.collect();
        }
        brought.filter_map(|value| self.tickets.read(Purpose::Cookie, &value).map(str::to_owned)).collect()
    }

    /// What the cookie of a session holds.
    pub(crate) fn session_cookie(&self, session: &str) -> String {
        if self.defects.has(Defect::SESSION_FIXATION) {
            return session.to_owned();
        }
        self.tickets.sign(Purpose::Cookie, session)
    }

    pub(crate) fn state_cookie(&self, state: &str) -> String {
        if self.defects.has(Defect::STATE_COOKIE_SHARED) {
            return self.cookies.only_state();
        }
        self.cookies.state(state)
    }
}

fn base(text: &str) -> Result<Url, BuildError> {
    let wrong = |why: String| BuildError::Address { url: text.to_owned(), why };
    let mut url = Url::parse(text).map_err(|error| wrong(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("it begins with neither `https:` nor `http:`".to_owned()));
    }
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(wrong("it has more than a host and a path".to_owned()));
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

fn check(path: &str) -> Result<(), BuildError> {
    let wrong = |why| Err(BuildError::Path { path: path.to_owned(), why });
    match path {
        _ if !path.starts_with('/') || path.starts_with("//") => wrong("it does not begin with one slash"),
        _ if path.contains(['{', '}', '#']) => wrong("it is no plain path"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn the_pages_of_a_tool_lie_below_its_address() {
        let app = App::build(Builder::new("https://tool.example/quiz".to_owned())).await.unwrap();
        for own in
            ["https://tool.example/quiz/7?a=1", "https://tool.example/quiz/", "https://tool.example/quiz"]
        {
            assert_eq!(app.own_page(own), own);
        }
        let foreign =
            ["https://tool.example/other", "https://tool.example/quizzes", "http://tool.example/quiz/7", "7"];
        for foreign in foreign {
            assert_eq!(app.own_page(foreign), "https://tool.example/quiz/", "{foreign}");
        }
    }
}
