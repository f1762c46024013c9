//! Fetching a key set, with limits of time, size and redirects.

use std::time::Duration;

use reqwest::header::{CACHE_CONTROL, HeaderMap};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, Response};
use url::Url;

use crate::clock::Clock;

const TIME: Duration = Duration::from_millis(2_400);
/// How often is looked whether the tool's own time has run out, where it may be moved.
const LOOK: Duration = Duration::from_millis(20);
const SIZE: usize = 2 * 1024 * 1024;
const REDIRECTS: usize = 2;

/// Why there is no key set, in words that may stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("did not answer in time")]
    TooSlow,
    #[error("could not be reached")]
    Unreachable,
    #[error("answered with an error")]
    Status,
    #[error("answered with too much")]
    TooLarge,
    #[error("answered with something that is no key set")]
    NotAKeySet,
    #[error("was asked too often in the last minute")]
    TooOften,
}

/// A body, and for how many seconds it may be kept, if the platform says so.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) body: Vec<u8>,
    pub(crate) max_age: Option<i64>,
}

#[derive(Debug)]
pub(crate) struct Fetcher {
    client: Client,
    clock: Clock,
}

impl Fetcher {
    pub(crate) fn new(clock: Clock) -> Result<Self, reqwest::Error> {
        let client = Client::builder().timeout(TIME).redirect(Policy::custom(stay)).no_proxy();
        Ok(Self { client: client.build()?, clock })
    }

    pub(crate) async fn fetch(&self, url: &Url) -> Result<Fetched, FetchError> {
        tokio::select! {
            fetched = self.fetch_at_leisure(url) => fetched,
            () = self.time_is_over() => Err(FetchError::TooSlow),
        }
    }

    /// Our time may pass faster than that of the machine.
    async fn time_is_over(&self) {
        let end = self.clock.millis().saturating_add(i64::try_from(TIME.as_millis()).unwrap_or(i64::MAX));
        while self.clock.millis() < end {
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn fetch_at_leisure(&self, url: &Url) -> Result<Fetched, FetchError> {
        let response = self.client.get(url.clone()).send().await.map_err(|error| why(&error))?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(FetchError::Status);
        }
        let max_age = max_age(response.headers());
        Ok(Fetched { body: read(response).await?, max_age })
    }
}

/// A platform may move its keys, but nobody leads us to other hosts: they may be such that only we can reach.
fn stay(attempt: Attempt<'_>) -> Action {
    let origin = attempt.previous().first().map(Url::origin);
    if origin == Some(attempt.url().origin()) && attempt.previous().len() <= REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| why(&error))? {
        if body.len() + chunk.len() > SIZE {
            return Err(FetchError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn why(error: &reqwest::Error) -> FetchError {
    if error.is_timeout() { FetchError::TooSlow } else { FetchError::Unreachable }
}

/// `max-age` of `Cache-Control` (KEY-008); `no-store` and `no-cache` are an age of zero.
fn max_age(headers: &HeaderMap) -> Option<i64> {
    let header = headers.get(CACHE_CONTROL)?.to_str().ok()?.to_ascii_lowercase();
    let directives: Vec<_> = header.split(',').map(str::trim).collect();
    if directives.iter().any(|directive| ["no-store", "no-cache"].contains(directive)) {
        return Some(0);
    }
    directives.iter().find_map(|directive| directive.strip_prefix("max-age=")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(value: &'static str) -> Option<i64> {
        max_age(&[(CACHE_CONTROL, value.parse().unwrap())].into_iter().collect())
    }

    #[test]
    fn the_age_is_what_the_platform_says() {
        assert_eq!(age("public, Max-Age=3600"), Some(3600));
        assert_eq!(age("max-age=60, no-store"), Some(0));
        assert_eq!(age("private"), None);
        assert_eq!(age("max-age=soon"), None);
        assert_eq!(max_age(&HeaderMap::new()), None);
    }
}
