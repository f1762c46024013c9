//! Values that are more than text: parsed once, here, and told in one shape when they are wrong.

use std::time::Duration;

use homeroom_harness::{Activation, is_selector};
use homeroom_platform::Listen;
use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};
use url::Url;

use crate::cli::{address, duration};

/// A URL and the text that it was read from: redirect URIs are compared byte by byte (OIDC-052), so the text counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) text: String,
    pub(crate) url: Url,
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let url = address::parse(&text).map_err(|_| wrong(&text, address::EXPECTED))?;
        Ok(Self { text, url })
    }
}

/// The first path segment of a campus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CampusName(String);

impl CampusName {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for CampusName {
    fn default() -> Self {
        Self("main".to_owned())
    }
}

impl<'de> Deserialize<'de> for CampusName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let tail = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let starts_well = text.starts_with(|letter: char| letter.is_ascii_lowercase());
        let is_name = starts_well && text.len() <= 31 && text.bytes().all(tail);
        let expected = "a name of at most 31 lower-case letters, digits and `-`, with a letter first";
        if is_name { Ok(Self(text)) } else { Err(wrong(&text, expected)) }
    }
}

/// A CSS selector that a page can be searched with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Selector(String);

impl Selector {
    pub(crate) fn text(&self) -> String {
        self.0.clone()
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let expected = "a CSS selector, such as `#course` or `main .error`";
        if is_selector(&text) { Ok(Self(text)) } else { Err(wrong(&text, expected)) }
    }
}

/// A text that says something: an empty beginning of a case would skip every case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told(String);

impl Told {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.trim().is_empty() { Err(wrong(&text, "a text that is not empty")) } else { Ok(Self(text)) }
    }
}

/// An address to listen on.
pub(crate) fn listen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Listen>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let expected = "`localhost:PORT` or `ADDRESS:PORT`, such as `localhost:8080`";
    text.parse().map(Some).map_err(|_| wrong(&text, expected))
}

/// A URL.
pub(crate) fn url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    Address::deserialize(deserializer).map(|address| Some(address.url))
}

/// Deployment ids, each of them once.
pub(crate) fn deployments<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let ids = Vec::<String>::deserialize(deserializer)?;
    match ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id)) {
        Some((_, twice)) => Err(wrong(twice, "each deployment once")),
        None => Ok(ids),
    }
}

/// What has to happen before a registration can be launched.
pub(crate) fn activation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Activation, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "automatic" => Ok(Activation::Automatic),
        "manual" => Ok(Activation::Manual),
        other => Err(wrong(other, "`automatic` or `manual`")),
    }
}

/// A duration.
pub(crate) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    duration::parse(&text).map_err(|_| wrong(&text, duration::EXPECTED))
}

fn wrong<E: Error>(text: &str, expected: &'static str) -> E {
    E::invalid_value(Unexpected::Str(text), &expected)
}
