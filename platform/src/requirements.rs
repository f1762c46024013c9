//! The requirements, as pages tell them: read once from `features/requirements.toml`, which the harness judges by too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

const SOURCE: &str = include_str!("../../features/requirements.toml");

/// Every requirement by its id. The file is embedded, and a test reads it: it cannot be broken where this runs.
static ALL: LazyLock<BTreeMap<String, Requirement>> =
    LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());

/// A requirement of LTI 1.3 or of a document that it builds on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub(crate) who: Who,
    pub(crate) level: Level,
    /// Whether the level follows from the texts rather than standing in them.
    pub(crate) derived: bool,
    pub(crate) sentence: String,
    /// Document and section.
    pub(crate) spec: String,
    /// Why it follows, where it is derived and binds a tool.
    #[serde(default)]
    pub(crate) reasoning: Option<String>,
    /// How a tool can be seen to keep it, from outside.
    #[serde(default)]
    observed: Option<String>,
    /// Why it cannot be seen, or why no case looks.
    #[serde(default)]
    pub(crate) unobserved: Option<String>,
    /// What usually makes a tool break it.
    #[serde(default)]
    pub(crate) causes: Vec<String>,
    /// What to change in the tool.
    #[serde(default)]
    pub(crate) fix: Option<String>,
}

/// Who has to keep a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    Tool,
    Platform,
    Both,
}

impl Who {
    /// As a sentence says it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Platform => "platform",
            Self::Both => "tool and platform",
        }
    }
}

/// How binding a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    Must,
    Should,
    May,
}

impl Level {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

impl Requirement {
    /// The level as reports say it: `must`, or `must, derived`.
    pub(crate) fn level_in_words(&self) -> String {
        format!("{}{}", self.level.word(), if self.derived { ", derived" } else { "" })
    }
}

/// The requirement with this id.
pub(crate) fn find(id: &str) -> Option<&'static Requirement> {
    ALL.get(id)
}

/// The id as the file spells it, if there is such a requirement.
pub(crate) fn known_id(id: &str) -> Option<&'static str> {
    ALL.get_key_value(id).map(|(id, _)| id.as_str())
}

/// Every requirement with its id, sorted by id.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Requirement)> {
    ALL.iter().map(|(id, requirement)| (id.as_str(), requirement))
}

/// A part of LTI, by the letters with which its ids begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) prefix: &'static str,
    pub(crate) title: &'static str,
}

const fn area(prefix: &'static str, title: &'static str) -> Area {
    Area { prefix, title }
}

/// Every part, in the order in which a tool meets them.
pub(crate) const AREAS: &[Area] = &[
    area("OIDC", "Login and authentication"),
    area("SEC", "Tokens and transport"),
    area("KEY", "Keys and key sets"),
    area("TOK", "Access tokens"),
    area("CORE", "Messages and claims"),
    area("ROLE", "Roles"),
    area("VAR", "Custom parameters and variables"),
    area("RET", "Return URL"),
    area("DL", "Deep Linking"),
    area("AGS", "Assignment and Grade Services"),
    area("NRPS", "Names and Role Provisioning Services"),
    area("DYN", "Dynamic Registration"),
    area("PST", "postMessages and platform storage"),
    area("SUB", "Submission Review"),
    area("GRP", "Course Groups"),
    area("PNS", "Platform Notification Service"),
    area("AP", "Asset Processor"),
    area("EULA", "EULA service"),
    area("LCS", "Link and Content Service"),
    area("PROC", "Proctoring"),
    area("MIG", "Migration from LTI 1.1"),
];

/// The part of LTI that an id belongs to.
pub(crate) fn area_of(id: &str) -> Option<Area> {
    let prefix = id.split_once('-')?.0;
    AREAS.iter().find(|area| area.prefix == prefix).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read_and_says_the_least_about_each() {
        let read: BTreeMap<String, Requirement> = toml::from_str(SOURCE).unwrap();
        assert!(read.len() > 400, "{}", read.len());
        for (id, requirement) in read {
            assert!(requirement.sentence.len() > 10 && !requirement.spec.is_empty(), "{id}");
            assert!(area_of(&id).is_some(), "{id} belongs to no area");
        }
    }

    #[test]
    fn every_area_has_requirements() {
        for area in AREAS {
            assert!(all().any(|(id, _)| area_of(id) == Some(*area)), "{}", area.prefix);
        }
    }

    #[test]
    fn every_requirement_that_a_fault_tries_is_known() {
        for fault in crate::faults::catalogue() {
            assert!(find(fault.requirement).is_some(), "{}: {}", fault.name, fault.requirement);
        }
    }
}
