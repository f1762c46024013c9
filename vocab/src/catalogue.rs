//! Holds `features/requirements.toml` to its shape, so that whoever cites or explains a requirement can rely
//! on it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The families whose advice to the makers of tools is written down.
const ADVISED: &[&str] =
    &["OIDC", "SEC", "KEY", "CORE", "ROLE", "VAR", "RET", "DL", "TOK", "AGS", "NRPS", "DYN"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    who: Who,
    level: Level,
    derived: bool,
    sentence: String,
    spec: String,
    reasoning: Option<String>,
    observed: Option<Window>,
    unobserved: Option<String>,
    #[serde(default)]
    causes: Vec<String>,
    fix: Option<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Who {
    Tool,
    Platform,
    Both,
}

/// Through what a requirement on a tool can be seen from outside.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Window {
    Http,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Level {
    Must,
    Should,
    May,
}

fn catalogue() -> BTreeMap<String, Requirement> {
    toml::from_str(include_str!("../../features/requirements.toml")).unwrap()
}

fn family(id: &str) -> &str {
    id.split_once('-').unwrap().0
}

fn is_plain_sentence(text: &str) -> bool {
    text.ends_with('.')
        && text.starts_with(|first: char| first.is_uppercase() || first == '`')
        && !text.contains('\n')
}

#[test]
fn every_id_is_a_family_and_three_digits() {
    for id in catalogue().keys() {
        let (family, number) = id.split_once('-').unwrap();
        assert!(family.bytes().all(|byte| byte.is_ascii_uppercase()), "{id}");
        assert!(number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
    }
}

#[test]
fn every_family_is_there_in_full() {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for id in catalogue().keys() {
        *sizes.entry(family(id).to_owned()).or_default() += 1;
    }
    let counted: Vec<String> = sizes.iter().map(|(family, size)| format!("{family} {size}")).collect();
    assert_eq!(
        counted.join(", "),
        "AGS 69, AP 9, CORE 45, DL 48, DYN 35, EULA 5, GRP 6, KEY 16, LCS 5, MIG 6, NRPS 24, OIDC 65, PNS 10, \
         PROC 6, PST 28, RET 5, ROLE 13, SEC 46, SUB 10, TOK 33, VAR 9"
    );
}

#[test]
fn every_requirement_says_something_and_names_its_source() {
    for (id, requirement) in catalogue() {
        assert!(is_plain_sentence(&requirement.sentence), "{id}: {}", requirement.sentence);
        assert!(!requirement.spec.trim().is_empty(), "{id}");
    }
}

#[test]
fn nothing_that_is_optional_is_derived() {
    for (id, requirement) in catalogue() {
        assert!(!(requirement.derived && requirement.level == Level::May), "{id}");
    }
}

#[test]
fn what_a_tool_can_break_has_causes_and_a_fix_and_nothing_else_has() {
    for (id, requirement) in catalogue() {
        let advised = ADVISED.contains(&family(&id)) && requirement.who != Who::Platform;
        assert_eq!((1..=3).contains(&requirement.causes.len()), advised, "causes of {id}");
        assert_eq!(requirement.fix.is_some(), advised, "fix of {id}");
    }
}

#[test]
fn what_binds_a_tool_can_be_observed_or_says_why_not() {
    for (id, requirement) in catalogue() {
        let told = [requirement.observed.is_some(), requirement.unobserved.is_some()];
        let expected = usize::from(requirement.who != Who::Platform);
        assert_eq!(told.iter().filter(|told| **told).count(), expected, "observed, unobserved of {id}");
        assert!(requirement.unobserved.is_none_or(|why| !why.trim().is_empty()), "{id}");
    }
}

#[test]
fn what_is_derived_for_a_tool_says_why_it_follows_and_nothing_else_does() {
    for (id, requirement) in catalogue() {
        let bound = ADVISED.contains(&family(&id)) && requirement.who != Who::Platform;
        assert_eq!(requirement.reasoning.is_some(), bound && requirement.derived, "reasoning of {id}");
        assert!(requirement.reasoning.is_none_or(|reasoning| is_plain_sentence(&reasoning)), "{id}");
    }
}

#[test]
fn all_advice_is_in_whole_sentences() {
    for (id, requirement) in catalogue() {
        for advice in requirement.causes.iter().chain(&requirement.fix) {
            assert!(is_plain_sentence(advice), "{id}: {advice}");
        }
    }
}

#[test]
fn every_requirement_that_a_sentence_mentions_exists() {
    let catalogue = catalogue();
    for (id, requirement) in &catalogue {
        for word in
            requirement.sentence.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        {
            let known = word.split_once('-').is_some_and(|(family, number)| {
                number.len() == 3 && catalogue.keys().any(|other| other.starts_with(&format!("{family}-")))
            });
            assert!(!known || catalogue.contains_key(word), "{id} mentions {word}");
        }
    }
}
