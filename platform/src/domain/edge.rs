//! Parsing at the edge: what comes in becomes a type that cannot be wrong, or an `Invalid` that explains itself.

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use url::Url;

/// A value that was refused: what, where, and what to try.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{field}` is refused: expected {expected}, got {actual}")]
pub(crate) struct Invalid {
    pub(crate) field: &'static str,
    pub(crate) expected: String,
    pub(crate) actual: String,
    pub(crate) hint: String,
}

impl Invalid {
    pub(crate) fn new(field: &'static str, expected: impl Into<String>, actual: &str) -> Self {
        Self { field, expected: expected.into(), actual: quoted(actual), hint: String::new() }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// A value in backticks, cut where it gets long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    let head: String = text.chars().take(LONGEST).collect();
    format!("`{head}...` ({} bytes)", text.len())
}

/// A JSON value as it is told about: short, and with its type where that matters.
pub(crate) fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "nothing".to_owned() };
    match value {
        Value::String(text) => quoted(text),
        Value::Null => "`null`".to_owned(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(value) => format!("the number `{value}`"),
        Value::Array(all) => format!("an array of {}: {}", all.len(), quoted(&value.to_string())),
        Value::Object(_) => format!("an object: {}", quoted(&value.to_string())),
    }
}

/// An identifier as LTI allows it: 1 to 255 ASCII characters, opaque and case-sensitive (CORE-006, CORE-014,
/// CORE-018, CORE-040), without the surrounding white space that CORE-026 forbids.
pub(crate) fn id(field: &'static str, text: &str) -> Result<String, Invalid> {
    let printable = text.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
    if text.is_empty() || text.len() > 255 || !printable || text.trim() != text {
        return Err(Invalid::new(
            field,
            "1 to 255 printable ASCII characters without white space at the ends",
            text,
        ));
    }
    Ok(text.to_owned())
}

/// Text for people; white space at its ends is dropped (CORE-026), and nothing is left of blank text.
pub(crate) fn text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An absolute http(s) URL, kept exactly as it was written, since redirect URIs are compared as strings (OIDC-051).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct WebUrl(String);

impl WebUrl {
    pub(crate) fn parse(field: &'static str, text: &str) -> Result<Self, Invalid> {
        let refused = || Invalid::new(field, "an absolute URL that starts with http:// or https://", text);
        let url = Url::parse(text).map_err(|error| refused().hint(error.to_string()))?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        if !web || text.trim() != text || text.chars().any(char::is_control) {
            return Err(refused());
        }
        Ok(Self(text.to_owned()))
    }

    /// A URL that the tool posts answers to; RFC 6749 3.1.2 allows it no fragment.
    pub(crate) fn parse_redirect(text: &str) -> Result<Self, Invalid> {
        if text.contains('#') {
            return Err(Invalid::new("redirect_uris", "a URL without a fragment", text));
        }
        Self::parse("redirect_uris", text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// An object inside a body: Serde would take an array for its fields in their order.
pub(crate) fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<T, D::Error> {
    let members = serde_json::Map::<String, Value>::deserialize(from)?;
    serde_json::from_value(members.into()).map_err(de::Error::custom)
}

/// The known name nearest to a wrong one, if any is near enough to be meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(wrong, name), name))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|one, two| one.0.total_cmp(&two.0))
        .map(|(_, name)| name)
}

/// `did you mean ...?`, or the given way out when nothing is near.
pub(crate) fn did_you_mean<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(wrong, known) {
        Some(name) => format!("did you mean `{name}`? Otherwise {otherwise}"),
        None => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_may_hold_awkward_characters_but_no_outer_space() {
        for good in ["a", "a/b:c+d%e f", "0123", &"x".repeat(255)] {
            assert!(id("id", good).is_ok(), "{good}");
        }
        for bad in ["", " a", "a ", "ü", "a\nb", &"x".repeat(256)] {
            assert!(id("id", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_web_urls_pass_and_they_stay_as_written() {
        assert_eq!(WebUrl::parse("url", "HTTP://Host/a?b#c").unwrap().as_str(), "HTTP://Host/a?b#c");
        for bad in ["javascript:alert(1)", "//host/x", "/x", "file:///etc/passwd", "http://", " http://a"] {
            assert!(WebUrl::parse("url", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_typo_finds_its_neighbour() {
        assert_eq!(nearest("kid.mising", ["kid.missing", "iss.missing"]), Some("kid.missing"));
        assert_eq!(nearest("zzz", ["kid.missing"]), None);
    }

    #[test]
    fn a_long_value_is_cut_where_it_is_shown() {
        assert!(quoted(&"x".repeat(5000)).len() < 240);
    }
}
