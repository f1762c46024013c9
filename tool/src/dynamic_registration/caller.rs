//! The two requests of a registration, with limits of address, time, size and redirects (DYN-004, ATK-083).

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use homeroom_vocab::media_type::JSON;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use url::Url;

use super::address::Addresses;
use super::spoilt;
use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::services::json;

/// One answer, from the first byte sent to the last byte read, redirects included. A platform may look at our keys before
/// it answers.
const TIME: Duration = Duration::from_secs(10);
const SIZE: usize = 1024 * 1024;
const REDIRECTS: usize = 3;
/// How much of what a platform says about a failure is shown, in characters.
const LONGEST_WORD: usize = 300;

/// What happened to a request, as the rest of a sentence about who was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unheard {
    /// After ten seconds.
    #[error("did not answer in time")]
    TooSlow,
    /// No connection, or none that the tool makes.
    #[error("could not be reached")]
    Unreachable,
    /// More than a megabyte.
    #[error("answered with more than a megabyte")]
    TooLarge,
    /// Another status than expected.
    #[error("answered {status}{}", said(.words.as_deref()))]
    Status {
        /// The status.
        status: u16,
        /// What the platform says about it.
        words: Option<String>,
    },
    /// A redirect to another site, in circles, or where none is followed.
    #[error("answered with a redirect that this tool does not follow")]
    Redirect,
}

fn said(words: Option<&str>) -> String {
    words
        .map(|words| format!(": {}", words.chars().take(LONGEST_WORD).collect::<String>()))
        .unwrap_or_default()
}

/// Who makes the requests.
#[derive(Debug)]
pub(crate) struct Caller {
    client: Client,
    clock: Clock,
    defects: Defects,
}

impl Caller {
    pub(crate) fn new(rules: Addresses, clock: Clock, defects: Defects) -> Result<Self, reqwest::Error> {
        let client = Client::builder().redirect(Policy::none()).no_proxy().referer(false);
        Ok(Self { client: client.dns_resolver(Resolver(rules)).build()?, clock, defects })
    }

    /// The configuration of a platform (DYN-002). Some platforms want the token for it.
    pub(crate) async fn configuration(
        &self,
        url: &Url,
        token: Option<&HeaderValue>,
    ) -> Result<Vec<u8>, Unheard> {
        let heard = self.follow(url, token);
        if self.defects.has(Defect::CONFIGURATION_AWAITED) {
            return heard.await;
        }
        self.in_time(heard).await
    }

    /// Sends a registration (DYN-005). Where a redirect leads, the token may not go.
    pub(crate) async fn register(
        &self,
        url: &Url,
        token: Option<&HeaderValue>,
        body: &Value,
    ) -> Result<Vec<u8>, Unheard> {
        let token = spoilt::token(token, &self.defects);
        let request = self.client.post(url.clone()).header(CONTENT_TYPE, spoilt::media_type(&self.defects));
        let heard = self.registered(send(request.body(spoilt::text(body, &self.defects)), token.as_ref()));
        if self.defects.has(Defect::REGISTRATION_AWAITED) {
            return heard.await;
        }
        self.in_time(heard).await
    }

    /// DYN-008: 200 and 201 are a success alike.
    async fn registered(
        &self,
        sent: impl Future<Output = Result<Response, Unheard>>,
    ) -> Result<Vec<u8>, Unheard> {
        let response = sent.await?;
        let is_taken = match response.status().as_u16() {
            200 => !self.defects.has(Defect::REGISTERED_OK_REFUSED),
            201 => !self.defects.has(Defect::REGISTERED_CREATED_REFUSED),
            _ => false,
        };
        if is_taken { self.read(response).await } else { Err(self.refusal(response).await) }
    }

    /// Goes where the address leads on the same site.
    async fn follow(&self, url: &Url, token: Option<&HeaderValue>) -> Result<Vec<u8>, Unheard> {
        let mut at = url.clone();
        for _ in 0..=REDIRECTS {
            let response = send(self.client.get(at.clone()), token).await?;
            match response.status().as_u16() {
                200 => return self.read(response).await,
                300..400 => at = self.next(&response, &at).ok_or(Unheard::Redirect)?,
                _ => return Err(self.refusal(response).await),
            }
        }
        Err(Unheard::Redirect)
    }

    /// Where a redirect leads, if it stays on the site.
    fn next(&self, response: &Response, at: &Url) -> Option<Url> {
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let next = at.join(location).ok()?;
        let is_bare = next.username().is_empty() && next.password().is_none();
        let follows =
            next.origin() == at.origin() || self.defects.has(Defect::CONFIGURATION_REDIRECT_FOLLOWED);
        (follows && is_bare).then_some(next)
    }

    async fn refusal(&self, response: Response) -> Unheard {
        let status = response.status().as_u16();
        if (300..400).contains(&status) {
            return Unheard::Redirect;
        }
        let words = self.read(response).await.ok().and_then(|body| json::complaint(&body));
        Unheard::Status { status, words }
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Unheard> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| Unheard::Unreachable)? {
            if body.len() + chunk.len() > SIZE {
                return Err(Unheard::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    async fn in_time(
        &self,
        heard: impl Future<Output = Result<Vec<u8>, Unheard>>,
    ) -> Result<Vec<u8>, Unheard> {
        tokio::select! {
            heard = heard => heard,
            () = tokio::time::sleep(TIME) => Err(Unheard::TooSlow),
            () = self.clock.pass(TIME) => Err(Unheard::TooSlow),
        }
    }
}

async fn send(request: RequestBuilder, token: Option<&HeaderValue>) -> Result<Response, Unheard> {
    let request = request.header(ACCEPT, JSON);
    let request = match token {
        Some(token) => request.header(AUTHORIZATION, token),
        None => request,
    };
    request.send().await.map_err(|_| Unheard::Unreachable)
}

/// Finds the addresses of a name and forgets those that may not be called. The connection is made to one of the rest, so
/// that a name cannot mean another machine a moment later.
struct Resolver(Addresses);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let rules = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|at| rules.allows(name.as_str(), at.ip())).collect();
            if allowed.is_empty() {
                return Err(format!("`{}` has no address that may be called", name.as_str()).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}
