//! Fetching what a tool serves: its keys and its files. A tool may be slow, huge or lead in circles, so every fetch has
//! limits of time, size and redirects.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

/// How far a tool may send us on.
const REDIRECTS: usize = 3;

/// How much of a fetch is waited for and taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    pub(crate) bytes: usize,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) media_type: String,
    pub(crate) body: Vec<u8>,
}

/// Why nothing usable came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("no whole answer within {} s", .0.as_secs())]
    Slow(Duration),
    #[error("more than {REDIRECTS} redirects, or one to something that is no web address")]
    Redirects,
    #[error("an answer of more than {0} bytes")]
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
    /// Fetches a web address within the limits; anything but a status of success is an error.
    pub(crate) async fn get(&self, url: &str, accept: &str, limits: Limits) -> Result<Fetched, FetchError> {
        let client = self.client()?;
        let answer = client.get(url).header(ACCEPT, accept).timeout(limits.time).send().await;
        let answer = answer.map_err(|error| explain(&error, limits))?;
        if !answer.status().is_success() {
            return Err(FetchError::Status(answer.status().as_u16()));
        }
        let media_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or_default().to_owned();
        Ok(Fetched { media_type, body: read(answer, limits).await? })
    }

    fn client(&self) -> Result<&Client, FetchError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = Client::builder().redirect(Policy::limited(REDIRECTS)).user_agent("Homeroom").build();
        let client = client.map_err(|error| FetchError::Unreachable(error.to_string()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

async fn read(mut answer: Response, limits: Limits) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| explain(&error, limits))? {
        if body.len() + chunk.len() > limits.bytes {
            return Err(FetchError::Huge(limits.bytes));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn explain(error: &reqwest::Error, limits: Limits) -> FetchError {
    if error.is_timeout() {
        FetchError::Slow(limits.time)
    } else if error.is_redirect() {
        FetchError::Redirects
    } else {
        FetchError::Unreachable(innermost(error))
    }
}

/// The last cause says what the system said.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
