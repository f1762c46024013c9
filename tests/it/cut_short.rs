//! Runs that do not get to their end: what was judged till then is handed out all the same.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::front::{self, Manner};
use crate::support::{configured, folder, free_port, homeroom, start};

/// So many logins get an answer: those of the control launches and of some cases.
const LOGINS: usize = 16;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_mins(2);

const CASES: &[&str] = &["test", "--jobs", "1", "--case", "login", "--report", "json=run.json"];

fn record(folder: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("run.json")).unwrap()).unwrap()
}

fn with_verdict(record: &Value, verdict: &str) -> Vec<String> {
    let cases = record["cases"].as_array().unwrap().iter().filter(|case| case["verdict"] == verdict);
    cases.map(|case| case["actual"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn an_interrupted_run_hands_out_what_it_has_judged() {
    let (platform, tool) = (free_port(), free_port());
    let (sender, stuck) = mpsc::channel();
    let front = front::start(tool, move |number, _| {
        if number <= LOGINS {
            return Manner::Good;
        }
        let _more_than_once = sender.send(());
        Manner::Hang
    });
    let folder = configured(&front::configuration(platform, tool, front));
    let running = start(folder.path(), CASES);
    stuck.recv_timeout(PATIENCE).unwrap();
    let ran = running.stop();
    assert_eq!(ran.exit, 3, "{}{}", ran.data, ran.talk);
    assert!(
        ran.talk.ends_with("error: the run was interrupted: the report holds what was judged before\n"),
        "{}",
        ran.talk
    );
    assert!(std::net::TcpStream::connect(("localhost", tool)).is_err(), "the tool still runs");
    let record = record(folder.path());
    assert_eq!(record["interrupted"], true);
    assert!(!with_verdict(&record, "pass").is_empty(), "{record}");
    let left = with_verdict(&record, "unjudged");
    assert!(left.iter().any(|why| why == "the run was interrupted before"), "{left:?}");
    let listed = homeroom(folder.path(), &["list", "--case", "login"]).data.lines().count();
    assert_eq!(record["cases"].as_array().unwrap().len(), listed);
    let again = std::fs::read_to_string(folder.path().join(".homeroom/last-run.json")).unwrap();
    assert!(again.contains("login."), "what was not judged is to be run again: {again}");
}

#[cfg(unix)]
#[test]
fn a_tool_that_dies_in_the_middle_leaves_a_record_and_its_last_words() {
    let (platform, tool) = (free_port(), free_port());
    let (sender, pid_file) = mpsc::channel::<std::path::PathBuf>();
    let mut killed = false;
    let front = front::start(tool, move |number, _| {
        if number > LOGINS && !killed {
            let pid = std::fs::read_to_string(pid_file.recv().unwrap()).unwrap();
            let kill = std::process::Command::new("kill").args(["-9", pid.trim()]).status();
            killed = kill.unwrap().success();
        }
        Manner::Good
    });
    let started =
        front::configuration(platform, tool, front).replace("start = '", "start = 'echo $$ >pid && exec ");
    let folder = configured(&started);
    sender.send(folder.path().join("pid")).unwrap();
    let ran = homeroom(folder.path(), CASES);
    assert_eq!(ran.exit, 3, "{}{}", ran.data, ran.talk);
    assert!(ran.talk.contains("note: the tool ended by itself: "), "{}", ran.talk);
    let record = record(folder.path());
    assert!(!with_verdict(&record, "pass").is_empty(), "{record}");
    assert!(!with_verdict(&record, "unjudged").is_empty(), "{record}");
    assert_eq!(record["summary"]["fail"], 0, "a tool that is gone breaks no rule: {}", ran.data);
}

#[test]
fn a_run_that_cannot_begin_says_so_of_each_case_in_its_reports() {
    let down = free_port();
    let text = format!(
        "[platform]\nlisten = \"localhost:{}\"\n[tool]\nlogin_url = \"http://localhost:{down}/login\"\n\
         target_link_uri = \"http://localhost:{down}/\"\n",
        free_port()
    );
    let folder = configured(&text);
    let ran = homeroom(folder.path(), CASES);
    assert_eq!((ran.exit, ran.data.as_str()), (3, ""), "{}", ran.talk);
    let record = record(folder.path());
    let (all, unjudged) = (record["cases"].as_array().unwrap().len(), with_verdict(&record, "unjudged"));
    assert_eq!(unjudged.len(), all);
    assert!(unjudged[0].contains("gave no answer"), "{}", unjudged[0]);
}

#[test]
fn what_failed_or_was_not_judged_is_run_again() {
    let folder = folder();
    let test = |more: &[&str]| homeroom(folder.path(), &[&["test", "--state", "kept"], more].concat());
    let ran = test(&["--rerun-failed"]);
    assert_eq!((ran.exit, ran.data.as_str()), (2, ""));
    assert!(ran.talk.contains("no run is remembered in"), "{}", ran.talk);
    assert_eq!(test(&["--case", "token.exp.past", "--defect", "exp-unchecked"]).exit, 1);
    assert_eq!(test(&["--case", "login.method"]).exit, 0, "a run of others forgets nothing");
    let ran = test(&["--rerun-failed"]);
    assert_eq!(ran.exit, 0, "{}{}", ran.data, ran.talk);
    assert!(ran.data.starts_with("built-in tool: 2 pass, 0 fail, 0 warn, 0 unjudged"), "{}", ran.data);
    let ran = test(&["--rerun-failed"]);
    assert_eq!(ran.exit, 3, "nothing was judged: {}", ran.data);
    assert!(ran.talk.starts_with("error: there is nothing to run again: "), "{}", ran.talk);
}
