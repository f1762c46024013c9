//! The browser: a cookie jar, a recorder and the rules of navigation, sending one hop at a time.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::client::{Clients, Limits};
use super::exchange::{Exchange, Recorder};
use super::headers;
use super::jar::{Jar, Mark};
use super::request::Request;
use super::site::SiteRules;
use super::transport::TransportError;

/// Where the browser takes the time from.
#[derive(Clone)]
pub(crate) struct Now(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Now {
    pub(crate) fn new(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(clock))
    }

    fn get(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Now {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Now(..)")
    }
}

/// How a browser is to behave.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) clients: Arc<Clients>,
    pub(crate) now: Now,
    pub(crate) limits: Limits,
    /// A page whose origin counts as another site than everything else, even on the same host (OIDC-023).
    pub(crate) other_site: Option<Url>,
}

impl Settings {
    pub(crate) fn new(clients: Arc<Clients>, now: Now) -> Self {
        Self { clients, now, limits: Limits::default(), other_site: None }
    }
}

/// A browser without a screen. Cheap to make.
#[derive(Debug)]
pub(crate) struct Browser {
    settings: Settings,
    jar: Jar,
    recorder: Recorder,
}

impl Browser {
    /// A browser whose exchanges are recorded among those of others.
    pub(crate) fn recording_to(settings: Settings, recorder: Recorder) -> Self {
        let sites = settings.other_site.as_ref().map_or_else(SiteRules::default, SiteRules::with_other_site);
        Self { jar: Jar::new(sites), settings, recorder }
    }

    /// Another person's browser: the same behaviour, no cookies, the same recorder.
    pub(crate) fn fresh(&self) -> Self {
        Self::recording_to(self.settings.clone(), self.recorder.clone())
    }

    /// A second browser that starts with all cookies of this one.
    pub(crate) fn clone_with_cookies(&self) -> Self {
        Self { settings: self.settings.clone(), jar: self.jar.clone(), recorder: self.recorder.clone() }
    }

    /// A second browser that starts with all cookies of this one and records for itself: for acts at the same time,
    /// whose exchanges would mix otherwise.
    pub(crate) fn twin(&self) -> Self {
        Self { recorder: Recorder::default(), ..self.clone_with_cookies() }
    }

    /// A second browser that starts with the cookies that were set since the mark, for the session probe.
    pub(crate) fn clone_with_cookies_since(&self, mark: Mark) -> Self {
        let mut browser = self.clone_with_cookies();
        browser.jar.keep_only_since(mark);
        browser
    }

    /// Treats the page's origin as another site from now on; `None` ends that.
    pub(crate) fn set_other_site(&mut self, page: Option<&Url>) {
        self.settings.other_site = page.cloned();
        self.jar.set_sites(page.map_or_else(SiteRules::default, SiteRules::with_other_site));
    }

    pub(crate) fn jar(&self) -> &Jar {
        &self.jar
    }

    /// Puts a cookie there by hand, for tests of session fixation (ATK-078).
    pub(crate) fn plant_cookie(&mut self, name: &str, value: &str, url: &Url) {
        self.jar.plant(name, value, url, self.settings.now.get());
    }

    pub(crate) fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Sends one request: cookies out, answer in, cookies kept, exchange recorded. Follows nothing.
    pub(crate) async fn send(&mut self, request: &Request) -> Result<Arc<Exchange>, TransportError> {
        let now = self.settings.now.get();
        let context = request.context();
        let cookies = self.jar.header(&request.url, &context, now);
        let headers = headers::of(request, cookies, self.jar.sites());
        let exchange = self.settings.clients.exchange(request, headers, self.settings.limits).await;
        let answered = self.settings.now.get();
        for header in exchange.headers("set-cookie") {
            self.jar.store(header, &request.url, &context, answered);
        }
        let exchange = self.recorder.record(exchange);
        exchange.error.clone().map_or(Ok(exchange), Err)
    }
}

#[cfg(test)]
mod tests;
