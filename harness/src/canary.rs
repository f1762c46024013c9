//! A stranger's host: whoever asks it anything is caught.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// How long a caller may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(2);

const ANSWER: &[u8] = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A listener on a free port of another loopback name than the tool's.
#[derive(Debug)]
pub(crate) struct Canary {
    url: Url,
    calls: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
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
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.iter().filter(|call| call.contains(path)).cloned().collect()
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, calls: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(note(stream, Arc::clone(&calls)));
    }
}

async fn note(mut stream: TcpStream, calls: Arc<Mutex<Vec<String>>>) {
    let mut head = vec![0; 4096];
    let Ok(Ok(read)) = tokio::time::timeout(PATIENCE, stream.read(&mut head)).await else { return };
    let text = String::from_utf8_lossy(&head[..read]);
    if let Some(line) = text.lines().next() {
        calls.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    }
    // A caller that hangs up early has been noted all the same.
    let _ = stream.write_all(ANSWER).await;
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
        assert!(canary.calls("two").is_empty());
    }
}
