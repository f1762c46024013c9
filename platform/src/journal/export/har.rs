//! Exchanges as an HTTP archive, version 1.2, which browsers and proxies can open.

use actix_web::http::StatusCode;
use serde_json::{Value, json};

use crate::journal::exchange::{Cut, Exchange, Headers, Kind};

/// The archive of these exchanges. `base` is where a path leads if a request says nothing of its host; `comment` says what
/// was chosen and what was hidden.
pub(crate) fn archive(exchanges: &[Exchange], base: &str, comment: &str) -> Value {
    let entries: Vec<Value> = exchanges.iter().map(|exchange| entry(exchange, base)).collect();
    json!({"log": {
        "version": "1.2",
        "creator": {"name": "Homeroom", "version": env!("CARGO_PKG_VERSION")},
        "comment": comment,
        "entries": entries,
    }})
}

/// The whole address of what was asked.
pub(crate) fn absolute(exchange: &Exchange, base: &str) -> String {
    if exchange.kind == Kind::Fetch || exchange.url.starts_with("http") {
        return exchange.url.clone();
    }
    let scheme = base.split("://").next().unwrap_or("http");
    match header(&exchange.request_headers, "host") {
        Some(host) if !host.is_empty() => format!("{scheme}://{host}{}", exchange.url),
        _ => format!("{base}{}", exchange.url),
    }
}

fn entry(exchange: &Exchange, base: &str) -> Value {
    let mut comment = format!("exchange {} ({})", exchange.number, exchange.kind.word());
    if let Some(failure) = &exchange.failure {
        comment = format!("{comment}: {failure}");
    }
    json!({
        "startedDateTime": exchange.at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        "time": exchange.duration_ms,
        "request": request(exchange, base),
        "response": response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": exchange.duration_ms, "receive": 0},
        "comment": comment,
        "_number": exchange.number,
        "_kind": exchange.kind.word(),
        "_launch": exchange.launch,
        "_course": exchange.course,
        "_client_id": exchange.client_id,
        "_findings": exchange.findings,
    })
}

fn request(exchange: &Exchange, base: &str) -> Value {
    let query = exchange.url.split_once('?').map_or("", |(_, query)| query);
    let mut request = json!({
        "method": exchange.method,
        "url": absolute(exchange, base),
        "httpVersion": "HTTP/1.1",
        "cookies": cookies(&exchange.request_headers, "cookie"),
        "headers": pairs(&exchange.request_headers),
        "queryString": parameters(query),
        "headersSize": -1,
        "bodySize": size(&exchange.request_body, exchange.request_cut.as_ref()),
    });
    if !exchange.request_body.is_empty() {
        let kind = header(&exchange.request_headers, "content-type").unwrap_or_default();
        let mut data = json!({"mimeType": kind, "text": exchange.request_body});
        if kind.contains("form-urlencoded") {
            data["params"] = parameters(&exchange.request_body);
        }
        told(&mut data, exchange.request_cut.as_ref());
        request["postData"] = data;
    }
    request
}

fn response(exchange: &Exchange) -> Value {
    let size = size(&exchange.response_body, exchange.response_cut.as_ref());
    let reason = StatusCode::from_u16(exchange.status).ok().and_then(|status| status.canonical_reason());
    let mut content = json!({
        "size": size,
        "mimeType": header(&exchange.response_headers, "content-type").unwrap_or_default(),
        "text": exchange.response_body,
    });
    told(&mut content, exchange.response_cut.as_ref());
    json!({
        "status": exchange.status,
        "statusText": reason.unwrap_or_default(),
        "httpVersion": "HTTP/1.1",
        "cookies": cookies(&exchange.response_headers, "set-cookie"),
        "headers": pairs(&exchange.response_headers),
        "content": content,
        "redirectURL": header(&exchange.response_headers, "location").unwrap_or_default(),
        "headersSize": -1,
        "bodySize": size,
    })
}

fn size(body: &str, cut: Option<&Cut>) -> usize {
    cut.map_or(body.len(), |cut| cut.length)
}

/// Says so where the text is not the whole body.
fn told(content: &mut Value, cut: Option<&Cut>) {
    if let Some(cut) = cut {
        content["comment"] =
            json!(format!("incomplete: {} bytes in all, SHA-256 {}", cut.length, cut.sha256));
    }
}

fn header<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn pairs(headers: &Headers) -> Value {
    headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
}

fn parameters(text: &str) -> Value {
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.map(|(name, value)| json!({"name": name, "value": value})).collect()
}

/// The name and value of each cookie; attributes stay in the headers.
fn cookies(headers: &Headers, name: &str) -> Value {
    let lines = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let found = lines.flat_map(|(_, line)| {
        let most = if name == "cookie" { usize::MAX } else { 1 };
        line.split(';').take(most).filter_map(|pair| pair.trim().split_once('='))
    });
    found.map(|(name, value)| json!({"name": name, "value": value})).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;

    #[test]
    fn an_exchange_becomes_an_entry_with_every_field_that_readers_demand() {
        let mut seen = exchange(Kind::Token, Some("4f2a"));
        seen.number = 7;
        seen.method = "POST".into();
        seen.url = "/main/lti/token?a=1&a=2".into();
        seen.request_headers = vec![
            ("host".into(), "lms.test".into()),
            ("cookie".into(), "a=1; b=2".into()),
            ("content-type".into(), "application/x-www-form-urlencoded".into()),
        ];
        seen.request_body = "scope=x+y".into();
        seen.response_headers =
            vec![("set-cookie".into(), "c=3; Path=/".into()), ("location".into(), "/x".into())];
        seen.response_cut = Some(Cut { length: 5, sha256: "ab".into() });
        let log = archive(&[seen], "https://other.test", "all")["log"].clone();
        let entry = &log["entries"][0];
        assert_eq!((&log["version"], &log["comment"]), (&json!("1.2"), &json!("all")));
        assert_eq!(entry["startedDateTime"], "1970-01-01T00:00:00.000Z");
        assert_eq!(entry["request"]["url"], "https://lms.test/main/lti/token?a=1&a=2");
        assert_eq!(entry["request"]["queryString"][1], json!({"name": "a", "value": "2"}));
        assert_eq!(entry["request"]["cookies"][1], json!({"name": "b", "value": "2"}));
        assert_eq!(entry["request"]["postData"]["params"][0], json!({"name": "scope", "value": "x y"}));
        assert_eq!(entry["response"]["cookies"], json!([{"name": "c", "value": "3"}]));
        assert_eq!(
            (&entry["response"]["redirectURL"], &entry["response"]["bodySize"]),
            (&json!("/x"), &json!(5))
        );
        assert!(entry["response"]["content"]["comment"].as_str().unwrap().starts_with("incomplete: 5 bytes"));
        assert_eq!((&entry["_number"], &entry["_launch"]), (&json!(7), &json!("4f2a")));
        assert_eq!(entry["timings"]["wait"], 1.0);
    }

    #[test]
    fn what_the_platform_asked_has_its_whole_address_already() {
        let mut seen = exchange(Kind::Fetch, None);
        seen.url = "http://tool.test/keys".into();
        assert_eq!(absolute(&seen, "http://x"), "http://tool.test/keys");
    }
}
