//! The steps of a case as its feature tells them.

use gherkin::{Background, Feature, Scenario, Step};

use super::{Case, Catalogue, Observation, place};

impl Catalogue {
    /// The steps of a case with their keywords, those of the background first; cells of an outline are filled in.
    pub fn steps(&self, case: &Case) -> Vec<String> {
        self.steps_at(&case.feature, case.line)
    }

    /// The steps of an observation, likewise.
    pub fn steps_of_observation(&self, observation: &Observation) -> Vec<String> {
        self.steps_at(&observation.feature, observation.line)
    }

    fn steps_at(&self, file: &str, line: usize) -> Vec<String> {
        let of_file = self.features.iter().filter(|feature| place(feature) == file);
        of_file.flat_map(|feature| script(feature, line)).map(told).collect()
    }

    /// What the feature of a case is about, in its own words.
    pub fn feature_title(&self, case: &Case) -> Option<&str> {
        let feature = self.features.iter().find(|feature| place(feature) == case.feature)?;
        Some(&feature.name)
    }
}

/// The steps of the scenario at that line; none if it is in another feature.
fn script(feature: &Feature, line: usize) -> Vec<&Step> {
    let is_it = |scenario: &&Scenario| scenario.position.line == line;
    let (of_feature, mut rules) = (feature.background.as_ref(), feature.rules.iter());
    if let Some(scenario) = feature.scenarios.iter().find(is_it) {
        return steps(&[of_feature], scenario);
    }
    let in_rule = rules.find_map(|rule| Some((rule, rule.scenarios.iter().find(is_it)?)));
    in_rule
        .map(|(rule, scenario)| steps(&[of_feature, rule.background.as_ref()], scenario))
        .unwrap_or_default()
}

fn steps<'f>(backgrounds: &[Option<&'f Background>], scenario: &'f Scenario) -> Vec<&'f Step> {
    let before = backgrounds.iter().flatten().flat_map(|background| &background.steps);
    before.chain(&scenario.steps).collect()
}

fn told(step: &Step) -> String {
    format!("{} {}", step.keyword.trim(), step.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_its_own_steps_after_the_background() {
        let catalogue = Catalogue::load(&[]).unwrap();
        let case = catalogue.cases.iter().find(|case| case.id == "token.exp.past_10m").unwrap();
        let expected = [
            "Given a learner who can open a link of the course",
            "And the tool has accepted an untouched launch of that link",
            "When the platform answers with the fault \"exp.past_10m\"",
            "Then the tool refuses the launch",
            "And no new session is opened",
        ];
        assert_eq!(catalogue.steps(case), expected);
    }

    #[test]
    fn every_case_has_steps_and_a_feature() {
        let catalogue = Catalogue::load(&[]).unwrap();
        for case in &catalogue.cases {
            assert!(catalogue.steps(case).len() >= 2, "{}", case.id);
            assert!(catalogue.feature_title(case).is_some(), "{}", case.id);
        }
    }
}
