//! The command line: what it lists, and how it refuses.

use crate::support::{PROGRAM, configured, folder, homeroom, homeroom_with};

#[test]
fn list_names_every_case_once() {
    let ran = homeroom(folder().path(), &["list"]);
    let ids: Vec<_> = ran.data.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!((ran.exit, ran.talk.as_str()), (0, ""));
    assert!(ids.len() >= 80, "{} cases", ids.len());
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
}

#[test]
fn list_as_json_has_exactly_the_fields_of_the_contract() {
    let ran = homeroom(folder().path(), &["list", "--json", "--case", "login"]);
    let cases: Vec<serde_json::Value> = serde_json::from_str(&ran.data).unwrap();
    let fields: Vec<_> = cases[0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = ["id", "title", "level", "requirements", "feature", "line"];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    assert!(cases.iter().all(|case| case["id"].as_str().unwrap().starts_with("login")));
}

#[test]
fn the_environment_selects_and_the_command_line_decides() {
    let environment = [("HOMEROOM_CASE", "login")];
    let by_environment = homeroom_with(folder().path(), &["list"], &environment).data;
    assert!(by_environment.lines().all(|line| line.starts_with("login")), "{by_environment}");
    let by_flag = homeroom_with(folder().path(), &["list", "--case", "roles"], &environment).data;
    assert!(by_flag.lines().all(|line| line.starts_with("roles")), "{by_flag}");
}

#[test]
fn a_requirement_and_a_tag_expression_select_too() {
    for selector in ["OIDC-001", "@must and @serial"] {
        let ran = homeroom(folder().path(), &["list", "--case", selector]);
        assert_eq!(ran.exit, 0, "{selector}: {}", ran.talk);
    }
}

#[test]
fn an_unknown_case_is_refused_with_the_nearest_one() {
    let ran = homeroom(folder().path(), &["test", "--case", "login.metod"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    let expected = "error: `--case login.metod` selects no case\n  hint: did you mean `login.method";
    assert!(ran.talk.starts_with(expected), "{}", ran.talk);
}

#[test]
fn an_undefined_step_is_refused_with_file_and_line() {
    let folder = folder();
    let feature = "Feature: mine\n\n  @id:mine.one @must @req:OIDC-001\n  Scenario: one\n    Given a lerner who can open a link\n";
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/one.feature"), feature).unwrap();
    for command in ["list", "test"] {
        let ran = homeroom(folder.path(), &[command, "--features", "mine"]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{command}");
        assert!(ran.talk.contains("one.feature:5: "), "{}", ran.talk);
        assert!(ran.talk.contains("hint: "), "{}", ran.talk);
    }
}

#[test]
fn features_that_are_not_there_are_refused() {
    let ran = homeroom(folder().path(), &["list", "--features", "nowhere"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.talk.contains("nowhere") && ran.talk.contains("hint: `--features`"), "{}", ran.talk);
}

#[test]
fn the_defects_are_listed_for_people_and_for_programs() {
    let table = homeroom(folder().path(), &["tool", "--list-defects"]);
    assert_eq!((table.exit, table.data.lines().count()), (0, homeroom_tool::DEFECTS.len()));
    let json = homeroom(folder().path(), &["tool", "--list-defects", "--json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.data).unwrap();
    assert_eq!(rows.len(), homeroom_tool::DEFECTS.len());
    assert!(
        rows.iter().all(|row| row["name"].is_string() && row["title"].is_string() && row["cases"].is_array())
    );
}

#[test]
fn the_tool_says_what_it_has_to_know() {
    let ran = homeroom(folder().path(), &["tool", "--client-id", "c"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.talk.contains("`--issuer`, `--client-id` and `--deployment`"), "{}", ran.talk);
}

#[test]
fn an_unknown_defect_is_refused_with_the_nearest_one() {
    let tool = ["tool", "--issuer", "http://localhost/main", "--client-id", "c", "--deployment", "1"];
    for arguments in [&tool[..], &["test"]] {
        let ran = homeroom(folder().path(), &[arguments, &["--defect", "nonce-uncheked"]].concat());
        assert_eq!(ran.exit, 2, "{arguments:?}");
        assert!(ran.talk.ends_with("hint: did you mean `nonce-unchecked`?\n"), "{}", ran.talk);
    }
}

#[test]
fn a_defect_is_for_the_built_in_tool() {
    let folder = configured("[tool]\nlogin_url = \"http://t.test/\"\ntarget_link_uri = \"http://t.test/\"\n");
    let ran = homeroom(folder.path(), &["test", "--defect", "nonce-unchecked"]);
    assert_eq!(ran.exit, 2);
    assert!(ran.talk.starts_with("error: `--defect` is for the built-in tool"), "{}", ran.talk);
}

#[test]
fn a_skip_that_skips_nothing_is_refused_with_the_nearest_case() {
    let folder = configured(
        "[tool]\nlogin_url = \"http://t.test/\"\ntarget_link_uri = \"http://t.test/\"\n\
         [[skip]]\ncase = \"login\"\nreason = \"x\"\n[[skip]]\ncase = \"login.metod\"\nreason = \"x\"\n",
    );
    let ran = homeroom(folder.path(), &["test"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    let expected = "homeroom.toml:8: `skip.case` `login.metod` is the beginning of no case\n  hint: did you mean `login.method";
    assert!(ran.talk.contains(expected), "{}", ran.talk);
}

#[test]
fn a_typo_in_the_configuration_is_refused_by_every_command_that_reads_it() {
    let folder = configured("[platform]\nlisen = \"localhost:0\"\n");
    for command in ["serve", "test", "doctor"] {
        let ran = homeroom(folder.path(), &[command]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{command}");
        let expected =
            "homeroom.toml:2: unknown field `lisen` in `[platform]`\n  hint: did you mean `listen`?\n";
        assert!(ran.talk.ends_with(expected), "{}", ran.talk);
    }
}

#[test]
fn a_typo_on_the_command_line_is_refused_with_a_suggestion() {
    let rows: &[(&[&str], &str)] = &[
        (&["serv"], "a similar subcommand exists: 'serve'"),
        (&["test", "--strickt"], "a similar argument exists: '--strict'"),
        (&["test", "--wait", "soon"], "expected a number with a unit, such as `500ms`, `35s`, `3m` or `1h`"),
        (&["test", "--jobs", "0"], "invalid value '0' for '--jobs <N>': expected a whole number from 1 on\n"),
        (&["test", "--jobs", "x"], "invalid value 'x' for '--jobs <N>': expected a whole number from 1 on\n"),
        (&["test", "--seed", "x"], "invalid value 'x' for '--seed <S>': expected a whole number from 0 on\n"),
        (&["serve", "--journal", "x"], "expected a whole number from 0 on\n"),
        (&["test", "--report", "pdf=x"], "unknown report `pdf`, expected one of: json"),
        (&["serve", "--listen", "8080"], "expected `localhost:PORT` or `ADDRESS:PORT`"),
        (&["serve", "--public-url", "lms.test"], "expected an http or https URL"),
        (&["serve", "--memory", "--state", "x"], "cannot be used with"),
        (&["serve", "--no-tool", "--tool-listen", "localhost:1"], "cannot be used with"),
    ];
    for (arguments, expected) in rows {
        let ran = homeroom(folder().path(), arguments);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.talk.contains(expected), "{arguments:?}: {}", ran.talk);
    }
}

#[test]
fn a_report_into_a_folder_that_is_not_there_is_refused_before_the_run() {
    let ran = homeroom(folder().path(), &["test", "--report", "json=nowhere/run.json"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("there is no folder"), "{}", ran.talk);
}

#[test]
fn a_report_that_cannot_be_written_is_refused_before_the_run() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("reports")).unwrap();
    for file in ["json=reports", "json=.", "json=new/"] {
        let ran = homeroom(folder.path(), &["test", "--case", "login.method", "--report", file]);
        assert_eq!((ran.exit, ran.data.as_str()), (2, ""), "{file}");
        assert!(ran.talk.starts_with("error: `--report` cannot write `"), "{file}: {}", ran.talk);
    }
}

#[test]
fn a_refused_run_leaves_the_reports_as_they_were() {
    let folder = configured("[tool]\nlogin_url = \"http://t.test/\"\ntarget_link_uri = \"http://t.test/\"\n");
    std::fs::write(folder.path().join("old.json"), "old").unwrap();
    let reports = ["--report", "json=old.json", "--report", "json=new.json"];
    let ran = homeroom(folder.path(), &[&["test", "--defect", "nonce-unchecked"], &reports[..]].concat());
    assert_eq!(ran.exit, 2, "{}", ran.talk);
    assert_eq!(std::fs::read_to_string(folder.path().join("old.json")).unwrap(), "old");
    assert!(!folder.path().join("new.json").exists());
}

#[test]
fn help_and_version_are_data() {
    for argument in ["--help", "--version"] {
        let ran = homeroom(folder().path(), &[argument]);
        assert_eq!((ran.exit, ran.talk.as_str()), (0, ""));
        assert!(!ran.data.is_empty());
    }
}

#[test]
fn the_program_does_not_mind_a_reader_that_went_away() {
    let mut child = std::process::Command::new(PROGRAM)
        .arg("list")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn a_wrong_value_of_the_environment_is_told_with_its_variable() {
    let environment = [("HOMEROOM_SNAPSHOTS", "upd")];
    let ran = homeroom_with(folder().path(), &["test"], &environment);
    assert_eq!(ran.exit, 2);
    assert!(
        ran.talk.ends_with("note: the value comes from the environment, from HOMEROOM_SNAPSHOTS\n"),
        "{}",
        ran.talk
    );
    let ran = homeroom_with(folder().path(), &["test", "--snapshots", "upd"], &environment);
    assert!(ran.exit == 2 && !ran.talk.contains("environment"), "{}", ran.talk);
}
