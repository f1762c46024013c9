//! What a report must not give away: signatures, which make a token usable, and cookie values, which are sessions.

/// Header names whose value is a secret as a whole.
const SECRET_HEADERS: &[&str] = &["authorization", "proxy-authorization"];

const MASKED: &str = "masked";

/// A header as a report may show it.
pub(crate) fn header(name: &str, value: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "cookie" => value.split("; ").map(cookie).collect::<Vec<_>>().join("; "),
        "set-cookie" => match value.split_once(';') {
            Some((pair, attributes)) => format!("{};{attributes}", cookie(pair)),
            None => cookie(value),
        },
        _ if SECRET_HEADERS.contains(&name.as_str()) => MASKED.to_owned(),
        _ => tokens(value),
    }
}

fn cookie(pair: &str) -> String {
    match pair.split_once('=') {
        Some((name, "")) => format!("{name}="),
        Some((name, _)) => format!("{name}={MASKED}"),
        None => pair.to_owned(),
    }
}

/// The text with the signature of every compact token masked; header and payload stay readable.
pub(crate) fn tokens(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("ey") {
        let (before, from) = rest.split_at(start);
        masked.push_str(before);
        let length = from.find(|c: char| !is_of_token(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        masked.push_str(&token(word));
        rest = after;
    }
    masked.push_str(rest);
    masked
}

/// The text with each of these secrets masked.
pub(crate) fn secrets(text: &str, secrets: &[&str]) -> String {
    let telling = secrets.iter().filter(|secret| !secret.is_empty());
    telling.fold(text.to_owned(), |text, secret| text.replace(secret, MASKED))
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn token(word: &str) -> String {
    let mut parts = word.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(header), Some(payload), Some(signature))
            if payload.starts_with("ey") && !signature.is_empty() =>
        {
            format!("{header}.{payload}.{MASKED}")
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_of_a_token_is_masked_wherever_it_stands() {
        let text = "id_token=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl&state=eye.catching.words";
        let masked = "id_token=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.masked&state=eye.catching.words";
        assert_eq!(tokens(text), masked);
    }

    #[test]
    fn a_registration_token_is_masked_in_any_text() {
        let url = "http://localhost/register?registration_token=rt-1";
        assert_eq!(secrets(url, &["", "rt-1"]), "http://localhost/register?registration_token=masked");
    }

    #[test]
    fn a_token_without_signature_stays_as_it_is() {
        assert_eq!(tokens("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."), "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
    }

    #[test]
    fn cookie_values_are_masked_and_attributes_are_not() {
        assert_eq!(header("Set-Cookie", "sid=abc; Path=/; Secure"), "sid=masked; Path=/; Secure");
        assert_eq!(header("Cookie", "a=1; b="), "a=masked; b=");
        assert_eq!(header("Authorization", "Bearer x"), "masked");
        assert_eq!(header("Location", "/next"), "/next");
    }
}
