//! The form that carries an answer: one field, `JWT` (SEC-040).

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use homeroom_vocab::media_type::FORM;
use homeroom_vocab::response::JWT;
use url::form_urlencoded;

use crate::domain::edge::quoted;

/// What came instead of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unusable {
    pub(super) expected: String,
    pub(super) actual: String,
    pub(super) cause: &'static str,
    /// The names of the fields that came.
    pub(super) fields: Vec<String>,
}

/// How many names an error page lists.
const LISTED: usize = 20;

/// Reads the token out of a posted form.
pub(super) fn read(request: &HttpRequest, body: &[u8]) -> Result<String, Unusable> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !given.to_ascii_lowercase().starts_with(FORM) {
        return Err(Unusable {
            expected: format!("a POST with `content-type: {FORM}`"),
            actual: if given.is_empty() { "no content type".to_owned() } else { quoted(given) },
            cause: "the tool posts from its server, or with script, or as multipart; the answer is a form that the browser sends",
            fields: Vec::new(),
        });
    }
    token(body)
}

fn token(body: &[u8]) -> Result<String, Unusable> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
    let mut found = pairs.iter().filter(|(name, _)| name == JWT);
    match (found.next(), found.next()) {
        (Some((_, token)), None) => Ok(token.clone()),
        (first, _) => Err(Unusable {
            expected: format!("one field `{JWT}`, in capitals, with the signed answer"),
            actual: if first.is_some() { format!("`{JWT}` twice or more") } else { received(&pairs) },
            cause: "the field is called `id_token`, `jwt` or `token`, or the form has lost it; `id_token` is the platform's message only",
            fields: names(&pairs),
        }),
    }
}

fn names(pairs: &[(String, String)]) -> Vec<String> {
    pairs.iter().take(LISTED).map(|(name, _)| name.chars().take(60).collect()).collect()
}

fn received(pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return "a form without fields".to_owned();
    }
    let names: Vec<String> = names(pairs).iter().map(|name| quoted(name)).collect();
    format!("the field{} {}", if names.len() == 1 { "" } else { "s" }, names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_the_field_in_capitals() {
        assert_eq!(token(b"JWT=a.b.c&x=1").unwrap(), "a.b.c");
        let wrong = token(b"id_token=a&state=b").unwrap_err();
        assert!(
            wrong.actual.contains("`id_token`, `state`") && wrong.expected.contains("`JWT`"),
            "{wrong:?}"
        );
        assert_eq!(wrong.fields, ["id_token", "state"]);
        assert!(token(b"JWT=a&JWT=b").unwrap_err().actual.contains("twice"));
        assert!(token(b"").unwrap_err().actual.contains("without fields"));
        assert!(token(b"jwt=a").is_err());
    }
}
