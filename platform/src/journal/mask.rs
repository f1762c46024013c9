//! Secrets are kept verbatim and masked when shown.

use super::exchange::{Exchange, Headers};

/// Headers whose values open something.
const SECRET: &[&str] = &["authorization", "cookie", "set-cookie", "proxy-authorization"];

/// The same exchange with its secrets hidden.
pub(crate) fn masked(exchange: &Exchange) -> Exchange {
    let mut shown = exchange.clone();
    hide(&mut shown.request_headers);
    hide(&mut shown.response_headers);
    shown
}

fn hide(headers: &mut Headers) {
    for (name, value) in headers {
        if SECRET.iter().any(|secret| name.eq_ignore_ascii_case(secret)) {
            *value = mask(value);
        }
    }
}

/// Says how much was hidden, and keeps the first word of `Bearer ...` or the name of `name=value`.
fn mask(value: &str) -> String {
    let shown = value.find([' ', '=']).map_or("", |end| &value[..=end]);
    format!("{shown}({} characters hidden)", value.chars().count() - shown.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;
    use crate::journal::exchange::Kind;

    #[test]
    fn a_token_and_a_cookie_are_hidden_and_still_recognisable() {
        let mut seen = exchange(Kind::Control, None);
        seen.request_headers = vec![
            ("Authorization".to_owned(), "Bearer abc".to_owned()),
            ("cookie".to_owned(), "session=secret".to_owned()),
            ("accept".to_owned(), "text/html".to_owned()),
        ];
        let values: Vec<String> = masked(&seen).request_headers.into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["Bearer (3 characters hidden)", "session=(6 characters hidden)", "text/html"]);
    }
}
