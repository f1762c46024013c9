//! One request to a platform, with limits of time and size. No redirect is followed: where it leads, neither a token nor
//! an assertion may go (TOK-045).

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use url::Url;

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::services::error::Failure;
use crate::services::json;
use crate::services::patience::Patience;

/// One answer, from the first byte sent to the last byte read.
const TIME: Duration = Duration::from_secs(6);

/// A request before it knows its token.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The media type of the answer that we want.
    pub(crate) accept: Option<&'static str>,
    /// A body with its media type.
    pub(crate) body: Option<(&'static str, String)>,
    /// The most bytes of an answer that are read.
    pub(crate) most: usize,
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// What an answer without success is called.
    pub(crate) fn failure(&self) -> Failure {
        if (300..400).contains(&self.status) {
            return Failure::Redirect(self.status);
        }
        Failure::Status { status: self.status, said: json::complaint(&self.body) }
    }
}

#[derive(Debug)]
pub(crate) struct Http {
    client: Client,
    clock: Clock,
    defects: Defects,
}

impl Http {
    pub(crate) fn new(clock: Clock, defects: Defects) -> Result<Self, reqwest::Error> {
        let client = Client::builder().redirect(Policy::none()).no_proxy().referer(false);
        Ok(Self { client: client.build()?, clock, defects })
    }

    pub(crate) fn patience(&self, time: Duration) -> Patience {
        Patience::new(self.clock.clone(), time)
    }

    /// Sends it once.
    pub(crate) async fn send(
        &self,
        ask: &Ask,
        token: Option<&str>,
        patience: &Patience,
    ) -> Result<Heard, Failure> {
        let time = TIME.min(patience.left());
        let request = self.request(ask, token);
        let heard = tokio::select! {
            heard = hear(request, ask.most) => heard,
            () = patience.pass(time) => Err(Failure::TooSlow),
        };
        log(ask, &heard);
        heard
    }

    fn request(&self, ask: &Ask, token: Option<&str>) -> RequestBuilder {
        let mut request = self.client.request(ask.method.clone(), ask.url.clone());
        if let Some(accept) = ask.accept {
            request = request.header(ACCEPT, accept);
        }
        if let Some((media_type, body)) = &ask.body {
            request = request.header(CONTENT_TYPE, *media_type).body(body.clone());
        }
        match token {
            Some(token) => self.authorized(request, token),
            None => request,
        }
    }

    /// TOK-040: in the header, and nowhere else.
    fn authorized(&self, request: RequestBuilder, token: &str) -> RequestBuilder {
        let scheme = if self.defects.has(Defect::BEARER_SCHEME_TOKEN) { "Token" } else { "Bearer" };
        let request = request.header(AUTHORIZATION, format!("{scheme} {token}"));
        if self.defects.has(Defect::BEARER_IN_QUERY) {
            return request.query(&[("access_token", token)]);
        }
        request
    }
}

/// Without the query, which may name people.
fn log(ask: &Ask, heard: &Result<Heard, Failure>) {
    let (method, host, path) = (&ask.method, ask.url.host_str(), ask.url.path());
    match heard {
        Ok(Heard { status, .. }) => tracing::debug!(%method, host, path, status, "called a service"),
        Err(failure) => tracing::debug!(%method, host, path, %failure, "called a service in vain"),
    }
}

async fn hear(request: RequestBuilder, most: usize) -> Result<Heard, Failure> {
    let mut response = request.send().await.map_err(|error| why(&error))?;
    let (status, headers) = (response.status().as_u16(), std::mem::take(response.headers_mut()));
    Ok(Heard { status, headers, body: read(response, most).await? })
}

async fn read(mut response: Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| why(&error))? {
        if body.len() + chunk.len() > most {
            return Err(Failure::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn why(error: &reqwest::Error) -> Failure {
    if error.is_timeout() { Failure::TooSlow } else { Failure::Unreachable }
}
