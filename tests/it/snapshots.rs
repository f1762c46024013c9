//! Snapshots of exchanges, from outside: the built-in tool's are stored in `tests/built-in/snapshots`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Ran, configured, folder, homeroom, homeroom_with};

/// A short case with a login, a launch and four cookies.
const CASE: &str = "login.method.get";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn built_in() -> PathBuf {
    root().join("tests/built-in")
}

/// A folder with the stored snapshot of the short case.
fn with_snapshot() -> tempfile::TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("snapshots")).unwrap();
    fs::copy(built_in().join(format!("snapshots/{CASE}.snap")), stored(folder.path())).unwrap();
    folder
}

fn stored(folder: &Path) -> PathBuf {
    folder.join(format!("snapshots/{CASE}.snap"))
}

fn pending(folder: &Path) -> PathBuf {
    folder.join(format!("snapshots/{CASE}.snap.new"))
}

/// The short case, with further arguments.
fn test(folder: &Path, arguments: &[&str]) -> Ran {
    homeroom(folder, &[&["test", "--case", CASE], arguments].concat())
}

/// The snapshot of the short case in the JSON report.
fn snapshot_in(report: &Ran) -> Value {
    let record: Value = serde_json::from_str(&report.data).unwrap();
    assert_eq!(record["cases"][0]["id"], CASE);
    record["cases"][0]["snapshot"].clone()
}

/// The lines of a unified diff that went and came.
fn changed(diff: &str) -> Vec<&str> {
    diff.lines().skip(2).filter(|line| line.starts_with(['-', '+'])).collect()
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes unoptimised: `cargo test --release --test it`")]
fn two_runs_of_the_built_in_tool_are_as_stored() {
    let config = built_in().join("homeroom.toml");
    let config = config.to_str().unwrap();
    for jobs in ["8", "3"] {
        let ran = homeroom(&root(), &["test", "--config", config, "--snapshots", "check", "--jobs", jobs]);
        assert_eq!(
            ran.exit, 0,
            "`homeroom snapshots review --config {config}` shows it:\n{}{}",
            ran.data, ran.talk
        );
    }
}

#[test]
fn every_stored_snapshot_is_of_a_case_that_exists() {
    let listed = homeroom(&root(), &["list", "--json"]);
    let cases: Vec<Value> = serde_json::from_str(&listed.data).unwrap();
    let exists = |name: &str| cases.iter().any(|case| case["id"] == name);
    for entry in fs::read_dir(built_in().join("snapshots")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(case) = name.strip_suffix(".snap") else { continue };
        assert!(exists(case), "`{case}` does not exist: `--snapshots update` removes its snapshot");
    }
}

#[test]
fn a_changed_cookie_attribute_is_a_diff_of_one_line_and_exit_4() {
    let folder = with_snapshot();
    let defect = ["--defect", "state-cookie-same-site-lost", "--report", "json=-"];
    let ran = test(folder.path(), &defect);
    assert_eq!(ran.exit, 4, "{}", ran.talk);
    let snapshot = snapshot_in(&ran);
    assert_eq!(snapshot["state"], "differs");
    let cookie = "  < set-cookie: tool_[tool-port]_state_[state-1]=[value]; HttpOnly;";
    let lines = ["None", "Lax"]
        .map(|same_site| format!("{cookie} SameSite={same_site}; Secure; Path=/; Max-Age=600"));
    let expected = [format!("-{}", lines[0]), format!("+{}", lines[1])];
    assert_eq!(changed(snapshot["diff"].as_str().unwrap()), expected);
    assert!(ran.talk.contains("homeroom snapshots review"), "{}", ran.talk);
    let review = homeroom(folder.path(), &["snapshots", "review"]);
    assert!(
        review.data.contains(&expected[1]) && review.data.contains("1 snapshot to review"),
        "{}",
        review.data
    );
    assert_eq!(review.exit, 0);
}

#[test]
fn what_was_accepted_is_compared_with_and_what_matches_again_waits_no_more() {
    let folder = with_snapshot();
    let changed = fs::read_to_string(stored(folder.path())).unwrap().replace("Max-Age=600", "Max-Age=900");
    fs::write(stored(folder.path()), &changed).unwrap();
    assert_eq!(test(folder.path(), &[]).exit, 4);
    let accepted = homeroom(folder.path(), &["snapshots", "accept", "login"]);
    assert_eq!((accepted.exit, accepted.data.as_str()), (0, "1 snapshot accepted\n"));
    assert_eq!(test(folder.path(), &[]).exit, 0);
    fs::write(pending(folder.path()), changed).unwrap();
    assert_eq!(test(folder.path(), &[]).exit, 0);
    assert!(!pending(folder.path()).exists());
    let nothing = homeroom(folder.path(), &["snapshots", "review"]);
    assert!(nothing.exit == 0 && nothing.data.contains("no snapshot waits for review"), "{}", nothing.data);
}

#[test]
fn snapshots_are_off_without_a_folder_and_begin_with_an_update() {
    let folder = folder();
    let ran = test(folder.path(), &["--report", "json=-"]);
    assert_eq!((ran.exit, snapshot_in(&ran)), (0, Value::Null));
    assert!(!folder.path().join("snapshots").exists());
    let ran = test(folder.path(), &["--snapshots", "update", "--report", "json=-"]);
    assert_eq!((ran.exit, &snapshot_in(&ran)["state"]), (0, &Value::from("same")));
    assert!(ran.talk.contains("1 written, 0 removed"), "{}", ran.talk);
    let environment = [("HOMEROOM_SNAPSHOTS", "off")];
    fs::write(stored(folder.path()), "---\nsource: homeroom\n---\nanother\n").unwrap();
    assert_eq!(homeroom_with(folder.path(), &["test", "--case", CASE], &environment).exit, 0);
    assert_eq!(test(folder.path(), &[]).exit, 4);
    assert_eq!(homeroom(folder.path(), &["snapshots", "reject"]).data, "1 snapshot rejected\n");
    assert!(!pending(folder.path()).exists());
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told_before_the_run() {
    let folder = folder();
    fs::write(folder.path().join("snapshots"), "a file").unwrap();
    let ran = test(folder.path(), &["--snapshots", "update"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{}", ran.talk);
    assert!(ran.talk.contains("is a file") && ran.talk.contains("--snapshots off"), "{}", ran.talk);
}

#[test]
fn masks_of_the_configuration_hide_and_a_mask_that_is_none_is_told() {
    let text = "[snapshot]\nfolder = \"kept\"\n[[snapshot.mask]]\ncookie = \"tool_[0-9]+_session.*\"\n";
    let folder = configured(text);
    assert_eq!(test(folder.path(), &["--snapshots", "update"]).exit, 0);
    let snapshot = fs::read_to_string(folder.path().join(format!("kept/{CASE}.snap"))).unwrap();
    assert!(snapshot.contains("  < set-cookie: [tool_[0-9]+_session.*]=[value]; HttpOnly"), "{snapshot}");
    for (mask, problem) in [
        ("cokie = \"x\"", "did you mean `cookie`?"),
        ("cookie = \"(\"", "`(` is no regular expression: unclosed group"),
        ("cookie = \"x\"\nfield = \"y\"", "a mask has one of"),
    ] {
        let folder = configured(&format!("[[snapshot.mask]]\n{mask}\n"));
        let ran = test(folder.path(), &[]);
        assert!(
            ran.exit == 2 && ran.talk.contains(problem) && ran.talk.contains("homeroom.toml:"),
            "{}",
            ran.talk
        );
    }
}
