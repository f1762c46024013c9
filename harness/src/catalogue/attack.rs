//! The attacks: what an attacker sends, what a good tool does, and what it means if a tool does otherwise.

use serde::{Deserialize, Serialize};

use super::{FeatureError, source};

const FILE: &str = "attacks.toml";

/// An attack on a tool.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attack {
    /// The id, such as `ATK-033`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What is sent; none where the title says it all.
    pub sends: Option<String>,
    /// What a good tool does.
    pub expected: String,
    /// The requirements that forbid it to succeed.
    pub requirements: Vec<String>,
    /// What a tool gets that does otherwise; several where parts of the attack weigh differently.
    pub verdict: Vec<Weight>,
    /// Why there is no case and no observation.
    pub uncovered: Option<String>,
}

/// How much it weighs that an attack succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// It is a failure.
    Fail,
    /// It is a warning.
    Warn,
    /// Only a crash or a leak counts.
    Crash,
    /// It is recorded, and decides nothing.
    Record,
}

impl Weight {
    /// The word of the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Crash => "crash",
            Self::Record => "record",
        }
    }

    /// What it means for a tool, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fail => "a tool that does otherwise fails",
            Self::Warn => "a tool that does otherwise gets a warning",
            Self::Crash => "only a crash or a leak counts against a tool",
            Self::Record => "what a tool does is recorded, not judged",
        }
    }
}

#[derive(Deserialize)]
struct File {
    attack: Vec<Attack>,
}

/// All attacks, in the order of their numbers.
pub(super) fn attacks() -> Result<Vec<Attack>, FeatureError> {
    let file: File = toml::from_str(&source::text(FILE)?)
        .map_err(|error| FeatureError::new(FILE, 0, error.to_string()))?;
    Ok(file.attack)
}
