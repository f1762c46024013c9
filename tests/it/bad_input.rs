//! What a careless user does to `homeroom test`: each is told with its place and a way out, and costs no verdict.

use std::path::Path;

use crate::support::{Ran, configured, folder, free_port, homeroom, reference_tool};

/// Refused before anything runs: exit code 2, nothing but the error, with a hint.
fn refused(ran: &Ran, told: &str) {
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{told}\n{}", ran.talk);
    assert!(ran.talk.starts_with("error: ") && ran.talk.contains(told), "{told}\n{}", ran.talk);
    assert!(ran.talk.contains("\n  hint: "), "{}", ran.talk);
}

#[test]
fn a_skip_of_nothing_or_without_a_reason_is_told_with_its_line() {
    let tool = reference_tool(free_port(), free_port());
    let line = tool.lines().count() + 2;
    let rows = [
        (
            "case = \"logn.method\"\nreason = \"x\"",
            format!("homeroom.toml:{line}: `skip.case` `logn.method`"),
        ),
        ("case = \"login\"\nreason = \"\"", format!("homeroom.toml:{}: `skip.reason`", line + 1)),
        ("case = \"login\"", format!("homeroom.toml:{}: `reason` is missing", line - 1)),
    ];
    for (skip, told) in rows {
        let folder = configured(&format!("{tool}[[skip]]\n{skip}\n"));
        let ran = homeroom(folder.path(), &["test"]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{told}\n{}", ran.talk);
        assert!(ran.talk.contains(&told), "{told}\n{}", ran.talk);
    }
}

fn feature(tags: &str) -> String {
    format!("Feature: mine\n  {tags}\n  Scenario: s\n    Then the tool does not crash\n")
}

/// Runs the tool against features of the caller's own.
fn test_with(features: &[String]) -> Ran {
    let folder = folder();
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    for (number, text) in features.iter().enumerate() {
        std::fs::write(folder.path().join(format!("mine/{number}.feature")), text).unwrap();
    }
    homeroom(folder.path(), &["test", "--features", "mine"])
}

#[test]
fn a_feature_with_a_tag_that_means_nothing_is_told_with_the_nearest() {
    let rows = [
        ("@id:a.b @mst @req:SEC-014", "the tag `@mst` is not known\n  hint: did you mean `@must`?"),
        (
            "@id:a.b @must @requ:SEC-014",
            "the tag `@requ:SEC-014` is not known\n  hint: did you mean `@req:...`?",
        ),
        ("@id:a.b @must @req:SEC-014 @wait:1m", "the tag `@wait:1m` cannot be used\n  hint: a time is"),
        ("@id:a.b @must @req:SEC-014 @smoke", "a tag of your own is written `@my:smoke`"),
        ("@id:a.b @must @req:SEC-014 @suite:mine", "the only suite is `@suite:certification`"),
    ];
    for (tags, told) in rows {
        let ran = test_with(&[feature(tags)]);
        refused(&ran, told);
        assert!(ran.talk.contains("0.feature:3: "), "{}", ran.talk);
    }
}

#[test]
fn an_id_that_stands_twice_names_both_places() {
    let twice = feature("@id:a.b @must @req:SEC-014");
    let ran = test_with(&[twice.clone(), twice]);
    refused(&ran, "1.feature:3: the id `a.b` stands twice; first at ");
    assert!(ran.talk.contains("0.feature:3\n"), "{}", ran.talk);
    refused(
        &test_with(&[feature("@id:login.method.get @must @req:SEC-014")]),
        "first at features/login.feature:",
    );
}

#[test]
fn features_that_are_not_there_are_told_by_their_folder() {
    let ran = homeroom(folder().path(), &["test", "--features", "nowhere"]);
    refused(&ran, "nowhere: the folder cannot be read: ");
}

#[test]
fn a_case_that_nothing_is_called_names_the_nearest() {
    let rows = [
        ("login.methd", "did you mean `login.method."),
        ("SEC-999", "did you mean `SEC-"),
        ("@serail", "did you mean `@serial`?"),
        ("@must and", "a tag expression joins tags"),
    ];
    for (selector, told) in rows {
        refused(&homeroom(folder().path(), &["test", "--case", "login", "--case", selector]), told);
    }
}

#[test]
fn a_place_for_reports_that_cannot_be_written_is_found_before_the_run() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("dir")).unwrap();
    for (file, told) in [("nowhere/run.json", "there is no folder"), ("dir", "cannot write")] {
        for option in ["--report=json=", "--write-expected-failures="] {
            let ran = homeroom(folder.path(), &["test", &format!("{option}{file}")]);
            assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{option}{file}: {}", ran.talk);
            assert!(ran.talk.contains("hint: "), "{}", ran.talk);
            assert!(option.contains("expected") || ran.talk.contains(told), "{}", ran.talk);
        }
    }
}

#[test]
fn snapshots_that_are_a_file_are_refused_and_not_taken_for_none() {
    let folder = folder();
    std::fs::write(folder.path().join("snapshots"), "").unwrap();
    let test = |more: &[&str]| homeroom(folder.path(), &[&["test", "--case", "login.method"], more].concat());
    refused(&test(&[]), "snapshots are kept in a folder, and `");
    refused(&test(&["--snapshots", "update"]), "is a file");
    assert_eq!(test(&["--snapshots", "off"]).exit, 0);
}

/// A place that opens like any file and has no room.
#[cfg(target_os = "linux")]
const FULL: &str = "/dev/full";

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_hides_neither_the_verdict_nor_the_other_reports() {
    let folder = folder();
    let full = format!("json={FULL}");
    let test = |more: &[&str]| {
        let arguments = ["test", "--case", "token.exp", "--report", &full, "--report", "junit=run.xml"];
        homeroom(folder.path(), &[&arguments, more].concat())
    };
    let ran = test(&["--defect", "exp-unchecked"]);
    assert_eq!(ran.exit, 1, "{}{}", ran.data, ran.talk);
    assert!(ran.data.ends_with("\nnot conformant\n"), "{}", ran.data);
    assert!(ran.talk.starts_with("error: `--report` cannot write `/dev/full`: "), "{}", ran.talk);
    assert!(ran.talk.contains("hint: make room, "), "{}", ran.talk);
    assert!(Path::new(&folder.path().join("run.xml")).is_file());
    assert_eq!(test(&[]).exit, 2, "a conformant tool, and a command that did not do all of its work");
    let ran = test(&["--defect", "exp-unchecked", "--write-expected-failures", FULL]);
    assert_eq!(ran.exit, 1, "what could not be written down is not expected: {}", ran.data);
}

#[cfg(target_os = "linux")]
#[test]
fn data_that_finds_no_room_is_a_failure_of_the_command() {
    let full = std::fs::OpenOptions::new().write(true).open(FULL).unwrap();
    let mut list = std::process::Command::new(crate::support::PROGRAM);
    let ran = list.arg("list").stdout(full).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(told.starts_with("error: standard output cannot be written: "), "{told}");
}
