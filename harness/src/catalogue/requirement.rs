//! The requirements: one sentence each, its level, where it comes from, and what usually breaks it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::coverage::level_in_words;
use super::{FeatureError, Level, source};

const FILE: &str = "requirements.toml";

/// A requirement of LTI 1.3 or of a document that it builds on.
#[derive(Debug, Clone, Deserialize)]
pub struct Requirement {
    /// Who has to keep it: `tool`, `platform` or `both`.
    pub who: String,
    /// How binding it is.
    pub level: Level,
    /// Whether the level follows from the texts rather than standing in them.
    #[serde(default)]
    pub derived: bool,
    /// The requirement in plain words.
    pub sentence: String,
    /// Document and section.
    pub spec: String,
    /// Why the requirement follows, if it is derived and binds a tool.
    #[serde(default)]
    pub reasoning: Option<String>,
    /// How a tool can be seen to keep it, from outside.
    #[serde(default)]
    pub observed: Option<Window>,
    /// Why it cannot be seen, or why no case looks.
    #[serde(default)]
    pub unobserved: Option<String>,
    /// What usually causes a tool to break it.
    #[serde(default)]
    pub causes: Vec<String>,
    /// What to change in the tool.
    #[serde(default)]
    pub fix: Option<String>,
}

/// Through what a requirement can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// Requests and answers.
    Http,
}

impl Requirement {
    /// Whether a tool can break it.
    pub fn binds_tools(&self) -> bool {
        self.who != "platform"
    }

    /// The level as reports say it: `must`, or `must, derived`.
    pub fn level_in_words(&self) -> String {
        level_in_words(self.level, self.derived)
    }
}

/// Requirements by id.
pub type Requirements = BTreeMap<String, Requirement>;

/// The requirements by id.
pub(crate) fn requirements() -> Result<Requirements, FeatureError> {
    let text = source::text(FILE)?;
    toml::from_str(&text).map_err(|error| FeatureError::new(FILE, 0, error.to_string()))
}
