//! The cases: what can be judged, read from the tags of the features.

mod attack;
mod case;
mod certification;
mod coverage;
mod fault_in_feature;
mod names;
mod observation;
mod requirement;
mod script;
mod selection;
mod source;
mod steps;
pub(crate) mod tags;

use std::path::PathBuf;

pub use attack::{Attack, Weight};
pub(crate) use case::place;
pub use case::{Case, Level};
pub use certification::CertificationTest;
pub use coverage::{Counts, Coverage, Covered, Weighed};
pub use fault_in_feature::FeatureError;
pub use observation::Observation;
pub(crate) use requirement::requirements;
pub use requirement::{Requirement, Requirements, Window};
pub use selection::SelectsNothing;

/// Every case of the embedded features and of the user's own folders, with the requirements they name.
#[derive(Debug)]
pub struct Catalogue {
    /// Features with outlines expanded and tags completed, ready to run.
    pub(crate) features: Vec<gherkin::Feature>,
    /// The cases in the order of the features.
    pub cases: Vec<Case>,
    /// Cases that only the certification suite selects.
    pub of_suite: Vec<Case>,
    /// What is only recorded, in the order of the features.
    pub observations: Vec<Observation>,
    /// The requirements by id.
    pub requirements: Requirements,
    /// The attacks on tools, in the order of their numbers.
    pub attacks: Vec<Attack>,
    /// The tests of the certification guide, in its order.
    pub certification: Vec<CertificationTest>,
}

impl Catalogue {
    /// Reads the embedded features and all `*.feature` files of the given folders.
    ///
    /// # Errors
    ///
    /// Says file, line and remedy of the first thing that is wrong: a syntax error, an undefined step, a case without
    /// id, an id that stands twice, an unknown requirement, a level that differs from the requirement's.
    pub fn load(folders: &[PathBuf]) -> Result<Self, FeatureError> {
        let requirements = requirements()?;
        let mut features = source::embedded()?;
        for folder in folders {
            features.extend(source::folder(folder)?);
        }
        for feature in &features {
            steps::all_defined(feature)?;
        }
        let mut found = case::Scenarios::default();
        for feature in &mut features {
            case::of_feature(feature, &requirements, &mut found)?;
        }
        case::ids_are_unique(&found)?;
        let (attacks, certification) = (attack::attacks()?, certification::certification()?);
        names::all_exist(&found, &attacks, &certification)?;
        let case::Scenarios { cases, of_suite, observations } = found;
        Ok(Self { features, cases, of_suite, observations, requirements, attacks, certification })
    }

    /// The cases that any of the selectors picks; all of them without a selector. None where the selectors pick
    /// nothing but observations.
    ///
    /// # Errors
    ///
    /// Names the nearest id when a selector picks nothing.
    pub fn select(&self, selectors: &[String]) -> Result<Vec<&Case>, SelectsNothing> {
        let selection = self.selection(selectors)?;
        Ok(self.cases.iter().filter(|case| selection.picks(&case.tags)).collect())
    }

    /// The observations that any of the selectors picks; all of them without a selector.
    ///
    /// # Errors
    ///
    /// Names the nearest id when a selector picks nothing.
    pub fn select_observations(&self, selectors: &[String]) -> Result<Vec<&Observation>, SelectsNothing> {
        let selection = self.selection(selectors)?;
        Ok(self.observations.iter().filter(|seen| selection.picks(&seen.tags)).collect())
    }

    fn selection(&self, selectors: &[String]) -> Result<selection::Selection, SelectsNothing> {
        let cases = self.cases.iter().map(|case| case.tags.as_slice());
        let observations = self.observations.iter().map(|seen| seen.tags.as_slice());
        selection::Selection::read(selectors, &cases.chain(observations).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_features_are_sound() {
        let catalogue = Catalogue::load(&[]).unwrap_or_else(|error| panic!("{error}"));
        assert!(catalogue.cases.len() >= 80, "only {} cases", catalogue.cases.len());
    }

    #[test]
    fn every_certification_test_of_launches_and_content_is_covered() {
        let catalogue = Catalogue::load(&[]).unwrap();
        for number in (1..=12).chain(20..=28).chain(30..=38).chain(40..=46) {
            let test = format!("CT-{number:03}");
            assert!(
                catalogue.cases.iter().any(|case| case.certification.contains(&test)),
                "{test} has no case"
            );
        }
    }
}
