//! A tiny server for tests: answers each connection with the bytes that the test wrote down for the path.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::client::Clients;
use super::exchange::{Exchange, Recorder};
use super::follow::{Follow, FollowError, Journey};
use super::http::{Browser, Now, Settings};
use super::request::Request;
use super::transport::TransportError;

pub(crate) struct TestServer {
    pub(crate) url: Url,
}

impl TestServer {
    /// Serves the answers by path (with query); anything else is a bare 404. `{url}` stands for the server's own URL.
    pub(crate) async fn start(answers: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Url =
            format!("http://localhost:{}/", listener.local_addr().unwrap().port()).parse().unwrap();
        let fill = |text: &str| text.replace("{url}", url.as_str().trim_end_matches('/'));
        let answers: HashMap<_, _> =
            answers.iter().map(|(path, answer)| ((*path).to_owned(), fill(answer))).collect();
        tokio::spawn(serve(listener, Arc::new(answers)));
        Self { url }
    }

    pub(crate) fn at(&self, path: &str) -> Url {
        self.url.join(path).unwrap()
    }
}

async fn serve(listener: TcpListener, answers: Arc<HashMap<String, String>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, Arc::clone(&answers)));
    }
}

async fn answer(mut stream: TcpStream, answers: Arc<HashMap<String, String>>) {
    let request = read(&mut stream).await;
    let path = request.split(' ').nth(1).unwrap_or_default();
    let answer =
        answers.get(path).map_or("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", String::as_str);
    match answer {
        "hang" => tokio::time::sleep(std::time::Duration::from_mins(1)).await,
        "echo" => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", request.len());
            let _ = stream.write_all((head + &request).as_bytes()).await;
        }
        _ => {
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    }
}

/// The head, and as much of the body as `content-length` says.
async fn read(stream: &mut TcpStream) -> String {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return text,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A browser at a fixed time.
pub(crate) fn browser() -> Browser {
    browser_with(settings())
}

pub(crate) fn browser_with(settings: Settings) -> Browser {
    Browser::recording_to(settings, Recorder::default())
}

pub(crate) fn settings() -> Settings {
    Settings::new(Arc::new(Clients::new().unwrap()), Now::new(|| jiff::Timestamp::UNIX_EPOCH))
}

/// Opens an address as a person does who types it. One hop.
pub(crate) async fn get(browser: &mut Browser, url: &Url) -> Result<Arc<Exchange>, TransportError> {
    browser.send(&Request::get(url)).await
}

/// Opens an address and follows all its redirects.
pub(crate) async fn visit(browser: &mut Browser, url: &Url) -> Result<Journey, FollowError> {
    browser.follow(Request::get(url), &Follow::all()).await
}
