//! The cases: what can be judged, read from the tags of the features.

mod case;
mod fault_in_feature;
mod requirement;
mod script;
mod selection;
mod source;
mod steps;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) use case::place;
pub use case::{Case, Level};
pub use fault_in_feature::FeatureError;
pub use requirement::Requirement;
pub(crate) use requirement::requirements;
pub use selection::SelectsNothing;

/// Every case of the embedded features and of the user's own folders, with the requirements they name.
#[derive(Debug)]
pub struct Catalogue {
    /// Features with outlines expanded and tags completed, ready to run.
    pub(crate) features: Vec<gherkin::Feature>,
    /// The cases in the order of the features.
    pub cases: Vec<Case>,
    /// The requirements by id.
    pub requirements: BTreeMap<String, Requirement>,
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
        let mut cases = Vec::new();
        for feature in &mut features {
            cases.extend(case::of_feature(feature, &requirements)?);
        }
        case::ids_are_unique(&cases)?;
        Ok(Self { features, cases, requirements })
    }

    /// The cases that any of the selectors picks; all of them without a selector.
    ///
    /// # Errors
    ///
    /// Names the nearest id when a selector picks nothing.
    pub fn select(&self, selectors: &[String]) -> Result<Vec<&Case>, selection::SelectsNothing> {
        let selectors = selection::parse(selectors, &self.cases)?;
        let picked = |case: &&Case| selectors.is_empty() || selectors.iter().any(|each| each.picks(case));
        Ok(self.cases.iter().filter(picked).collect())
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
