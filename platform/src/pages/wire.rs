//! Exchanges laid out for reading.

use serde_json::Value;

use super::parts::{Mark, Message, When};
use crate::journal::exchange::{Cut, Exchange, Headers, Kind};
use crate::journal::mask::masked;

/// Longer bodies are cut on a page; the journal and the API keep the whole.
const SHOWN: usize = 20_000;

/// Who asks whom in an exchange of this kind.
pub(crate) fn sides(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Authorize | Kind::DeepLinking | Kind::Return | Kind::Page => ("browser", "platform"),
        Kind::Control => ("program", "platform"),
        Kind::Jwks
        | Kind::ForeignKey
        | Kind::Token
        | Kind::Ags
        | Kind::Nrps
        | Kind::Configuration
        | Kind::Registration => ("tool", "platform"),
        Kind::Fetch => ("platform", "tool"),
    }
}

/// The whole milliseconds that an exchange took.
pub(crate) fn milliseconds(exchange: &Exchange) -> u64 {
    std::time::Duration::try_from_secs_f64(exchange.duration_ms / 1000.0)
        .map_or(0, |took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX))
}

/// How an exchange went.
pub(crate) fn state(exchange: &Exchange) -> Mark {
    match exchange.failure {
        Some(_) if exchange.status < 400 => Mark::failed("failed"),
        _ => Mark::status(exchange.status),
    }
}

/// When an exchange began.
pub(crate) fn when(exchange: &Exchange, now: jiff::Timestamp) -> When {
    When::new(exchange.at, now)
}

/// Request and answer, with their secrets hidden.
pub(crate) fn messages(exchange: &Exchange) -> (Message, Message) {
    let shown = masked(exchange);
    let request = Message {
        line: Some(format!("{} {}", shown.method, path(&shown.url))),
        parameters: parameters(&shown),
        ..message(&shown.request_headers, &shown.request_body, shown.request_cut.as_ref())
    };
    let response = Message {
        line: Some(outcome(&shown)),
        ..message(&shown.response_headers, &shown.response_body, shown.response_cut.as_ref())
    };
    (request, response)
}

/// The status line, and what is wrong with the answer where the platform asked.
fn outcome(shown: &Exchange) -> String {
    match (shown.status, &shown.failure) {
        (0, Some(failure)) => failure.clone(),
        (0, None) => "no answer: the other side left".to_owned(),
        (status, Some(failure)) if status < 400 => format!("{}, but {failure}", status_line(status)),
        (status, _) => status_line(status),
    }
}

fn status_line(status: u16) -> String {
    let reason =
        actix_web::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("{status} {}", reason.unwrap_or_default()).trim_end().to_owned()
}

fn message(headers: &Headers, body: &str, cut: Option<&Cut>) -> Message {
    let (shown, laid_out) = laid_out(headers, body);
    let raw = laid_out.then(|| shortened(body.to_owned()).0);
    let mut note =
        cut.map(|cut| format!("Kept in part: {} bytes in all, SHA-256 {}.", cut.length, cut.sha256));
    if laid_out {
        note.get_or_insert_with(|| "JSON, laid out for reading.".to_owned());
    }
    let (body, cut_here) = shortened(shown);
    if cut_here {
        note = Some(format!("Only the first {SHOWN} characters are shown. {}", note.unwrap_or_default()));
    }
    Message {
        headers: headers.clone(),
        body: (!body.is_empty()).then_some(body),
        body_note: note,
        raw,
        ..Message::default()
    }
}

/// JSON with line breaks; everything else as it came.
fn laid_out(headers: &Headers, body: &str) -> (String, bool) {
    let is_json = content_type(headers).is_some_and(|kind| kind.contains("json"));
    let parsed = if is_json { serde_json::from_str::<Value>(body).ok() } else { None };
    match parsed.and_then(|value| serde_json::to_string_pretty(&value).ok()) {
        Some(text) => (text, true),
        None => (body.to_owned(), false),
    }
}

fn shortened(text: String) -> (String, bool) {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => (format!("{}…", &text[..at]), true),
        None => (text, false),
    }
}

/// What the query and a posted form say, in that order.
fn parameters(exchange: &Exchange) -> Vec<(String, String)> {
    let query = exchange.url.split_once('?').map_or("", |(_, query)| query);
    let posted = content_type(&exchange.request_headers).is_some_and(|kind| kind.contains("form-urlencoded"));
    let body = if posted { exchange.request_body.as_str() } else { "" };
    let read = |text: &str| url::form_urlencoded::parse(text.as_bytes()).into_owned().collect::<Vec<_>>();
    let all = [read(query), read(body)].concat();
    all.into_iter().map(|(name, value)| (name, shortened(value).0)).collect()
}

/// The first value of a field of a posted form, whole.
pub(crate) fn posted(exchange: &Exchange, name: &str) -> Option<String> {
    let mut fields = url::form_urlencoded::parse(exchange.request_body.as_bytes());
    fields.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// A URL without its query, which stands below it as a table.
pub(crate) fn path(url: &str) -> &str {
    url.split_once('?').map_or(url, |(path, _)| path)
}

fn content_type(headers: &Headers) -> Option<&str> {
    headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;

    #[test]
    fn query_and_form_become_one_table_in_order() {
        let mut seen = exchange(Kind::Authorize, None);
        seen.url = "/main/lti/authorize?a=1&b=%C3%A9".into();
        seen.request_headers = vec![("Content-Type".into(), "application/x-www-form-urlencoded".into())];
        seen.request_body = "a=2".into();
        let (request, _) = messages(&seen);
        let pairs: Vec<String> =
            request.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(pairs, ["a=1", "b=é", "a=2"]);
        assert_eq!(request.line.as_deref(), Some("GET /main/lti/authorize"));
    }

    #[test]
    fn json_is_laid_out_and_huge_bodies_are_cut() {
        let mut seen = exchange(Kind::Jwks, None);
        seen.response_headers = vec![("content-type".into(), "application/json".into())];
        seen.response_body = format!("{{\"a\":\"{}\"}}", "é".repeat(30_000));
        let (_, response) = messages(&seen);
        let body = response.body.unwrap();
        assert!(body.starts_with("{\n") && body.chars().count() == SHOWN + 1);
        assert!(response.body_note.unwrap().contains("20000"));
        assert!(response.raw.unwrap().starts_with("{\"a\":\"é"));
    }

    #[test]
    fn a_lost_answer_is_told_as_such() {
        let mut seen = exchange(Kind::Jwks, None);
        seen.status = 0;
        assert!(messages(&seen).1.line.unwrap().contains("no answer"));
    }

    #[test]
    fn a_fetch_that_failed_says_why() {
        let mut seen = exchange(Kind::Fetch, None);
        for (status, failure, line) in [
            (0, "no whole answer within 5 s", "no whole answer within 5 s"),
            (200, "an answer of more than 9 kB", "200 OK, but an answer of more than 9 kB"),
            (404, "status 404", "404 Not Found"),
        ] {
            (seen.status, seen.failure) = (status, Some(failure.into()));
            assert_eq!(messages(&seen).1.line.unwrap(), line);
        }
    }
}
