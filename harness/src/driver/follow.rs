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

    /// Where the journey stopped or ended.
    pub(crate) fn end(&self) -> Option<&Url> {
        let stopped = self.stopped.as_ref().map(|request| &request.url);
        stopped.or_else(|| self.last().map(|hop| &hop.url))
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

    /// Opens an address and follows all its redirects.
    pub(crate) async fn visit(&mut self, url: &Url) -> Result<Journey, FollowError> {
        self.follow(Request::get(url), &Follow::all()).await
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
mod tests {
    use super::super::test_server::{TestServer, browser};
    use super::{Follow, FollowError, Journey, Request};

    const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone";

    fn to(status: u16, location: &str) -> String {
        format!("HTTP/1.1 {status} Go\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
    }

    fn path(journey: &Journey) -> Vec<String> {
        journey.hops.iter().map(|hop| format!("{} {}", hop.method, hop.url.path())).collect()
    }

    #[tokio::test]
    async fn every_hop_of_a_redirected_post_is_seen() {
        let server =
            TestServer::start(&[("/a", &to(307, "/b")), ("/b", &to(302, "{url}/c")), ("/c", DONE)]).await;
        let mut browser = browser();
        let request = Request::post_form(&server.at("/a"), &[("x", "1")]);
        let journey = browser.follow(request, &Follow::all()).await.unwrap();
        assert_eq!(path(&journey), ["POST /a", "POST /b", "GET /c"]);
        assert_eq!(journey.hops[1].request_body.text(), "x=1");
        assert_eq!(journey.hops[2].request_header("content-type"), None);
        assert_eq!(journey.last().unwrap().response_body.text(), "done");
        assert_eq!(journey.end(), Some(&server.at("/c")));
    }

    #[tokio::test]
    async fn cookies_set_on_the_way_are_sent_on_the_way() {
        let first = "HTTP/1.1 302 Go\r\nlocation: /b\r\nset-cookie: a=1\r\ncontent-length: 0\r\n\r\n";
        let server = TestServer::start(&[("/a", first), ("/b", "echo")]).await;
        let journey = browser().visit(&server.at("/a")).await.unwrap();
        assert_eq!(journey.hops[1].request_header("cookie"), Some("a=1"));
    }

    #[tokio::test]
    async fn a_journey_stops_before_the_address_that_the_caller_waits_for() {
        let server =
            TestServer::start(&[("/login", &to(302, "http://localhost:1/main/lti/authorize?x=1"))]).await;
        let stop = |url: &url::Url| url.path() == "/main/lti/authorize";
        let journey =
            browser().follow(Request::get(&server.at("/login")), &Follow::until(&stop)).await.unwrap();
        assert_eq!(journey.hops.len(), 1);
        let stopped = journey.stopped.as_ref().unwrap();
        assert_eq!((stopped.method.as_str(), stopped.url.query()), ("GET", Some("x=1")));
        assert_eq!(journey.end().unwrap().port(), Some(1));
    }

    #[tokio::test]
    async fn circles_and_endless_chains_end_with_an_error_that_names_the_addresses() {
        let long: Vec<_> = (0..20).map(|at| (format!("/{at}"), to(302, &format!("/{}", at + 1)))).collect();
        let mut answers: Vec<_> =
            long.iter().map(|(path, answer)| (path.as_str(), answer.as_str())).collect();
        let (there, back) = (to(302, "/pong"), to(303, "/ping"));
        answers.extend([("/ping", there.as_str()), ("/pong", back.as_str())]);
        let server = TestServer::start(&answers).await;
        let mut browser = browser();
        let circle = browser.visit(&server.at("/ping")).await.unwrap_err();
        assert!(matches!(circle, FollowError::Loop(_)));
        assert_eq!(circle.to_string().matches("/ping`").count(), 2, "{circle}");
        let endless = browser.visit(&server.at("/0")).await.unwrap_err();
        assert!(matches!(&endless, FollowError::TooMany(urls) if urls.len() == 12), "{endless}");
        assert_eq!(browser.exchanges().len(), 3 + 11);
    }

    #[tokio::test]
    async fn a_return_to_the_same_address_with_a_new_cookie_is_no_circle() {
        let test = "HTTP/1.1 302 Go\r\nlocation: /a\r\nset-cookie: seen=1\r\ncontent-length: 0\r\n\r\n";
        let server = TestServer::start(&[("/a", test)]).await;
        let mut browser = browser();
        assert!(matches!(browser.visit(&server.at("/a")).await, Err(FollowError::Loop(_))));
        assert_eq!(browser.exchanges().len(), 3);
    }

    #[tokio::test]
    async fn redirects_that_lead_out_of_http_or_nowhere_are_errors() {
        let two = "HTTP/1.1 302 Go\r\nlocation: /a\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n";
        let answers = [("/js", &*to(302, "javascript:x()")), ("/bad", &*to(302, "http://[")), ("/two", two)];
        let server = TestServer::start(&answers).await;
        for (path, _) in answers {
            let error = browser().visit(&server.at(path)).await.unwrap_err();
            assert!(matches!(&error, FollowError::BadTarget { from, .. } if from.path() == path), "{error}");
        }
        let error = browser().visit(&"http://localhost:1/".parse().unwrap()).await.unwrap_err();
        assert!(matches!(error, FollowError::Transport(_)));
    }

    #[tokio::test]
    async fn a_redirect_status_without_a_location_is_the_last_answer() {
        let server = TestServer::start(&[("/", "HTTP/1.1 302 Go\r\ncontent-length: 0\r\n\r\n")]).await;
        assert_eq!(browser().visit(&server.url).await.unwrap().last().unwrap().status, Some(302));
    }

    #[tokio::test]
    async fn refreshes_are_followed_only_when_asked() {
        let header = "HTTP/1.1 200 OK\r\nrefresh: 0; url=/meta\r\ncontent-length: 0\r\n\r\n";
        let meta = "HTTP/1.1 200 OK\r\n\r\n<meta http-equiv=refresh content='1; url={url}/done'>";
        let server = TestServer::start(&[("/", header), ("/meta", meta), ("/done", DONE)]).await;
        let rules = Follow::all().with_refreshes();
        let journey = browser().follow(Request::get(&server.url), &rules).await.unwrap();
        assert_eq!(path(&journey), ["GET /", "GET /meta", "GET /done"]);
        assert_eq!(journey.hops[2].request_header("referer"), Some(server.at("/meta").as_str()));
        assert_eq!(browser().visit(&server.url).await.unwrap().hops.len(), 1);
    }
}
