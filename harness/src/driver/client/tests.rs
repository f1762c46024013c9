use std::time::Duration;

use super::super::test_server::{TestServer, browser, browser_with, get, settings};
use super::super::transport::TransportKind;
use super::Limits;

async fn kind(path: &str, answer: &str) -> TransportKind {
    let server = TestServer::start(&[(path, answer)]).await;
    let mut browser = browser();
    let error = get(&mut browser, &server.at(path)).await.unwrap_err();
    let recorded = browser.recorder().exchanges().remove(0);
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
    get(&mut browser, &server.url).await.unwrap_err();
    let recorded = browser.recorder().exchanges().remove(0);
    assert_eq!(recorded.status, Some(500));
    assert_eq!(recorded.response_body.text(), "short");
}

#[tokio::test]
async fn nobody_listening_is_a_refusal_of_the_connection() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}/", listener.local_addr().unwrap().port()).parse().unwrap();
    drop(listener);
    let error = get(&mut browser(), &url).await.unwrap_err();
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
    assert_eq!(get(&mut browser(), &url).await.unwrap_err().kind, TransportKind::Tls);
}

#[tokio::test]
async fn other_schemes_and_impossible_headers_are_not_sent() {
    let mut browser = browser();
    let error = get(&mut browser, &"ftp://localhost/".parse().unwrap()).await.unwrap_err();
    assert_eq!(error.kind, TransportKind::BadRequest);
    let request = super::Request::post_raw(&"http://localhost/".parse().unwrap(), "a\r\nb: c", Vec::new());
    assert_eq!(browser.send(&request).await.unwrap_err().kind, TransportKind::BadRequest);
    assert_eq!(browser.recorder().exchanges().len(), 2);
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_time_limit() {
    let server = TestServer::start(&[("/", "hang")]).await;
    let time = Duration::from_millis(50);
    let mut settings = settings();
    settings.limits = Limits { time, ..Limits::default() };
    let error = get(&mut browser_with(settings), &server.url).await.unwrap_err();
    assert_eq!((error.kind, error.text.as_str()), (TransportKind::Timeout, "no complete answer within 50ms"));
}

#[tokio::test]
async fn a_long_answer_is_cut_at_the_size_limit() {
    let page = format!("HTTP/1.1 200 OK\r\ncontent-length: 52428800\r\n\r\n{}", "x".repeat(100_000));
    let exact = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n12345";
    let server = TestServer::start(&[("/", &page), ("/exact", exact)]).await;
    for (path, bytes, length) in [("/", 1000, 1000), ("/exact", 5, 5), ("/exact", 4, 4), ("/exact", 0, 0)] {
        let mut settings = settings();
        settings.limits.bytes = bytes;
        let answer = get(&mut browser_with(settings), &server.at(path)).await.unwrap();
        assert_eq!(answer.response_body.0.len(), length, "{path} {bytes}");
    }
}
