//! What the cases cover: of the requirements on tools, of the attacks, of the certification tests.

use serde::Serialize;

use super::{Case, Catalogue, Level, Observation, Requirement, Weight};

/// The families of requirements whose cases are built. In the others nothing is missing yet.
const BUILT: &[&str] =
    &["OIDC", "SEC", "KEY", "TOK", "CORE", "ROLE", "VAR", "RET", "DL", "AGS", "NRPS", "DYN"];

/// All families, in the order of the catalogue.
const FAMILIES: &[&str] = &[
    "OIDC", "SEC", "KEY", "TOK", "CORE", "ROLE", "VAR", "RET", "DL", "AGS", "NRPS", "DYN", "PST", "SUB",
    "GRP", "PNS", "AP", "EULA", "LCS", "PROC", "MIG",
];

/// Everything that can be covered, with what covers it.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// How many cases there are.
    pub cases: usize,
    /// How many observations there are.
    pub observations: usize,
    /// The requirements that bind tools.
    pub requirements: Vec<Covered>,
    /// The attacks.
    pub attacks: Vec<Covered>,
    /// The tests of the certification guide.
    pub certification: Vec<Covered>,
    /// How many of each kind.
    pub counts: Vec<Counts>,
}

/// One thing that can be covered.
#[derive(Debug, Serialize)]
pub struct Covered {
    /// `SEC-014`, `ATK-033`, `CT-007`.
    pub id: String,
    /// What it weighs.
    #[serde(flatten)]
    pub weight: Weighed,
    /// What it is.
    pub title: String,
    /// Whether it can be seen from outside.
    pub observable: bool,
    /// The cases that judge it.
    pub cases: Vec<String>,
    /// The observations that record it.
    pub observations: Vec<String>,
    /// Why nothing covers it; none also where something is missing.
    pub reason: Option<String>,
}

/// What a requirement, an attack or a test weighs, in the terms of its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Weighed {
    /// A requirement.
    Requirement { level: Level, derived: bool },
    /// An attack.
    Attack { verdict: Vec<Weight> },
    /// A test of the certification guide, by the part of the guide it belongs to.
    Test { group: String },
}

impl Weighed {
    /// In a word or two.
    pub fn words(&self) -> String {
        match self {
            Self::Requirement { level, derived } => level_in_words(*level, *derived),
            Self::Attack { verdict } => {
                verdict.iter().map(|weight| weight.word()).collect::<Vec<_>>().join(", ")
            }
            Self::Test { group } => group.clone(),
        }
    }
}

/// `must`, or `must, derived`, as reports say it.
pub(crate) fn level_in_words(level: Level, derived: bool) -> String {
    format!("{}{}", level.word(), if derived { ", derived" } else { "" })
}

/// How many there are of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// `SEC`, `ATK`, `CT`.
    pub prefix: String,
    /// In all; of requirements, those that bind tools.
    pub total: usize,
    /// Those that can be seen from outside.
    pub observable: usize,
    /// Those with a case or an observation.
    pub covered: usize,
    /// Those without, for a reason.
    pub reasoned: usize,
    /// Those without, for no reason.
    pub missing: usize,
}

impl Coverage {
    /// Without what is not covered, and without numbers: few cases say nothing about the rest.
    #[must_use]
    pub fn of_few(mut self) -> Self {
        for rows in [&mut self.requirements, &mut self.attacks, &mut self.certification] {
            rows.retain(Covered::is_covered);
        }
        self.counts.clear();
        self
    }
}

impl Covered {
    /// Whether a case or an observation is about it.
    pub fn is_covered(&self) -> bool {
        !self.cases.is_empty() || !self.observations.is_empty()
    }

    /// Whether something is missing.
    pub fn is_missing(&self) -> bool {
        !self.is_covered() && self.reason.is_none()
    }

    /// The letters before the number.
    pub fn prefix(&self) -> &str {
        prefix(&self.id)
    }
}

/// The letters of an id before its number.
pub(crate) fn prefix(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

impl Catalogue {
    /// What these cases and observations cover.
    pub fn coverage(&self, cases: &[&Case], observations: &[&Observation]) -> Coverage {
        let by = By { cases, observations };
        let bound = self.requirements.iter().filter(|(_, requirement)| requirement.binds_tools());
        let mut requirements: Vec<_> =
            bound.map(|(id, requirement)| by.requirement(id, requirement)).collect();
        requirements.sort_by_key(|row| FAMILIES.iter().position(|family| *family == row.prefix()));
        let attacks = self.attacks.iter().map(|attack| {
            let weight = Weighed::Attack { verdict: attack.verdict.clone() };
            by.covered(&attack.id, weight, &attack.title, attack.uncovered.as_deref())
        });
        let certification = self.certification.iter().map(|test| {
            let weight = Weighed::Test { group: test.group.clone() };
            by.covered(&test.id, weight, &test.title, test.uncovered.as_deref())
        });
        let (attacks, certification) = (attacks.collect::<Vec<_>>(), certification.collect::<Vec<_>>());
        let counts = [counts(&requirements), counts(&attacks), counts(&certification)].concat();
        let (cases, observations) = (cases.len(), observations.len());
        Coverage { cases, observations, requirements, attacks, certification, counts }
    }
}

/// What covers.
struct By<'c> {
    cases: &'c [&'c Case],
    observations: &'c [&'c Observation],
}

impl By<'_> {
    fn requirement(&self, id: &str, requirement: &Requirement) -> Covered {
        let unbuilt =
            (!BUILT.contains(&prefix(id))).then(|| format!("the cases of {} are not built yet", prefix(id)));
        let reason = requirement.unobserved.clone().or(unbuilt);
        let weight = Weighed::Requirement { level: requirement.level, derived: requirement.derived };
        let covered = self.covered(id, weight, &requirement.sentence, reason.as_deref());
        Covered { observable: requirement.observed.is_some(), ..covered }
    }

    fn covered(&self, id: &str, weight: Weighed, title: &str, reason: Option<&str>) -> Covered {
        let cases = self.cases.iter().filter(|case| case.names(id)).map(|case| case.id.clone());
        let observations = self.observations.iter().filter(|seen| seen.names(id)).map(|seen| seen.id.clone());
        let mut covered = Covered {
            id: id.to_owned(),
            weight,
            title: title.to_owned(),
            observable: reason.is_none(),
            cases: cases.collect(),
            observations: observations.collect(),
            reason: None,
        };
        if !covered.is_covered() {
            covered.reason = reason.map(str::to_owned);
        }
        covered
    }
}

/// One row for each prefix, in the order in which they come.
fn counts(all: &[Covered]) -> Vec<Counts> {
    let count = |rows: &[Covered]| {
        let number = |is: fn(&Covered) -> bool| rows.iter().filter(|row| is(row)).count();
        Counts {
            prefix: rows.first().map_or_else(String::new, |row| row.prefix().to_owned()),
            total: rows.len(),
            observable: number(|row| row.observable),
            covered: number(Covered::is_covered),
            reasoned: number(|row| row.reason.is_some()),
            missing: number(Covered::is_missing),
        }
    };
    all.chunk_by(|one, next| one.prefix() == next.prefix()).map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> (Catalogue, Coverage) {
        let catalogue = Catalogue::load(&[]).unwrap_or_else(|error| panic!("{error}"));
        let cases: Vec<_> = catalogue.cases.iter().chain(&catalogue.of_suite).collect();
        let observations: Vec<_> = catalogue.observations.iter().collect();
        let coverage = catalogue.coverage(&cases, &observations);
        (catalogue, coverage)
    }

    /// What is missing, one a line, so that a failure reads as a list of things to do.
    fn missing(rows: &[Covered]) -> String {
        let rows = rows.iter().filter(|row| row.is_missing());
        let lines: Vec<_> =
            rows.map(|row| format!("\n  {} ({}) {}", row.id, row.weight.words(), row.title)).collect();
        lines.concat()
    }

    #[test]
    fn every_observable_requirement_of_a_built_family_has_a_case_or_an_observation() {
        let missing = missing(&whole().1.requirements);
        assert!(
            missing.is_empty(),
            "nothing covers, and no `unobserved` in requirements.toml excuses:{missing}"
        );
    }

    #[test]
    fn every_observable_must_of_a_built_family_has_a_case() {
        let (catalogue, coverage) = whole();
        let is_must = |row: &&Covered| catalogue.requirements[&row.id].level == Level::Must;
        for row in coverage.requirements.iter().filter(is_must).filter(|row| row.is_covered()) {
            assert!(
                !row.cases.is_empty(),
                "{} is only recorded, and a tool that breaks it would pass",
                row.id
            );
        }
    }

    #[test]
    fn every_attack_has_a_case_or_an_observation_or_a_reason() {
        let missing = missing(&whole().1.attacks);
        assert!(missing.is_empty(), "nothing performs, and no `uncovered` in attacks.toml excuses:{missing}");
    }

    #[test]
    fn every_certification_test_has_a_case_or_a_reason() {
        let missing = missing(&whole().1.certification);
        assert!(
            missing.is_empty(),
            "nothing covers, and no `uncovered` in certification.toml excuses:{missing}"
        );
    }

    #[test]
    fn every_attack_weighs_as_much_as_its_verdict_says() {
        let (catalogue, coverage) = whole();
        let all = || catalogue.cases.iter().chain(&catalogue.of_suite);
        let level = |id: &String| all().find(|case| case.id == *id).unwrap().level;
        for (row, attack) in
            coverage.attacks.iter().zip(&catalogue.attacks).filter(|(row, _)| row.is_covered())
        {
            let has_must = row.cases.iter().any(|case| level(case) == Level::Must);
            let may_have = attack.verdict.iter().any(|weight| [Weight::Fail, Weight::Crash].contains(weight));
            assert!(!has_must || may_have, "{} is `{}` and has a `@must` case", row.id, row.weight.words());
            let needs = attack.verdict.contains(&Weight::Fail);
            assert!(has_must || !needs, "{} is `fail` and has no `@must` case", row.id);
        }
    }

    #[test]
    fn no_reason_outlives_its_gap() {
        let (catalogue, coverage) = whole();
        for row in coverage.requirements.iter().filter(|row| row.is_covered()) {
            assert!(catalogue.requirements[&row.id].unobserved.is_none(), "{} is covered", row.id);
        }
        for (row, attack) in coverage.attacks.iter().zip(&catalogue.attacks) {
            assert!(!row.is_covered() || attack.uncovered.is_none(), "{} is covered", row.id);
        }
        for (row, test) in coverage.certification.iter().zip(&catalogue.certification) {
            assert!(!row.is_covered() || test.uncovered.is_none(), "{} is covered", row.id);
        }
    }

    #[test]
    fn every_family_has_its_place() {
        for id in whole().0.requirements.keys() {
            assert!(FAMILIES.contains(&prefix(id)), "{id}");
        }
    }

    #[test]
    fn the_counts_of_a_prefix_add_up() {
        for counts in whole().1.counts {
            assert_eq!(counts.covered + counts.reasoned + counts.missing, counts.total, "{}", counts.prefix);
            assert!(counts.observable <= counts.total, "{}", counts.prefix);
        }
    }

    #[test]
    fn fewer_cases_cover_less() {
        let (catalogue, _) = whole();
        let one = catalogue.cases.iter().filter(|case| case.id == "token.exp.past_10m").collect::<Vec<_>>();
        let coverage = catalogue.coverage(&one, &[]);
        let covered = |rows: &[Covered]| {
            rows.iter().filter(|row| row.is_covered()).map(|row| row.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(covered(&coverage.requirements), ["SEC-014"]);
        assert_eq!(covered(&coverage.attacks), ["ATK-033"]);
    }
}
