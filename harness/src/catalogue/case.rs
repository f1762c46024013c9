//! One case: a scenario, or one row of an outline, with what its tags say.

use std::collections::HashMap;
use std::time::Duration;

use gherkin::{Feature, Scenario, StepType};
use serde::{Deserialize, Serialize};

use super::observation::{self, Observation, is_observation};
use super::tags::{self, has, list};
use super::{FeatureError, Requirements};

/// How binding a case is: a broken `Must` fails, a broken `Should` or `May` warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Must,
    Should,
    May,
}

impl Level {
    pub(super) const ALL: [Self; 3] = [Self::Must, Self::Should, Self::May];

    /// The word of the tag and of reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

/// A scenario that judges one thing.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// The stable id, such as `launch.nonce.replayed`.
    pub id: String,
    /// What the case says of a good tool.
    pub title: String,
    /// How binding it is.
    pub level: Level,
    /// Requirement ids; the first decides the level.
    pub requirements: Vec<String>,
    /// The feature file, as shown to the user.
    pub feature: String,
    /// The line of the scenario or of the row.
    pub line: usize,
    /// Certification tests it covers (`CT-...`).
    #[serde(skip)]
    pub certification: Vec<String>,
    /// Attacks it performs (`ATK-...`).
    #[serde(skip)]
    pub attacks: Vec<String>,
    /// All tags, without `@`.
    #[serde(skip)]
    pub tags: Vec<String>,
}

/// Columns of an outline whose words become tags of the row.
const TAG_COLUMNS: &[(&str, &str)] = &[("req", "req"), ("atk", "atk"), ("cert", "cert")];

impl Case {
    /// How much of its own time the tool needs for this case (`@wait:35s`).
    pub fn wait(&self) -> Option<Duration> {
        tags::wait(&self.tags)
    }

    /// Whether it is about that requirement, attack or test of the certification guide.
    pub fn names(&self, id: &str) -> bool {
        [&self.requirements, &self.attacks, &self.certification]
            .iter()
            .any(|ids| ids.iter().any(|own| own == id))
    }
}

/// What a feature holds.
#[derive(Debug, Default)]
pub(crate) struct Scenarios {
    pub(crate) cases: Vec<Case>,
    /// Cases that only the certification suite selects.
    pub(crate) of_suite: Vec<Case>,
    pub(crate) observations: Vec<Observation>,
}

/// Where a scenario stands, as the after hook sees it.
pub(crate) fn place(feature: &Feature) -> String {
    feature.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
}

/// Reads the cases and observations of a feature and completes the tags of its scenarios, so that tag expressions see them.
pub(crate) fn of_feature(
    feature: &mut Feature,
    requirements: &Requirements,
    found: &mut Scenarios,
) -> Result<(), FeatureError> {
    let (file, inherited) = (place(feature), feature.tags.clone());
    let scenarios = feature.scenarios.iter_mut().map(|scenario| (inherited.clone(), scenario));
    let in_rules = feature.rules.iter_mut().flat_map(|rule| {
        let inherited = [inherited.clone(), rule.tags.clone()].concat();
        rule.scenarios.iter_mut().map(move |scenario| (inherited.clone(), scenario))
    });
    for (inherited, scenario) in scenarios.chain(in_rules) {
        complete_tags(scenario);
        found.read(&file, &inherited, scenario, requirements)?;
    }
    Ok(())
}

/// Gives a row of an outline its own id and the tags of its columns.
fn complete_tags(scenario: &mut Scenario) {
    let Some(row) = row(scenario) else { return };
    for (column, key) in TAG_COLUMNS {
        let words =
            row.iter().filter(|(name, _)| name == column).flat_map(|(_, cell)| cell.split_whitespace());
        scenario.tags.extend(words.map(|word| format!("{key}:{word}")));
    }
    if let Some((_, cell)) = row.first() {
        let suffix = format!(".{cell}");
        scenario.tags.iter_mut().filter(|tag| tag.starts_with("id:")).for_each(|tag| tag.push_str(&suffix));
        if !scenario.name.contains(cell.as_str()) {
            scenario.name = format!("{} ({cell})", scenario.name);
        }
    }
}

/// Header and cells of the one row that an expanded scenario keeps.
fn row(scenario: &Scenario) -> Option<Vec<(String, String)>> {
    let rows = &scenario.examples.first()?.table.as_ref()?.rows;
    let [header, cells] = rows.as_slice() else { return None };
    Some(header.iter().cloned().zip(cells.iter().cloned()).collect())
}

impl Scenarios {
    fn read(
        &mut self,
        file: &str,
        inherited: &[String],
        scenario: &Scenario,
        requirements: &Requirements,
    ) -> Result<(), FeatureError> {
        let line = scenario.position.line;
        let wrong = |problem: String| FeatureError::new(file, line, problem);
        let tags = [inherited, &scenario.tags].concat();
        if let Some((problem, hint)) = tags::meaningless(&tags) {
            return Err(wrong(problem).hint(hint));
        }
        let id = id(file, scenario, &tags)?;
        if is_observation(&tags) {
            let read = observation::read(id, &scenario.name, (file, line), tags, requirements);
            self.observations.push(read.map_err(wrong)?);
            return Ok(());
        }
        let level = level(&tags).ok_or_else(|| {
            wrong(format!("`{id}` has no level")).hint("add `@must`, `@should` or `@may`, or `@observation`")
        })?;
        let named = list(&tags, "req");
        agrees(&id, level, &named, requirements).map_err(wrong)?;
        let found = if tags::is_of_suite(&tags) { &mut self.of_suite } else { &mut self.cases };
        found.push(Case {
            id,
            title: scenario.name.clone(),
            level,
            requirements: named,
            feature: file.to_owned(),
            line,
            certification: list(&tags, "cert"),
            attacks: list(&tags, "atk"),
            tags,
        });
        Ok(())
    }
}

/// The id of a scenario that is whole.
fn id(file: &str, scenario: &Scenario, tags: &[String]) -> Result<String, FeatureError> {
    let wrong = |problem: &str| FeatureError::new(file, scenario.position.line, problem);
    if row(scenario).is_some_and(|row| row.first().is_none_or(|(column, _)| column != "case")) {
        return Err(wrong("the first column of `Examples` must be `case`"));
    }
    if !scenario.steps.iter().any(|step| step.ty == StepType::Then) {
        let hint = "a line with a misspelt keyword is read as a description";
        return Err(wrong("the scenario has no `Then`, so it could not fail").hint(hint));
    }
    let none = || wrong("the scenario has no id").hint("add a tag such as `@id:launch.nonce.replayed`");
    list(tags, "id").into_iter().next().ok_or_else(none)
}

fn level(tags: &[String]) -> Option<Level> {
    Level::ALL.into_iter().find(|level| has(tags, level.word()))
}

/// The tag must say what the first requirement says; every requirement must exist.
fn agrees(id: &str, level: Level, named: &[String], requirements: &Requirements) -> Result<(), String> {
    let Some(first) = named.first() else {
        return Err(format!("`{id}` names no requirement: add `@req:...`"));
    };
    is_known(id, named, requirements)?;
    let required = requirements[first].level;
    if required != level {
        return Err(format!(
            "`{id}` is `@{}`, but its requirement {first} is a {}",
            level.word(),
            required.word()
        ));
    }
    Ok(())
}

/// Every requirement that a scenario names must exist.
pub(super) fn is_known(id: &str, named: &[String], requirements: &Requirements) -> Result<(), String> {
    match named.iter().find(|named| !requirements.contains_key(*named)) {
        Some(unknown) => Err(format!("`{id}` names the requirement `{unknown}`, which does not exist")),
        None => Ok(()),
    }
}

/// Two scenarios with one id would hide each other in every report.
pub(crate) fn ids_are_unique(found: &Scenarios) -> Result<(), FeatureError> {
    let cases = found.cases.iter().chain(&found.of_suite).map(|case| (&case.id, &case.feature, case.line));
    let observations = found.observations.iter().map(|seen| (&seen.id, &seen.feature, seen.line));
    let mut seen: HashMap<&str, (&str, usize)> = HashMap::new();
    for (id, feature, line) in cases.chain(observations) {
        if let Some((other, at)) = seen.insert(id, (feature, line)) {
            let problem = format!("the id `{id}` stands twice; first at {other}:{at}");
            return Err(FeatureError::new(feature, line, problem).hint("give each case an id of its own"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gherkin::GherkinEnv;

    use super::*;
    use crate::catalogue::requirements;

    fn scenarios(text: &str) -> Result<Scenarios, FeatureError> {
        use cucumber::feature::Ext as _;
        let feature = Feature::parse(text, GherkinEnv::default()).unwrap();
        let mut found = Scenarios::default();
        of_feature(&mut feature.expand_examples().unwrap(), &requirements().unwrap(), &mut found)?;
        Ok(found)
    }

    fn cases(text: &str) -> Result<Vec<Case>, FeatureError> {
        scenarios(text).map(|found| found.cases)
    }

    #[test]
    fn a_row_has_an_id_tags_and_a_title_of_its_own() {
        let cases = cases(
            "@service:core\nFeature: f\n  @id:a.b @must\n  Scenario Outline: it is refused\n    Then x\n    Examples:\n      \
             | case | req             | cert   |\n      | one  | SEC-001 SEC-002 | CT-001 |\n",
        )
        .unwrap();
        let [case] = cases.as_slice() else { panic!("one case expected") };
        assert_eq!((case.id.as_str(), case.title.as_str()), ("a.b.one", "it is refused (one)"));
        assert_eq!(case.requirements, ["SEC-001", "SEC-002"]);
        assert_eq!(case.certification, ["CT-001"]);
        assert!(case.tags.contains(&"service:core".to_owned()));
    }

    #[test]
    fn what_a_case_lacks_is_told() {
        let problem = |tags: &str| {
            cases(&format!("Feature: f\n  {tags}\n  Scenario: s\n    Then x\n")).unwrap_err().problem
        };
        assert!(problem("@must @req:SEC-001").contains("no id"));
        assert!(problem("@id:a @req:SEC-001").contains("no level"));
        assert!(problem("@id:a @must").contains("no requirement"));
        assert!(problem("@id:a @must @req:SEC-999").contains("does not exist"));
        assert!(problem("@id:a @should @req:SEC-001").contains("is a must"));
    }

    #[test]
    fn a_scenario_that_could_not_fail_is_an_error() {
        let text = "Feature: f\n  @id:a @must @req:SEC-001\n  Scenario: s\n    Then it holds\n";
        assert!(cases(text).is_ok());
        assert!(cases(&text.replace("Then it", "Thn it")).unwrap_err().problem.contains("no `Then`"));
    }

    #[test]
    fn two_cases_with_one_id_are_an_error() {
        let scenario = "  @id:a @must @req:SEC-001\n  Scenario: s\n    Then x\n";
        let found = scenarios(&format!("Feature: f\n{scenario}{scenario}")).unwrap();
        assert!(ids_are_unique(&found).unwrap_err().problem.contains("twice"));
        let observed = scenario.replace("@must", "@observation");
        let found = scenarios(&format!("Feature: f\n{scenario}{observed}")).unwrap();
        assert!(ids_are_unique(&found).unwrap_err().problem.contains("twice"));
    }

    #[test]
    fn an_observation_is_no_case() {
        let text = "Feature: f\n  @id:a @observation @req:SEC-017 @atk:ATK-036\n  Scenario: s\n    Then x\n";
        let found = scenarios(text).unwrap();
        assert!(found.cases.is_empty());
        let [seen] = found.observations.as_slice() else { panic!("one observation expected") };
        assert_eq!((seen.id.as_str(), seen.title.as_str(), seen.line), ("a", "s", 3));
        assert_eq!(
            (&seen.requirements[..], &seen.attacks[..]),
            (&["SEC-017".to_owned()][..], &["ATK-036".to_owned()][..])
        );
    }

    #[test]
    fn what_an_observation_has_too_much_or_too_little_is_told() {
        let problem = |tags: &str| {
            cases(&format!("Feature: f\n  {tags}\n  Scenario: s\n    Then x\n")).unwrap_err().problem
        };
        assert!(problem("@id:a @observation @must @req:SEC-001").contains("judges nothing, and `@must`"));
        assert!(problem("@id:a @observation").contains("no requirement and no attack"));
        assert!(problem("@id:a @observation @req:SEC-999").contains("does not exist"));
    }
}
