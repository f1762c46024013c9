//! Which cases need something that not every tool has, as their steps say it.

use crate::catalogue::{Case, Catalogue};
use crate::target::Target;

/// Words of a step, by what it needs.
pub(super) const SECOND_DEPLOYMENT: &[&str] = &["second deployment", "one for another deployment"];
pub(super) const SECOND_PLATFORM: &[&str] = &["two platforms", "another platform"];
pub(super) const SECOND_REGISTRATION: &[&str] = &["by a second client id", "one for another client id"];
pub(super) const PICK: &[&str] = &["who can pick content"];
pub(super) const SERVICE: &[&str] =
    &["can be made to", "\" in the tool", "\" where nothing is wrong", "called the services by"];

/// The cases with such a step that the configuration does not skip.
pub(super) fn cases<'c>(catalogue: &'c Catalogue, target: &Target, words: &[&str]) -> Vec<&'c Case> {
    let skipped = |case: &Case| target.skips.iter().any(|skip| case.id.starts_with(&skip.case));
    let needs =
        |case: &Case| catalogue.steps(case).iter().any(|step| words.iter().any(|words| step.contains(words)));
    catalogue.cases.iter().filter(|case| !skipped(case) && needs(case)).collect()
}

/// How many they are, and the first of them.
pub(super) fn told(cases: &[&Case]) -> String {
    let Some(first) = cases.first() else { return String::new() };
    match cases.len() {
        1 => format!("1 case (`{}`) does not apply", first.id),
        count => format!("{count} cases (`{}` and others) do not apply", first.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_is_that_of_some_case() {
        let catalogue = Catalogue::load(&[]).unwrap();
        let all = [SECOND_DEPLOYMENT, SECOND_PLATFORM, SECOND_REGISTRATION, PICK, SERVICE];
        for words in all.into_iter().flatten() {
            let needs = |case: &Case| catalogue.steps(case).iter().any(|step| step.contains(words));
            assert!(catalogue.cases.iter().any(needs), "{words:?}");
        }
    }
}
