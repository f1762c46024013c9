//! What the platform itself fetches from a tool, written down as what came to it is.

use reqwest::header::CONTENT_TYPE;
use url::Url;

use super::exchange::{Exchange, Kind, keep};
use crate::campus::Campus;
use crate::domain::launch::LaunchId;
use crate::fetch::{Ask, FetchError, Hop, Limits};

/// What a fetch is for: where it belongs to a launch, the story of that shows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Errand<'a> {
    pub(crate) campus: &'a Campus,
    pub(crate) launch: Option<&'a LaunchId>,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub(crate) media_type: String,
    pub(crate) body: Vec<u8>,
}

impl Errand<'_> {
    /// Fetches a web address within the limits, and writes down each request that this took.
    pub(crate) async fn get(self, url: &str, accept: &str, limits: Limits) -> Result<Fetched, FetchError> {
        let url = Url::parse(url).map_err(|error| FetchError::Unreachable(error.to_string()))?;
        let at = self.campus.now();
        let mut hops = self.campus.ground().fetcher.get(&url, accept, limits).await;
        for hop in &hops {
            self.write_down(hop, at);
        }
        match hops.pop() {
            Some(Hop { error: Some(error), .. }) => Err(error),
            Some(last) => {
                let media_type = last.header(&CONTENT_TYPE).unwrap_or_default().to_owned();
                Ok(Fetched { media_type, body: last.body })
            }
            None => Err(FetchError::Unreachable("nothing was asked".to_owned())),
        }
    }

    /// Sends one request, follows nothing, and says under which number it is written down.
    pub(crate) async fn ask(self, ask: Ask<'_>) -> (Hop, u64) {
        let at = self.campus.now();
        let hop = self.campus.ground().fetcher.once(ask).await;
        let number = self.write_down(&hop, at);
        (hop, number)
    }

    fn write_down(self, hop: &Hop, at: jiff::Timestamp) -> u64 {
        let (response_body, response_cut) = keep(&hop.body);
        let number = self.campus.journal().add(Exchange {
            launch: self.launch.map(ToString::to_string),
            status: hop.status,
            request_headers: hop.sent.clone(),
            request_body: hop.sent_body.clone(),
            response_headers: hop.headers.clone(),
            response_body,
            response_cut,
            duration_ms: hop.took.as_secs_f64() * 1000.0,
            failure: hop.error.as_ref().map(ToString::to_string),
            ..Exchange::begun(Kind::Fetch, at, hop.method.to_string(), hop.url.clone())
        });
        if let Some(launch) = self.launch {
            self.campus.launches().attach(launch, number);
        }
        number
    }
}
