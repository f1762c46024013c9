//! Processes that start, that do not, and that leave others behind.

#![cfg(unix)]

use std::path::PathBuf;

use super::*;
use crate::cli::config::Config;

fn ready(timeout: &str) -> Ready {
    // Port 9 of loopback is closed on any machine that we test on.
    let text = format!(
        "[tool]\nlogin_url = \"http://127.0.0.1:9/\"\ntarget_link_uri = \"http://127.0.0.1:9/\"\ntimeout = \"{timeout}\"\n"
    );
    Ready::of(&Config::read(&text, PathBuf::from("homeroom.toml")).unwrap().file.tool.unwrap()).unwrap()
}

#[cfg(target_os = "linux")]
fn alive(pid: &str) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // A zombie waits only for its parent to look.
    state.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

#[tokio::test]
async fn a_tool_that_dies_is_told_with_its_last_words() {
    let command = "echo starting; echo 'no database at $DB' >&2; exit 7";
    let mut tool = ToolProcess::start(command, Path::new(""), &[]).unwrap();
    let failure = tool.wait_until(&ready("10s")).await.unwrap_err();
    assert!(failure.text.starts_with("the tool ended by itself: `echo starting;"), "{}", failure.text);
    assert!(failure.text.contains("exit status: 7"), "{}", failure.text);
    assert!(
        failure.text.contains("\n    starting") && failure.text.contains("no database at $DB"),
        "{}",
        failure.text
    );
}

#[tokio::test]
async fn a_tool_that_never_gets_ready_is_told_where_it_was_expected() {
    let mut tool = ToolProcess::start("sleep 60", Path::new(""), &[]).unwrap();
    let failure = tool.wait_until(&ready("200ms")).await.unwrap_err();
    let expected = "the tool is not ready: `sleep 60`\n  expected: any answer from http://127.0.0.1:9/ within 0.2 s\n  \
                    actual: none\n  it wrote nothing\n  hint: `timeout`";
    assert!(failure.text.starts_with(expected), "{}", failure.text);
    tool.stop().await;
}

#[tokio::test]
async fn a_tool_runs_in_its_folder_with_its_environment() {
    let folder = tempfile::tempdir().unwrap();
    let environment = [("HOMEROOM_ISSUER", "http://localhost/main".to_owned())];
    let command = "echo \"$HOMEROOM_ISSUER\" > seen; sleep 60";
    let tool = ToolProcess::start(command, folder.path(), &environment).unwrap();
    let seen = folder.path().join("seen");
    let read = || std::fs::read_to_string(&seen).unwrap_or_default();
    wait_for(|| read().ends_with('\n')).await;
    assert_eq!(read(), "http://localhost/main\n");
    tool.stop().await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_that_the_tool_started_stays_behind() {
    for polite in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let command = "sh -c \"trap '' TERM; sleep 61\" & echo $! > child; wait";
        let tool = ToolProcess::start(command, folder.path(), &[]).unwrap();
        let child = folder.path().join("child");
        let read = || std::fs::read_to_string(&child).unwrap_or_default();
        wait_for(|| read().ends_with('\n')).await;
        let pid = read().trim().to_owned();
        assert!(alive(&pid));
        if polite {
            tool.stop().await;
        } else {
            drop(tool);
        }
        wait_for(|| !alive(&pid)).await;
    }
}

async fn wait_for(condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited in vain");
}
