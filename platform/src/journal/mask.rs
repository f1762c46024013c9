//! Secrets are kept verbatim and masked when shown.

use homeroom_vocab::token::ACCESS_TOKEN;
use serde_json::Value;

use super::exchange::{Exchange, Headers, Kind};
use crate::domain::registration::REGISTRATION_ACCESS_TOKEN;

/// Headers whose values open something.
const SECRET: &[&str] = &["authorization", "cookie", "set-cookie", "proxy-authorization"];

/// The same exchange with its secrets hidden. Assertions stay: they are good once, and what they say is worth reading.
pub(crate) fn masked(exchange: &Exchange) -> Exchange {
    let mut shown = exchange.clone();
    hide(&mut shown.request_headers);
    hide(&mut shown.response_headers);
    match shown.kind {
        Kind::Token => shown.response_body = without(ACCESS_TOKEN, shown.response_body),
        Kind::Registration => {
            shown.response_body = without(REGISTRATION_ACCESS_TOKEN, shown.response_body);
        }
        Kind::Control if shown.url.ends_with("/api/invitations") => {
            shown.response_body = without_everywhere("token", &shown.response_body);
        }
        _ => {}
    }
    shown
}

/// A JSON answer with the token in one of its members hidden.
fn without(member: &str, body: String) -> String {
    let Ok(Value::Object(mut members)) = serde_json::from_str(&body) else { return body };
    let Some(Value::String(token)) = members.get_mut(member) else { return body };
    *token = mask(token);
    Value::Object(members).to_string()
}

/// The same where the token also stands in other members, such as a URL.
fn without_everywhere(member: &str, body: &str) -> String {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    match answer[member].as_str() {
        Some(token) if !token.is_empty() => body.replace(token, &mask(token)),
        _ => body.to_owned(),
    }
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

    #[test]
    fn an_access_token_is_hidden_where_it_is_given_and_the_rest_of_the_answer_stays() {
        let body = r#"{"access_token":"abc","expires_in":3600}"#.to_owned();
        let seen = |kind| Exchange { response_body: body.clone(), ..exchange(kind, None) };
        let shown = masked(&seen(Kind::Token)).response_body;
        assert_eq!(shown, r#"{"access_token":"(3 characters hidden)","expires_in":3600}"#);
        assert_eq!(masked(&seen(Kind::Ags)).response_body, body);
        assert_eq!(without(ACCESS_TOKEN, "no JSON".to_owned()), "no JSON");
    }

    #[test]
    fn a_registration_token_is_hidden_also_in_the_address_that_holds_it() {
        let body = r#"{"open_url":"http://t/?registration_token=abc","token":"abc"}"#;
        let shown = without_everywhere("token", body);
        assert!(!shown.contains("abc") && shown.contains("http://t/?registration_token=("), "{shown}");
        assert_eq!(without_everywhere("token", r#"{"token":null}"#), r#"{"token":null}"#);
    }

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
