//! A message of a tool before it is trusted: a JWS, taken apart.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// A compact JWS whose header and payload are JSON objects.
#[derive(Debug, Clone)]
pub(crate) struct Jws {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
    /// What is signed: header and payload as they came.
    pub(crate) message: String,
    /// base64url.
    pub(crate) signature: String,
}

impl Jws {
    /// Takes a token apart, or says what it is instead of one.
    pub(crate) fn read(token: &str) -> Result<Self, String> {
        let parts: Vec<&str> = token.split('.').collect();
        let [header, payload, signature] = parts.as_slice() else {
            let count = parts.len();
            return Err(format!("{count} part{} between dots", if count == 1 { "" } else { "s" }));
        };
        Ok(Self {
            header: object("header", header)?,
            claims: object("payload", payload)?,
            message: format!("{header}.{payload}"),
            signature: (*signature).to_owned(),
        })
    }

    /// A member of the header that is a string.
    pub(crate) fn head(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }
}

fn object(part: &str, text: &str) -> Result<Map<String, Value>, String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| format!("a {part} that is no base64url"))?;
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(format!("a {part} that is JSON, but no object")),
        Err(_) => Err(format!("a {part} that is no JSON")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> String {
        URL_SAFE_NO_PAD.encode(text)
    }

    #[test]
    fn a_token_is_taken_apart() {
        let token = format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part(r#"{"iss":"x"}"#));
        let jws = Jws::read(&token).unwrap();
        assert_eq!((jws.head("alg"), &jws.claims["iss"]), (Some("RS256"), &Value::from("x")));
        assert_eq!(format!("{}.{}", jws.message, jws.signature), token);
    }

    #[test]
    fn what_is_no_token_is_told() {
        for (token, told) in [
            (String::new(), "1 part between dots"),
            ("a.b".to_owned(), "2 parts"),
            (format!("***.{}.x", part("{}")), "header that is no base64url"),
            (format!("{}.{}.x", part("{}"), part("[]")), "payload that is JSON, but no object"),
            (format!("{}.{}.x", part("{}"), part("\u{0}")), "payload that is no JSON"),
        ] {
            let why = Jws::read(&token).unwrap_err();
            assert!(why.contains(told), "{why}");
        }
    }
}
