//! The tests of the certification guide, in its order.

use serde::Deserialize;

use super::{FeatureError, source};

const FILE: &str = "certification.toml";

/// A test of the certification guide.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificationTest {
    /// The id, such as `CT-005`.
    pub id: String,
    /// The part of the guide it belongs to.
    pub group: String,
    /// What the guide calls it.
    pub title: String,
    /// What is sent; none where the tool is the one who sends.
    pub sends: Option<String>,
    /// What the guide expects.
    pub expected: String,
    /// The requirements behind it.
    pub requirements: Vec<String>,
    /// Why it has no case.
    pub uncovered: Option<String>,
}

#[derive(Deserialize)]
struct File {
    test: Vec<CertificationTest>,
}

/// All tests, in the order of the guide.
pub(super) fn certification() -> Result<Vec<CertificationTest>, FeatureError> {
    let file: File = toml::from_str(&source::text(FILE)?)
        .map_err(|error| FeatureError::new(FILE, 0, error.to_string()))?;
    Ok(file.test)
}
