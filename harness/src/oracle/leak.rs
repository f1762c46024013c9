//! What must not be on a page: personal data of a launch that was refused, tokens, unescaped markup (SEC-029, SEC-030).

use super::page::Page;

/// The first of the given secrets that the page shows, in its text or its source.
pub(crate) fn shown<'s>(page: &Page, secrets: &[&'s str]) -> Option<&'s str> {
    secrets.iter().copied().find(|secret| !secret.is_empty() && page.body.contains(secret))
}

/// A piece of a compact token on the page, if one is there: header and payload are both base64url of `{"`.
pub(crate) fn token(page: &Page) -> bool {
    page.body.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).any(|word| {
        let mut parts = word.split('.');
        let jwt_like =
            |part: Option<&str>| part.is_some_and(|part| part.starts_with("ey") && part.len() > 20);
        jwt_like(parts.next()) && jwt_like(parts.next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_the_source_is_found() {
        let body = "<p>bad: eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwOi8vbG9jYWxob3N0In0.c2ln</p>"
            .to_owned();
        assert!(token(&Page { body, ..Page::default() }));
        assert!(!token(&Page { body: "<p>the signature is wrong</p>".to_owned(), ..Page::default() }));
    }

    #[test]
    fn an_empty_secret_is_nowhere() {
        assert_eq!(
            shown(&Page { body: "anything".into(), ..Page::default() }, &["", "thing"]),
            Some("thing")
        );
    }
}
