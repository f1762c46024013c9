//! An observation: a scenario that judges nothing, and records what the tool does where LTI leaves it the choice.

use serde::Serialize;

use super::case::{Level, is_known};
use super::tags::{has, list};
use super::{Requirements, tags};

/// The tag that makes a scenario an observation.
const TAG: &str = "observation";

/// A scenario whose end is a sentence instead of a verdict.
#[derive(Debug, Clone, Serialize)]
pub struct Observation {
    /// The stable id, such as `token.iat.past_1d`.
    pub id: String,
    /// What is looked at.
    pub title: String,
    /// The requirements it is about.
    pub requirements: Vec<String>,
    /// The attacks it performs (`ATK-...`).
    pub attacks: Vec<String>,
    /// The feature file, as shown to the user.
    pub feature: String,
    /// The line of the scenario or of the row.
    pub line: usize,
    /// All tags, without `@`.
    #[serde(skip)]
    pub tags: Vec<String>,
}

/// Whether these are the tags of an observation.
pub(super) fn is_observation(tags: &[String]) -> bool {
    has(tags, TAG)
}

/// Reads an observation; it must be about something, and cannot have a level.
pub(super) fn read(
    id: String,
    title: &str,
    (feature, line): (&str, usize),
    tags: Vec<String>,
    requirements: &Requirements,
) -> Result<Observation, String> {
    if let Some(level) = Level::ALL.into_iter().find(|level| has(&tags, level.word())) {
        return Err(format!("`{id}` is an `@{TAG}`, which judges nothing, and `@{}`", level.word()));
    }
    let (named, attacks) = (list(&tags, "req"), list(&tags, "atk"));
    if named.is_empty() && attacks.is_empty() {
        return Err(format!("`{id}` names no requirement and no attack: add `@req:...` or `@atk:...`"));
    }
    is_known(&id, &named, requirements)?;
    let (title, feature) = (title.to_owned(), feature.to_owned());
    Ok(Observation { id, title, requirements: named, attacks, feature, line, tags })
}

impl Observation {
    /// How much of its own time the tool needs for this observation (`@wait:35s`).
    pub fn wait(&self) -> Option<std::time::Duration> {
        tags::wait(&self.tags)
    }

    /// Whether it is about that requirement or attack.
    pub fn names(&self, id: &str) -> bool {
        [&self.requirements, &self.attacks].iter().any(|ids| ids.iter().any(|own| own == id))
    }
}
