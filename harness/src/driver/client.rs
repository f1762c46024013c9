//! The wire: one request out, one answer in, within limits, recorded whether or not it worked.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use jiff::Timestamp;
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
        Self { time: Duration::from_secs(10), bytes: 2 * 1024 * 1024 }
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

    /// Sends the request with exactly these headers and waits for the answer. The exchange is not numbered yet.
    pub(crate) async fn exchange(
        &self,
        request: &Request,
        headers: Vec<(String, String)>,
        limits: Limits,
        at: Timestamp,
    ) -> Exchange {
        let started = Instant::now();
        let mut exchange = unanswered(request, headers, at);
        exchange.error = self.fetch(request, &mut exchange, limits).await.err();
        exchange.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
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

/// A client that does nothing of its own accord. A connection serves one exchange: a tool that closes idle connections
/// must not look like one that drops requests.
fn bare() -> reqwest::ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_gzip()
        .no_brotli()
        .pool_max_idle_per_host(0)
}

fn unanswered(request: &Request, request_headers: Vec<(String, String)>, at: Timestamp) -> Exchange {
    Exchange {
        number: 0,
        at,
        method: request.method.to_string(),
        url: request.url.clone(),
        request_headers,
        request_body: Body(request.body().to_vec()),
        status: None,
        response_headers: Vec::new(),
        response_body: Body::default(),
        truncated: false,
        duration_ms: 0,
        error: None,
    }
}

/// Keeps what fits and says whether more is wanted.
fn take(exchange: &mut Exchange, chunk: &[u8], limit: usize) -> bool {
    let room = limit - exchange.response_body.0.len().min(limit);
    let fitting = chunk.get(..room).unwrap_or(chunk);
    exchange.response_body.0.extend_from_slice(fitting);
    exchange.truncated = fitting.len() < chunk.len();
    !exchange.truncated
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
mod tests {
    use std::time::Duration;

    use super::super::http::Browser;
    use super::super::test_server::{TestServer, browser, settings};
    use super::super::transport::TransportKind;
    use super::Limits;

    async fn kind(path: &str, answer: &str) -> TransportKind {
        let server = TestServer::start(&[(path, answer)]).await;
        let mut browser = browser();
        let error = browser.get(&server.at(path)).await.unwrap_err();
        let recorded = browser.exchanges().remove(0);
        assert_eq!(recorded.error.as_ref(), Some(&error));
        error.kind
    }

    #[tokio::test]
    async fn troubles_are_told_apart() {
        for (answer, expected) in [
            ("", TransportKind::Reset),
            ("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort", TransportKind::Reset),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab", TransportKind::Reset),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab", TransportKind::BadHttp),
            ("SSH-2.0-OpenSSH\r\n", TransportKind::BadHttp),
            ("HTTP/1.1 abc\r\n\r\n", TransportKind::BadHttp),
            ("HTTP/1.1 200 OK\r\nbad header\r\n\r\n", TransportKind::BadHttp),
        ] {
            assert_eq!(kind("/", answer).await, expected, "{answer}");
        }
    }

    #[tokio::test]
    async fn a_partial_answer_is_kept_with_its_error() {
        let server = TestServer::start(&[("/", "HTTP/1.1 500 No\r\ncontent-length: 10\r\n\r\nshort")]).await;
        let mut browser = browser();
        browser.get(&server.url).await.unwrap_err();
        let recorded = browser.exchanges().remove(0);
        assert_eq!(recorded.status, Some(500));
        assert_eq!(recorded.response_body.text(), "short");
    }

    #[tokio::test]
    async fn nobody_listening_is_a_refusal_of_the_connection() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://localhost:{}/", listener.local_addr().unwrap().port()).parse().unwrap();
        drop(listener);
        let error = browser().get(&url).await.unwrap_err();
        assert_eq!(error.kind, TransportKind::Refused);
        assert!(error.to_string().starts_with("connection refused, nothing listens there"), "{error}");
    }

    #[tokio::test]
    async fn https_to_a_plain_server_is_a_tls_error() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port()).parse().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 No\r\n\r\n").await.unwrap();
        });
        assert_eq!(browser().get(&url).await.unwrap_err().kind, TransportKind::Tls);
    }

    #[tokio::test]
    async fn other_schemes_and_impossible_headers_are_not_sent() {
        let mut browser = browser();
        let error = browser.get(&"ftp://localhost/".parse().unwrap()).await.unwrap_err();
        assert_eq!(error.kind, TransportKind::BadRequest);
        let request =
            super::Request::get(&"http://localhost/".parse().unwrap()).with_header("x", "a\r\nb: c");
        assert_eq!(browser.send(&request).await.unwrap_err().kind, TransportKind::BadRequest);
        assert_eq!(browser.exchanges().len(), 2);
    }

    #[tokio::test]
    async fn a_slow_answer_ends_at_the_time_limit() {
        let server = TestServer::start(&[("/", "hang")]).await;
        let time = Duration::from_millis(50);
        let mut settings = settings();
        settings.limits = Limits { time, ..Limits::default() };
        let error = Browser::new(settings).get(&server.url).await.unwrap_err();
        assert_eq!(
            (error.kind, error.text.as_str()),
            (TransportKind::Timeout, "no complete answer within 50ms")
        );
    }

    #[tokio::test]
    async fn a_long_answer_is_cut_at_the_size_limit() {
        let page = format!("HTTP/1.1 200 OK\r\ncontent-length: 52428800\r\n\r\n{}", "x".repeat(100_000));
        let exact = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n12345";
        let server = TestServer::start(&[("/", &page), ("/exact", exact)]).await;
        for (path, bytes, length, truncated) in
            [("/", 1000, 1000, true), ("/exact", 5, 5, false), ("/exact", 4, 4, true), ("/exact", 0, 0, true)]
        {
            let mut settings = settings();
            settings.limits.bytes = bytes;
            let answer = Browser::new(settings).get(&server.at(path)).await.unwrap();
            assert_eq!(
                (answer.response_body.0.len(), answer.truncated),
                (length, truncated),
                "{path} {bytes}"
            );
        }
    }
}
