//! `--suite certification`: the official list in its order, and its rules.

use serde_json::Value;

use crate::support::{configured, folder, free_port, homeroom, reference_tool};

const SUITE: &[&str] = &["test", "--suite", "certification", "--report", "json=-"];

fn outcomes(record: &Value) -> Vec<(String, String)> {
    let text = |test: &Value, field: &str| test[field].as_str().unwrap().to_owned();
    let tests = record["suite"]["tests"].as_array().unwrap();
    tests.iter().map(|test| (text(test, "id"), text(test, "outcome"))).collect()
}

fn with(outcomes: &[(String, String)], wanted: &str) -> Vec<String> {
    outcomes.iter().filter(|(_, outcome)| outcome == wanted).map(|(id, _)| id.clone()).collect()
}

fn numbers(numbers: impl Iterator<Item = u32>) -> Vec<String> {
    numbers.map(|number| format!("CT-{number:03}")).collect()
}

#[test]
fn the_built_in_tool_passes_every_test_that_is_covered_in_the_order_of_the_guide() {
    let ran = homeroom(folder().path(), SUITE);
    assert_eq!(ran.exit, 0, "{}", ran.talk);
    let record: Value = serde_json::from_str(&ran.data).unwrap();
    let outcomes = outcomes(&record);
    let launches = (1..=12).chain(20..=28).chain(30..=38);
    let covered = numbers(launches.chain(40..=46).chain(50..=54).chain(60..=61));
    assert_eq!(with(&outcomes, "passed"), covered);
    assert!(with(&outcomes, "not_covered").is_empty());
    assert!(ran.talk.contains("    passed       CT-012  user Claim Missing\n"), "{}", ran.talk);
    assert!(ran.talk.ends_with("\npasses the certification tests that are covered\n"), "{}", ran.talk);
    assert_eq!(record["observations"], Value::Array(Vec::new()));
}

#[test]
fn a_tool_that_takes_anonymous_launches_or_leaves_tests_out_does_not_pass() {
    let folder = configured(&reference_tool(free_port(), free_port()));
    let ran = homeroom(folder.path(), SUITE);
    assert_eq!(ran.exit, 1, "{}", ran.talk);
    let outcomes = outcomes(&serde_json::from_str(&ran.data).unwrap());
    assert_eq!(with(&outcomes, "failed"), ["CT-012"]);
    let skipped = with(&outcomes, "skipped");
    assert!(skipped.contains(&"CT-041".to_owned()), "the configuration has no acts: {skipped:?}");
    assert!(ran.talk.contains("which the guide counts as failed"), "{}", ran.talk);
    assert!(ran.talk.ends_with("\ndoes not pass the certification tests\n"), "{}", ran.talk);
}

#[test]
fn the_suite_cannot_be_thinned_out() {
    for more in [["--case", "login"], ["--expected-failures", "known.toml"]] {
        let ran = homeroom(folder().path(), &[SUITE, &more].concat());
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{}", ran.talk);
    }
    let listed = homeroom(folder().path(), &["list"]).data;
    assert!(!listed.contains("certification.no_user"), "only the suite selects it");
}
