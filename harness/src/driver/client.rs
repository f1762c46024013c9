//! The wire: one request out, one answer in, within limits, recorded whether or not it worked.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use tokio::time::timeout_at;
use url::Url;

use super::exchange::{Body, Exchange};
use super::request::Request;
use super::transport::{TransportError, TransportKind};

/// How long one hop may take and how much of an answer is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) time: Duration,
    pub(crate) bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), bytes: 8 * 1024 * 1024 }
    }
}

/// The HTTP clients, made once and shared by all browsers.
#[derive(Debug)]
pub(crate) struct Clients {
    plain: Client,
    /// Loads the certificates of the system, so it is made when it is first needed.
    secure: OnceLock<Client>,
}

impl Clients {
    pub(crate) fn new() -> Result<Self, reqwest::Error> {
        let plain = bare().no_proxy().tls_certs_only([]).build()?;
        Ok(Self { plain, secure: OnceLock::new() })
    }

    fn of(&self, url: &Url) -> Result<&Client, TransportError> {
        match url.scheme() {
            "http" => Ok(&self.plain),
            "https" => self.secure(url),
            other => Err(TransportError::new(
                TransportKind::BadRequest,
                url,
                format!("only http and https can be fetched, not `{other}`"),
            )),
        }
    }

    fn secure(&self, url: &Url) -> Result<&Client, TransportError> {
        if let Some(client) = self.secure.get() {
            return Ok(client);
        }
        let client = bare().build().map_err(|error| TransportError::from_client(url, &error))?;
        Ok(self.secure.get_or_init(|| client))
    }

    /// Sends the request with exactly these headers and waits for the answer.
    pub(crate) async fn exchange(
        &self,
        request: &Request,
        headers: Vec<(String, String)>,
        limits: Limits,
    ) -> Exchange {
        let mut exchange = unanswered(request, headers);
        exchange.error = self.fetch(request, &mut exchange, limits).await.err();
        exchange
    }

    async fn fetch(
        &self,
        request: &Request,
        exchange: &mut Exchange,
        limits: Limits,
    ) -> Result<(), TransportError> {
        let url = &request.url;
        let deadline = tokio::time::Instant::now() + limits.time;
        let late = |_| TransportError::timeout(url, limits.time);
        let broken = |error: reqwest::Error| TransportError::from_client(url, &error);

        let mut sending = self.of(url)?.request(request.method.clone(), url.clone());
        sending = sending.headers(header_map(url, &exchange.request_headers)?);
        if let Some(content) = &request.content {
            sending = sending.body(content.bytes.clone());
        }
        let mut answer = timeout_at(deadline, sending.send()).await.map_err(late)?.map_err(broken)?;
        exchange.status = Some(answer.status().as_u16());
        exchange.response_headers = pairs(answer.headers());
        while let Some(chunk) = timeout_at(deadline, answer.chunk()).await.map_err(late)?.map_err(broken)? {
            if !take(exchange, &chunk, limits.bytes) {
                break;
            }
        }
        Ok(())
    }
}

/// A client that does nothing of its own accord but unpack what is compressed. A connection serves one exchange: a tool that
/// closes idle connections must not look like one that drops requests.
fn bare() -> reqwest::ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .pool_max_idle_per_host(0)
}

fn unanswered(request: &Request, request_headers: Vec<(String, String)>) -> Exchange {
    Exchange {
        method: request.method.to_string(),
        url: request.url.clone(),
        embedder: request.embedder.clone(),
        request_headers,
        request_body: Body(request.body().to_vec()),
        status: None,
        response_headers: Vec::new(),
        response_body: Body::default(),
        error: None,
    }
}

/// Keeps what fits and says whether more is wanted.
fn take(exchange: &mut Exchange, chunk: &[u8], limit: usize) -> bool {
    let room = limit - exchange.response_body.0.len().min(limit);
    let fitting = chunk.get(..room).unwrap_or(chunk);
    exchange.response_body.0.extend_from_slice(fitting);
    fitting.len() == chunk.len()
}

fn header_map(url: &Url, headers: &[(String, String)]) -> Result<HeaderMap, TransportError> {
    let unfit = |name: &str| {
        TransportError::new(TransportKind::BadRequest, url, format!("HTTP allows no such header: `{name}`"))
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unfit(name))?;
        map.append(key, HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unfit(name))?);
    }
    Ok(map)
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

#[cfg(test)]
mod tests;
