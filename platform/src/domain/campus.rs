//! A campus: one simulated LMS with an issuer of its own.

use std::fmt;

use homeroom_vocab::id::Issuer;
use serde::Serialize;

use super::edge::Invalid;

/// First path segments that belong to the platform itself.
const RESERVED: &[&str] = &["api", "assets", "campuses", "healthz", "theme"];

/// The name of a campus, `[a-z][a-z0-9-]{0,30}`; it is the first path segment of all its URLs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub(crate) struct CampusName(String);

impl CampusName {
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let expected = "a lower-case letter, then at most 30 letters, digits or hyphens";
        let mut characters = text.chars();
        let starts_well = characters.next().is_some_and(|c| c.is_ascii_lowercase());
        let goes_on_well = characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !starts_well || !goes_on_well || text.len() > 31 {
            return Err(Invalid::new("name", expected, text));
        }
        if RESERVED.contains(&text) {
            return Err(Invalid::new("name", "a word that the platform does not use itself", text)
                .hint(format!("reserved are {}", RESERVED.join(", "))));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CampusName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a launch says about the campus it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) name: CampusName,
    /// Case-sensitive URL without query or fragment (SEC-081).
    pub(crate) issuer: Issuer,
    /// Unique and stable for ever (CORE-044).
    pub(crate) guid: String,
}

impl Identity {
    /// What people call this LMS.
    pub(crate) fn title(&self) -> String {
        format!("Homeroom {}", self.name)
    }
}

/// The URLs that a tool needs from a campus.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct Endpoints {
    pub(crate) issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_lower_case_words() {
        for good in ["main", "a", "north-2", &"x".repeat(31)] {
            assert!(CampusName::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "Main", "2nd", "-a", "a_b", "a/b", "ä", &"x".repeat(32)] {
            assert!(CampusName::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reserved_words_are_refused_with_the_list() {
        assert!(CampusName::parse("api").unwrap_err().hint.contains("healthz"));
    }
}
