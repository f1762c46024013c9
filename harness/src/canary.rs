//! A stranger's host: whoever asks it anything is caught.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// How long a caller may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(2);

/// So much of a request is kept.
const MOST: usize = 64 * 1024;

const END_OF_HEAD: &str = "\r\n\r\n";

const ANSWER: &[u8] = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A listener on a free port of another loopback name than the tool's.
#[derive(Debug)]
pub(crate) struct Canary {
    url: Url,
    calls: Arc<Mutex<Vec<Call>>>,
    task: tokio::task::JoinHandle<()>,
}

/// What somebody asked the stranger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// Method, address and version.
    pub(crate) line: String,
    /// Names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Canary {
    /// Starts listening.
    pub(crate) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let url = Url::parse(&format!("http://{address}/")).map_err(std::io::Error::other)?;
        let calls = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(listen(listener, Arc::clone(&calls)));
        Ok(Self { url, calls, task })
    }

    /// An address on the stranger's host that nobody else uses.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// The request lines that asked for something under this path.
    pub(crate) fn calls(&self, path: &str) -> Vec<String> {
        self.requests(path).into_iter().map(|call| call.line).collect()
    }

    /// The requests that asked for something under this path.
    pub(crate) fn requests(&self, path: &str) -> Vec<Call> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        // A path may be the end of another.
        let path = format!("/{path}");
        calls.iter().filter(|call| call.line.contains(&path)).cloned().collect()
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, calls: Arc<Mutex<Vec<Call>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(note(stream, Arc::clone(&calls)));
    }
}

async fn note(mut stream: TcpStream, calls: Arc<Mutex<Vec<Call>>>) {
    let mut bytes = Vec::new();
    // Whoever says less than was promised is noted with what was said.
    let _late = tokio::time::timeout(PATIENCE, read(&mut stream, &mut bytes)).await;
    if let Some(call) = Call::read(&bytes) {
        calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    }
    // A caller that hangs up early has been noted all the same.
    let _ = stream.write_all(ANSWER).await;
}

/// Reads one request, no further than what is kept of it.
async fn read(stream: &mut TcpStream, bytes: &mut Vec<u8>) {
    let mut part = [0; 4096];
    while !is_whole(bytes) && bytes.len() < MOST {
        match stream.read(&mut part).await {
            Ok(length) if length > 0 => bytes.extend_from_slice(part.get(..length).unwrap_or_default()),
            _ => return,
        }
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once(END_OF_HEAD) else { return false };
    let length = headers_of(head).find(|(name, _)| name == "content-length");
    length.is_none_or(|(_, length)| length.parse().is_ok_and(|length: usize| body.len() >= length))
}

fn headers_of(head: &str) -> impl Iterator<Item = (String, String)> {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    lines.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

impl Call {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once(END_OF_HEAD).unwrap_or((&text, ""));
        let line = head.lines().next()?.to_owned();
        Some(Self { line, headers: headers_of(head).collect(), body: body.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_is_caught_under_its_own_path() {
        let canary = Canary::start().await.unwrap();
        let client = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        client.get(canary.address("one")).send().await.unwrap();
        assert_eq!(canary.calls("one").len(), 1);
        assert!(canary.calls("two").is_empty() && canary.calls("ne").is_empty());
    }

    #[tokio::test]
    async fn what_a_caller_brings_along_is_kept() {
        let canary = Canary::start().await.unwrap();
        let client = reqwest::Client::builder().tls_certs_only([]).build().unwrap();
        let body = "a".repeat(10_000);
        client.post(canary.address("in")).bearer_auth("t").body(body.clone()).send().await.unwrap();
        let [call] = canary.requests("in").try_into().unwrap();
        assert!(call.line.starts_with("POST /in "));
        assert!(call.headers.contains(&("authorization".to_owned(), "Bearer t".to_owned())));
        assert_eq!(call.body, body);
    }
}
