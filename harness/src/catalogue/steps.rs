//! Every step of a feature must be one that the harness knows: a skipped step would look like a pass.

use cucumber::World as _;
use cucumber::codegen::{StepConstructor, WorldInventory, inventory};
use gherkin::{Feature, Step};

use super::{FeatureError, place};
use crate::world::World;

/// Says which step is unknown, and which one it resembles most.
pub(crate) fn all_defined(feature: &Feature) -> Result<(), FeatureError> {
    let known = World::collection();
    let file = place(feature);
    for step in steps_of(feature) {
        match known.find(step) {
            Ok(Some(_)) => {}
            Ok(None) => return Err(undefined(&file, step)),
            Err(_) => {
                let problem = format!("two definitions fit the step `{}`", step.value);
                return Err(FeatureError::new(&file, step.position.line, problem));
            }
        }
    }
    Ok(())
}

fn steps_of(feature: &Feature) -> impl Iterator<Item = &Step> {
    let scenarios = feature.scenarios.iter().chain(feature.rules.iter().flat_map(|rule| &rule.scenarios));
    let backgrounds =
        feature.background.iter().chain(feature.rules.iter().filter_map(|rule| rule.background.as_ref()));
    backgrounds.flat_map(|background| &background.steps).chain(scenarios.flat_map(|scenario| &scenario.steps))
}

fn undefined(file: &str, step: &Step) -> FeatureError {
    let error = FeatureError::new(
        file,
        step.position.line,
        format!("no step is defined for `{} {}`", step.keyword.trim(), step.value),
    );
    match nearest(&step.value) {
        Some(nearest) => error.hint(format!("the nearest is `{nearest}`")),
        None => error
            .hint("`docs/cases.md` says how cases are written; `harness/src/steps/` holds every sentence"),
    }
}

fn nearest(text: &str) -> Option<String> {
    let known = patterns()
        .into_iter()
        .map(|pattern| (strsim::normalized_damerau_levenshtein(&pattern, text), pattern));
    known
        .filter(|(likeness, _)| *likeness > 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, pattern)| pattern)
}

/// The sentences of all steps, as their patterns read without anchors.
fn patterns() -> Vec<String> {
    fn of<S: StepConstructor<World> + inventory::Collect>() -> impl Iterator<Item = String> {
        inventory::iter::<S>().map(|step| step.inner().1().as_str().to_owned())
    }
    let all = of::<<World as WorldInventory>::Given>()
        .chain(of::<<World as WorldInventory>::When>())
        .chain(of::<<World as WorldInventory>::Then>());
    all.map(|pattern| pattern.trim_start_matches('^').trim_end_matches('$').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use gherkin::GherkinEnv;

    use super::*;

    #[test]
    fn a_misspelt_step_names_file_line_and_the_nearest() {
        let text = "Feature: f\n  Scenario: s\n    When the learner opens the lnk\n";
        let mut feature = Feature::parse(text, GherkinEnv::default()).unwrap();
        feature.path = Some("mine.feature".into());
        let error = all_defined(&feature).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("mine.feature", 3));
        assert!(error.hint.unwrap().contains("the learner opens the link"));
    }
}
