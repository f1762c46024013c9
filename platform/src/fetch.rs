//! Fetching what a tool serves: its keys, its files, and what the doctor asks. A tool may be slow, huge or lead in circles,
//! so every fetch has limits of time, size and redirects.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, USER_AGENT};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use url::Url;

use crate::journal::exchange::Headers;

/// How the platform calls itself.
const NAME: &str = "Homeroom";

/// How far a tool may send us on.
const REDIRECTS: usize = 3;

/// How much of a fetch is waited for and taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    pub(crate) bytes: usize,
}

/// What a browser accepts that wants a page.
pub(crate) const A_PAGE: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// One request as a browser would make it: a GET, or the POST of a form.
#[derive(Debug, Clone)]
pub(crate) struct Ask<'a> {
    pub(crate) url: &'a Url,
    pub(crate) accept: &'static str,
    /// The fields of the form, encoded.
    pub(crate) form: Option<String>,
    pub(crate) limits: Limits,
}

/// One request and what came back: a redirect makes another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) url: String,
    /// What was sent besides that.
    pub(crate) sent: Headers,
    pub(crate) sent_body: String,
    /// 0 when nothing came.
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    /// As much as came within the limits.
    pub(crate) body: Vec<u8>,
    pub(crate) took: Duration,
    /// Why it ended here, if it should not have.
    pub(crate) error: Option<FetchError>,
}

impl Hop {
    fn new(url: &Url, accept: &str) -> Self {
        let sent = [(ACCEPT, accept), (USER_AGENT, NAME)];
        Self {
            method: Method::GET,
            url: url.to_string(),
            sent: sent.map(|(name, value)| (name.to_string(), value.to_owned())).to_vec(),
            sent_body: String::new(),
            status: 0,
            headers: Headers::new(),
            body: Vec::new(),
            took: Duration::ZERO,
            error: None,
        }
    }

    fn form(mut self, form: String) -> Self {
        self.method = Method::POST;
        self.sent.push((CONTENT_TYPE.to_string(), "application/x-www-form-urlencoded".to_owned()));
        self.sent_body = form;
        self
    }

    /// The first value of a header of the answer.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name.as_str()).map(|(_, value)| value.as_str())
    }
}

/// Why nothing usable came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("no whole answer within {} s", .0.as_secs())]
    Slow(Duration),
    #[error("more than {REDIRECTS} redirects, or one to something that is no web address")]
    Redirects,
    #[error("an answer of more than {} kB", .0 / 1024)]
    Huge(usize),
    #[error("status {0}")]
    Status(u16),
    #[error("no answer: {0}")]
    Unreachable(String),
}

/// The client, made when the first fetch needs it.
#[derive(Debug, Default)]
pub(crate) struct Fetcher {
    client: OnceLock<Client>,
}

impl Fetcher {
    /// Fetches a web address within the limits, and tells each request that this took. It went well if the last one
    /// has no error; anything but a status of success is one.
    pub(crate) async fn get(&self, url: &Url, accept: &str, limits: Limits) -> Vec<Hop> {
        let deadline = Instant::now() + limits.time;
        let (mut hops, mut next) = (Vec::new(), Some(url.clone()));
        while let Some(url) = next.take() {
            let mut hop = Hop::new(&url, accept);
            let started = Instant::now();
            match self.ask(&mut hop, deadline, limits).await {
                Ok(Some(_)) if hops.len() == REDIRECTS => hop.error = Some(FetchError::Redirects),
                Ok(further) => next = further,
                Err(error) => hop.error = Some(error),
            }
            hop.took = started.elapsed();
            hops.push(hop);
        }
        hops
    }

    /// Sends one request and follows nothing. Any status is an answer; an error is there only where none came whole.
    pub(crate) async fn once(&self, ask: Ask<'_>) -> Hop {
        let hop = Hop::new(ask.url, ask.accept);
        let mut hop = match ask.form {
            Some(form) => hop.form(form),
            None => hop,
        };
        let started = Instant::now();
        if let Err(error) = self.send(&mut hop, started + ask.limits.time, ask.limits).await {
            hop.error = Some(error);
        }
        hop.took = started.elapsed();
        hop
    }

    /// Sends one request; what comes back is put into the hop. The address is that of a redirect.
    async fn ask(&self, hop: &mut Hop, deadline: Instant, limits: Limits) -> Result<Option<Url>, FetchError> {
        let (status, base) = self.send(hop, deadline, limits).await?;
        match hop.header(&LOCATION).filter(|_| status.is_redirection()) {
            Some(location) => web_address(&base, location).map(Some),
            None if status.is_success() => Ok(None),
            None => Err(FetchError::Status(hop.status)),
        }
    }

    /// Puts what comes back into the hop; says the status and the address that answered.
    async fn send(
        &self,
        hop: &mut Hop,
        deadline: Instant,
        limits: Limits,
    ) -> Result<(StatusCode, Url), FetchError> {
        let left = deadline.saturating_duration_since(Instant::now());
        let request = written(self.client()?, hop).timeout(left);
        let answer = request.send().await.map_err(|error| explain(&error, limits))?;
        let (status, base) = (answer.status(), answer.url().clone());
        hop.status = status.as_u16();
        hop.headers = headers(answer.headers());
        read(answer, &mut hop.body, limits).await?;
        Ok((status, base))
    }

    fn client(&self) -> Result<&Client, FetchError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = Client::builder().redirect(Policy::none()).build();
        let client = client.map_err(|error| FetchError::Unreachable(error.to_string()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

fn written(client: &Client, hop: &Hop) -> RequestBuilder {
    let mut request = client.request(hop.method.clone(), &hop.url);
    for (name, value) in &hop.sent {
        request = request.header(name, value);
    }
    if hop.method == Method::POST { request.body(hop.sent_body.clone()) } else { request }
}

fn headers(map: &HeaderMap) -> Headers {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    map.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

/// Where a redirect leads.
fn web_address(base: &Url, location: &str) -> Result<Url, FetchError> {
    let url = base.join(location).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or(FetchError::Redirects)
}

async fn read(mut answer: Response, body: &mut Vec<u8>, limits: Limits) -> Result<(), FetchError> {
    while let Some(chunk) = answer.chunk().await.map_err(|error| explain(&error, limits))? {
        if body.len() + chunk.len() > limits.bytes {
            return Err(FetchError::Huge(limits.bytes));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(())
}

fn explain(error: &reqwest::Error, limits: Limits) -> FetchError {
    if error.is_timeout() { FetchError::Slow(limits.time) } else { FetchError::Unreachable(innermost(error)) }
}

/// The last cause says what the system said.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
