//! An exchange as a command that asks the same again.

use super::har::absolute;
use crate::journal::exchange::{Cut, Exchange};

/// Headers that curl writes itself, or that belong to one connection.
const LEFT_OUT: &[&str] =
    &["host", "content-length", "connection", "transfer-encoding", "accept-encoding", "upgrade"];

/// The command for a POSIX shell. `base` is where a path leads if the request says nothing of its host.
pub(crate) fn command(exchange: &Exchange, base: &str) -> String {
    let url = absolute(exchange, base);
    // Curl takes these for patterns, and would ask several times.
    let globs = if url.contains(['[', ']', '{', '}']) { "--globoff " } else { "" };
    let mut lines = vec![format!("curl {globs}{}{}", method(exchange), quoted(&url))];
    let headers = exchange.request_headers.iter();
    let own = |name: &str| LEFT_OUT.iter().any(|known| name.eq_ignore_ascii_case(known));
    lines.extend(
        headers
            .filter(|(name, _)| !own(name))
            .map(|(name, value)| format!("-H {}", quoted(&header(name, value)))),
    );
    if !exchange.request_body.is_empty() {
        lines.push(format!("--data-raw {}", quoted(&exchange.request_body)));
    }
    let command = lines.join(" \\\n  ");
    match &exchange.request_cut {
        Some(cut) => format!("{}\n{command}\n", incomplete(cut)),
        None => format!("{command}\n"),
    }
}

/// GET is what curl does without a body, POST what it does with one.
fn method(exchange: &Exchange) -> String {
    match (exchange.method.as_str(), exchange.request_body.is_empty()) {
        ("GET", true) | ("POST", false) => String::new(),
        ("HEAD", _) => "--head ".to_owned(),
        (method, _) => format!("-X {} ", quoted(method)),
    }
}

/// Curl drops a header that ends in a colon; with a semicolon it sends an empty one.
fn header(name: &str, value: &str) -> String {
    if value.trim().is_empty() { format!("{name};") } else { format!("{name}: {value}") }
}

fn incomplete(cut: &Cut) -> String {
    format!("# The body below is incomplete: {} bytes were sent, SHA-256 {}.", cut.length, cut.sha256)
}

/// In single quotes nothing is special but the quote itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;
    use crate::journal::exchange::Kind;

    #[test]
    fn a_request_becomes_one_command_that_nothing_breaks_out_of() {
        let mut seen = exchange(Kind::Token, None);
        seen.method = "POST".into();
        seen.url = "/main/lti/token?a='b'".into();
        seen.request_headers = vec![
            ("Host".into(), "localhost:9".into()),
            ("content-type".into(), "text/plain".into()),
            ("x-empty".into(), String::new()),
            ("content-length".into(), "8".into()),
        ];
        seen.request_body = "it's $(x)".into();
        let expected = r"curl 'http://localhost:9/main/lti/token?a='\''b'\''' \
  -H 'content-type: text/plain' \
  -H 'x-empty;' \
  --data-raw 'it'\''s $(x)'
";
        assert_eq!(command(&seen, "http://localhost:8080"), expected);
    }

    #[test]
    fn an_address_is_never_a_pattern() {
        let mut seen = exchange(Kind::Token, None);
        seen.url = "/main/lti/token?ids[]=1&x={a,b}".into();
        let command = command(&seen, "http://localhost:8080");
        assert!(command.starts_with("curl --globoff 'http"), "{command}");
    }

    #[test]
    fn the_method_is_told_where_curl_would_take_another() {
        let mut seen = exchange(Kind::Ags, None);
        for (method, body, beginning) in [
            ("GET", "", "curl 'http"),
            ("DELETE", "", "curl -X 'DELETE' 'http"),
            ("HEAD", "", "curl --head 'http"),
            ("POST", "", "curl -X 'POST' 'http"),
            ("PUT", "{}", "curl -X 'PUT' 'http"),
        ] {
            (seen.method, seen.request_body) = (method.into(), body.into());
            let command = command(&seen, "http://localhost:8080");
            assert!(command.starts_with(beginning), "{command}");
        }
    }

    #[test]
    fn a_body_that_is_not_whole_is_told_of() {
        let mut seen = exchange(Kind::Ags, None);
        seen.request_cut = Some(Cut { length: 9_000_000, sha256: "ab".into() });
        assert!(command(&seen, "http://x").starts_with("# The body below is incomplete: 9000000 bytes"));
    }
}
