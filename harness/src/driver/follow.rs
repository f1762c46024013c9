//! Following redirects one by one, with every hop recorded, and stopping where the caller wants to look.

use std::sync::Arc;

use url::Url;

use super::exchange::Exchange;
use super::html::Page;
use super::http::Browser;
use super::request::Request;
use super::transport::TransportError;
use super::{redirect, refresh};

const MOST_HOPS: usize = 10;

/// How far to follow.
#[derive(Default)]
pub(crate) struct Follow<'a> {
    stop: Option<&'a (dyn Fn(&Url) -> bool + Sync)>,
    refreshes: bool,
}

impl<'a> Follow<'a> {
    /// To the last answer.
    pub(crate) fn all() -> Self {
        Self::default()
    }

    /// Up to the first hop that would go to such an address, without sending it. Holds for the first hop too.
    pub(crate) fn until(stop: &'a (dyn Fn(&Url) -> bool + Sync)) -> Self {
        Self { stop: Some(stop), refreshes: false }
    }

    /// Takes `Refresh` with at most five seconds for a redirect.
    #[must_use]
    pub(crate) fn with_refreshes(mut self) -> Self {
        self.refreshes = true;
        self
    }

    fn stops(&self, url: &Url) -> bool {
        self.stop.is_some_and(|stop| stop(url))
    }
}

impl std::fmt::Debug for Follow<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follow").field("refreshes", &self.refreshes).finish_non_exhaustive()
    }
}

/// What was seen on the way.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    /// The hops that were sent, in order.
    pub(crate) hops: Vec<Arc<Exchange>>,
    /// The hop at which the caller's rule stopped. It was not sent.
    pub(crate) stopped: Option<Request>,
}

impl Journey {
    /// The last answer; none if the very first hop was stopped.
    pub(crate) fn last(&self) -> Option<&Arc<Exchange>> {
        self.hops.last()
    }
}

/// Why redirects lead nowhere. The hops so far are in the recorder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FollowError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("the redirects run in a circle: {}", chain(.0))]
    Loop(Vec<Url>),
    #[error("more than {MOST_HOPS} redirects: {}", chain(.0))]
    TooMany(Vec<Url>),
    #[error("`{from}` redirects to an address that a browser does not open: {reason}")]
    BadTarget { from: Url, reason: String },
}

fn chain(urls: &[Url]) -> String {
    urls.iter().map(|url| format!("`{url}`")).collect::<Vec<_>>().join(" -> ")
}

impl Browser {
    /// Sends the request and follows its redirects as the rules say.
    pub(crate) async fn follow(
        &mut self,
        request: Request,
        rules: &Follow<'_>,
    ) -> Result<Journey, FollowError> {
        let mut journey = Journey { hops: Vec::new(), stopped: None };
        let mut next = Some(request);
        while let Some(request) = next {
            if rules.stops(&request.url) {
                journey.stopped = Some(request);
                break;
            }
            if journey.hops.len() > MOST_HOPS {
                return Err(FollowError::TooMany(urls(&journey.hops, &request.url)));
            }
            let hop = self.send(&request).await?;
            let seen = journey.hops.iter().any(|earlier| is_same_request(earlier, &hop));
            journey.hops.push(Arc::clone(&hop));
            if seen {
                return Err(FollowError::Loop(urls(&journey.hops, &hop.url)));
            }
            next = step(&request, &hop, rules)?;
        }
        Ok(journey)
    }
}

fn urls(hops: &[Arc<Exchange>], next: &Url) -> Vec<Url> {
    let mut urls: Vec<_> = hops.iter().map(|hop| hop.url.clone()).collect();
    if urls.last() != Some(next) {
        urls.push(next.clone());
    }
    urls
}

/// The same request with the same cookies gets the same redirect: a second time is a circle. With other cookies it is
/// a tool that tests whether cookies work.
fn is_same_request(one: &Exchange, other: &Exchange) -> bool {
    one.method == other.method
        && one.url == other.url
        && one.request_body == other.request_body
        && one.request_header("cookie") == other.request_header("cookie")
}

fn step(request: &Request, hop: &Exchange, rules: &Follow<'_>) -> Result<Option<Request>, FollowError> {
    let bad = |reason| FollowError::BadTarget { from: hop.url.clone(), reason };
    if let Some(target) = redirect::target(hop) {
        return Ok(Some(redirect::next(request, hop.status, target.map_err(bad)?)));
    }
    let refreshed = if rules.refreshes { refresh_of(hop) } else { None };
    Ok(refreshed.map(|url| refreshed_request(request, hop, &url)))
}

fn refresh_of(hop: &Exchange) -> Option<Url> {
    let by_header = hop.header("refresh").and_then(|text| refresh::target(text, &hop.url));
    by_header.or_else(|| Page::of(hop).refresh)
}

/// A refresh is a navigation of its own, caused by the page.
fn refreshed_request(request: &Request, hop: &Exchange, url: &Url) -> Request {
    let mut next = Request::get(url).initiated_by(&hop.url);
    next.embedder.clone_from(&request.embedder);
    next
}

#[cfg(test)]
mod tests;
