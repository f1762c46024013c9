//! `homeroom list --coverage`: what the cases cover, for people and for programs.

use serde_json::Value;

use crate::support::{folder, homeroom};

/// Requirements of these families have cases; those of the others belong to services that have none yet.
const BUILT: [&str; 12] =
    ["OIDC", "SEC", "KEY", "TOK", "CORE", "ROLE", "VAR", "RET", "DL", "AGS", "NRPS", "DYN"];

fn coverage(arguments: &[&str]) -> String {
    let ran = homeroom(folder().path(), &[&["list", "--coverage"], arguments].concat());
    assert_eq!((ran.exit, ran.talk.as_str()), (0, ""));
    ran.data
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&coverage(&[&["--json"], arguments].concat())).unwrap()
}

fn row<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn each_requirement_is_told_with_its_cases_in_narrow_lines() {
    let told = coverage(&[]);
    assert!(told.starts_with("requirements on tools, and what covers them\n"), "{told}");
    assert!(told.contains("\nSEC-022 (must, derived)  Honour `nbf`"), "{told}");
    assert!(told.contains("\n    token.nbf.future\n"), "{told}");
    assert!(told.contains("\nnot covered, and why\n") && told.contains("\nin numbers, by "), "{told}");
    let long = told.lines().find(|line| line.chars().count() > 104);
    assert_eq!(long, None);
}

#[test]
fn nothing_that_is_built_is_missing() {
    let coverage = json(&[]);
    for counts in coverage["counts"].as_array().unwrap() {
        assert_eq!(counts["missing"], 0, "{counts}");
    }
    for prefix in BUILT {
        let counts =
            coverage["counts"].as_array().unwrap().iter().find(|row| row["prefix"] == prefix).unwrap();
        assert!(counts["covered"].as_u64() >= counts["observable"].as_u64(), "{counts}");
    }
}

#[test]
fn a_program_finds_the_cases_or_the_reason() {
    let coverage = json(&[]);
    let expiry = row(&coverage["requirements"], "SEC-014");
    assert_eq!(
        (&expiry["level"], &expiry["derived"], &expiry["observable"]),
        (&"must".into(), &false.into(), &true.into())
    );
    assert!(expiry["cases"].as_array().unwrap().contains(&"token.exp.past_10m".into()), "{expiry}");
    assert_eq!(expiry["reason"], Value::Null);
    let attack = row(&coverage["attacks"], "ATK-070");
    assert_eq!(attack["verdict"], serde_json::json!(["fail"]));
    let test = row(&coverage["certification"], "CT-100");
    assert_eq!(test["group"], "platform");
    assert!(test["reason"].as_str().unwrap().contains("Homeroom itself"), "{test}");
}

#[test]
fn of_few_cases_only_what_they_cover_is_told() {
    let coverage = json(&["--case", "token.exp.past_10m"]);
    let ids = |list: &Value| list.as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(
        (ids(&coverage["requirements"]), ids(&coverage["attacks"])),
        (vec!["SEC-014".into()], vec!["ATK-033".into()])
    );
    assert_eq!(coverage["counts"], serde_json::json!([]));
}

#[test]
fn own_cases_count_too() {
    let folder = folder();
    let own = "Feature: mine\n  @id:mine.token @must @req:SUB-004\n  Scenario: s\n    \
               Given a learner who can open a link of the course\n    When the learner opens the link\n    \
               Then the tool accepts the launch\n";
    std::fs::write(folder.path().join("mine.feature"), own).unwrap();
    let ran = homeroom(folder.path(), &["list", "--coverage", "--json", "--features", "."]);
    let coverage: Value = serde_json::from_str(&ran.data).unwrap();
    assert_eq!(row(&coverage["requirements"], "SUB-004")["cases"], serde_json::json!(["mine.token"]));
    assert!(row(&coverage["requirements"], "SUB-005")["reason"].as_str().unwrap().contains("not built yet"));
}

#[test]
fn what_is_only_recorded_can_be_chosen_and_explained() {
    let ran = homeroom(folder().path(), &["list", "--case", "message.sub.missing_taken"]);
    assert_eq!((ran.exit, ran.data.as_str()), (0, ""));
    assert!(ran.talk.contains("`--coverage`"), "{}", ran.talk);
    let told = coverage(&["--case", "message.sub.missing_taken"]);
    assert!(told.contains("\n    recorded only: message.sub.missing_taken\n"), "{told}");
}
