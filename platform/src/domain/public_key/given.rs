//! The one field that takes a tool's keys: a JWKS URL, a PEM, a JWK or a JWK set.

use serde_json::Value;

use super::jwk::Key;
use super::pem::{in_lines, public_key};
use super::rsa_key::RsaKey;
use super::set::KeySet;
use crate::domain::edge::{Invalid, WebUrl};

/// What the field was understood as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Given {
    Url(WebUrl),
    /// The text in lines.
    Pem(RsaKey, String),
    /// A set, or the one key that stood alone.
    Set(KeySet, bool),
}

/// What the field cannot be understood as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) invalid: Invalid,
    /// What the field shows in place of a private key, which is never given back: its public half, or nothing.
    pub(crate) instead: Option<String>,
}

impl From<Invalid> for Misread {
    fn from(invalid: Invalid) -> Self {
        Self { invalid, instead: None }
    }
}

impl Given {
    /// Reads the field; `None` where nothing stands in it.
    pub(crate) fn read(field: &'static str, text: &str) -> Result<Option<Self>, Misread> {
        let text = text.trim();
        let is_json = text.starts_with(['{', '[', '"']);
        match text {
            "" => Ok(None),
            _ if is_json => json(field, text).map(Some),
            _ if text.contains("PRIVATE KEY") => Err(private(field, text)),
            _ if is_url(text) => Ok(Some(Self::Url(WebUrl::parse(field, text)?))),
            _ => Ok(Some(pem(field, text)?)),
        }
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Url(_) => "the URL of a key set",
            Self::Pem(..) => "a public key in PEM",
            Self::Set(_, true) => "a JWK",
            Self::Set(_, false) => "a JWK set",
        }
    }

    /// The keys that stand in it; those behind a URL have to be fetched.
    pub(crate) fn keys(&self) -> Vec<Key> {
        match self {
            Self::Url(_) => Vec::new(),
            Self::Pem(key, _) => vec![Key::bare(key.clone())],
            Self::Set(set, _) => set.read(),
        }
    }
}

/// Whether the text is, or wants to be, an address.
fn is_url(text: &str) -> bool {
    !text.contains("-----") && (text.contains("://") || text.starts_with('/') || text.contains("localhost"))
}

fn pem(field: &'static str, text: &str) -> Result<Given, Invalid> {
    if text.contains("-----") || text.len() > 200 {
        return public_key(field, text).map(|(key, text)| Given::Pem(key, text));
    }
    let expected = "the URL of a key set, a public key in PEM, a JWK or a JWK set";
    Err(Invalid::new(field, expected, text))
}

fn json(field: &'static str, text: &str) -> Result<Given, Misread> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let hint = format!("it begins like JSON, but {error}");
        Invalid::new(field, "a JWK or a JWK set in JSON", text).hint(hint)
    })?;
    // A PEM or a URL, copied with the quotes of a configuration.
    if let Value::String(inner) = &value {
        return Given::read(field, inner)?.ok_or_else(|| Invalid::new(field, "keys", text).into());
    }
    let is_one = value.get("kty").is_some() && value.get("keys").is_none();
    KeySet::parse(field, &value).map(|set| Given::Set(set, is_one)).map_err(|invalid| {
        let is_private = invalid.hint.contains("private half");
        let half = || KeySet::public_half(&value).as_ref().map(pretty).unwrap_or_default();
        Misread { invalid, instead: is_private.then(half) }
    })
}

fn private(field: &'static str, text: &str) -> Misread {
    let text = in_lines(text);
    let half = RsaKey::of_private_pem(&text).map(|key| key.to_pem());
    let invalid = match public_key(field, &text) {
        Err(invalid) => invalid,
        Ok(_) => Invalid::new(field, "one public key", "a public and a private one"),
    };
    Misread { invalid, instead: Some(half.unwrap_or_default()) }
}

/// JSON for people.
pub(crate) fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
