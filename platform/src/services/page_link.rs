//! Pages of long lists: the `Link` header, and the opaque tokens in its URLs (AGS-023 to AGS-025, NRPS-011 to
//! NRPS-015).

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, LINK};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::form_urlencoded::byte_serialize;

use super::refusal::Refusal;
use crate::campus::Campus;
use crate::domain::edge::quoted;

/// How many bytes of a token are its mark.
const MARK: usize = 32;

/// The mark tells a changed token from one of ours. It is no secret: a token opens nothing that its bearer may not read.
fn key(campus: &Campus) -> Key {
    Key::new(HMAC_SHA256, campus.identity().guid.as_bytes())
}

/// What is marked: the state, and what it is for, so that a token of one list is none of another.
fn marked(purpose: &str, state: &[u8]) -> Vec<u8> {
    [&purpose.len().to_be_bytes(), purpose.as_bytes(), state].concat()
}

/// A token that stands for the state of a list.
pub(crate) fn seal<T: Serialize>(campus: &Campus, purpose: &str, state: &T) -> String {
    // A state is a struct of numbers and strings, which always has JSON.
    let state = serde_json::to_vec(state).unwrap_or_default();
    let mark = sign(&key(campus), &marked(purpose, &state));
    URL_SAFE_NO_PAD.encode([mark.as_ref(), &state].concat())
}

/// The state that a token of ours stands for.
pub(crate) fn open<T: DeserializeOwned>(
    campus: &Campus,
    purpose: &str,
    parameter: &str,
    requirement: &'static str,
    token: &str,
) -> Result<T, Refusal> {
    read(campus, purpose, token).ok_or_else(|| {
        let description = "the page token is none of this list";
        Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", requirement, description)
            .expected("a token from a `Link` header of this very list, as it was given", quoted(token))
            .hint("use the URL of a `Link` header as it is; add nothing, decode nothing, and make up no page")
            .at(format!("parameter `{parameter}`"))
    })
}

fn read<T: DeserializeOwned>(campus: &Campus, purpose: &str, token: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (mark, state) = bytes.split_at_checked(MARK)?;
    verify(&key(campus), &marked(purpose, state), mark).ok()?;
    serde_json::from_slice(state).ok()
}

/// A URL with further parameters; it may have some already.
pub(crate) fn with_query(url: &str, pairs: &[(&str, &str)]) -> String {
    let mut url = url.to_owned();
    for (name, value) in pairs {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.extend(byte_serialize(name.as_bytes()));
        url.push('=');
        url.extend(byte_serialize(value.as_bytes()));
    }
    url
}

/// The `Link` header, by relation and URL (RFC 8288).
pub(crate) fn header(links: &[(&str, String)]) -> Option<(HeaderName, String)> {
    if links.is_empty() {
        return None;
    }
    let all: Vec<String> = links.iter().map(|(rel, url)| format!("<{url}>; rel=\"{rel}\"")).collect();
    Some((LINK, all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_follow_those_that_are_there() {
        assert_eq!(with_query("http://x/a", &[("p", "1"), ("r", "a b&")]), "http://x/a?p=1&r=a+b%26");
        assert_eq!(with_query("http://x/a?type_id=7", &[("p", "1")]), "http://x/a?type_id=7&p=1");
        assert_eq!(with_query("http://x/a", &[]), "http://x/a");
    }

    #[test]
    fn links_stand_in_one_header() {
        assert!(header(&[]).is_none());
        let (_, text) =
            header(&[("next", "http://x/2".to_owned()), ("first", "http://x/1".to_owned())]).unwrap();
        assert_eq!(text, "<http://x/2>; rel=\"next\", <http://x/1>; rel=\"first\"");
    }
}
