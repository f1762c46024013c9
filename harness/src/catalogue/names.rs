//! An attack or a certification test that a tag names must exist, or it would look covered and be nowhere.

use std::collections::BTreeSet;

use super::case::Scenarios;
use super::{Attack, CertificationTest, FeatureError};

/// Says which scenario names something that does not exist, and what is meant perhaps.
pub(super) fn all_exist(
    found: &Scenarios,
    attacks: &[Attack],
    certification: &[CertificationTest],
) -> Result<(), FeatureError> {
    let attacks: BTreeSet<_> = attacks.iter().map(|attack| attack.id.as_str()).collect();
    let tests: BTreeSet<_> = certification.iter().map(|test| test.id.as_str()).collect();
    for case in found.cases.iter().chain(&found.of_suite) {
        let at = (case.feature.as_str(), case.line);
        demand(at, "attack", &case.attacks, &attacks)?;
        demand(at, "certification test", &case.certification, &tests)?;
    }
    found
        .observations
        .iter()
        .try_for_each(|seen| demand((&seen.feature, seen.line), "attack", &seen.attacks, &attacks))
}

fn demand(
    (feature, line): (&str, usize),
    kind: &str,
    named: &[String],
    known: &BTreeSet<&str>,
) -> Result<(), FeatureError> {
    let Some(unknown) = named.iter().find(|named| !known.contains(named.as_str())) else { return Ok(()) };
    let problem = format!("there is no {kind} `{unknown}`");
    let alike = known.iter().map(|id| (strsim::jaro_winkler(unknown, id), id));
    let nearest = alike.max_by(|a, b| a.0.total_cmp(&b.0)).map_or("", |(_, id)| id);
    let hint = format!("did you mean `{nearest}`? `homeroom explain {nearest}` tells what it is");
    Err(FeatureError::new(feature, line, problem).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_exist_names_the_nearest() {
        let known = BTreeSet::from(["ATK-070", "ATK-071"]);
        assert!(demand(("x.feature", 3), "attack", &["ATK-070".to_owned()], &known).is_ok());
        let error = demand(("x.feature", 3), "attack", &["ATK-0710".to_owned()], &known).unwrap_err();
        assert_eq!(
            error.to_string(),
            "x.feature:3: there is no attack `ATK-0710`\n  hint: did you mean `ATK-071`? `homeroom explain ATK-071` \
             tells what it is"
        );
    }
}
