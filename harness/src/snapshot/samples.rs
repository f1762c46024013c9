//! Exchanges for tests, written down as they are read.

use crate::driver::{Body, Exchange};

/// `POST http://...`, headers, perhaps a line break and fields; `303`, headers, perhaps an empty line and a body.
pub(super) fn exchange(request: &str, answer: &str) -> Exchange {
    let (head, fields) = request.split_once('\n').unwrap_or((request, ""));
    let (method, url) = head.split_once(' ').unwrap();
    let (answer_head, body) = answer.split_once("\n\n").unwrap_or((answer, ""));
    let mut lines = answer_head.lines();
    let form = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    Exchange {
        method: method.to_owned(),
        url: url.parse().unwrap(),
        embedder: None,
        request_headers: if fields.is_empty() { vec![] } else { vec![form] },
        request_body: Body(fields.as_bytes().to_vec()),
        status: lines.next().and_then(|status| status.parse().ok()),
        response_headers: lines.map(header).collect(),
        response_body: Body(body.as_bytes().to_vec()),
        error: None,
    }
}

fn header(line: &str) -> (String, String) {
    let (name, value) = line.split_once(": ").unwrap();
    (name.to_owned(), value.to_owned())
}
