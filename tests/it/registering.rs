//! A tool of which only the registration URL is known: it registers itself, and is judged by that registration.

use std::path::Path;

use serde_json::Value;

use crate::support::odd_tool::{Manner, OddTool};
use crate::support::{PROGRAM, Ran, configured, free_port, homeroom, start};

/// One case that a tool passes which takes launches.
const ONE_CASE: &str = "message.accepted.custom.missing";

/// A `homeroom.toml` with one line about the tool.
fn one_line(platform: u16, registration_url: &str, more: &str) -> tempfile::TempDir {
    configured(&format!(
        "[platform]\nlisten = \"localhost:{platform}\"\n[tool]\nregistration_url = \"{registration_url}\"\n\
         timeout = \"3s\"\n{more}"
    ))
}

/// The built-in tool as a stranger's, started by the run, with that switched on.
fn stranger(switch: &str) -> tempfile::TempDir {
    let tool = free_port();
    let start = format!("start = '\"{PROGRAM}\" tool --listen localhost:{tool}{switch}'\n");
    one_line(free_port(), &format!("http://localhost:{tool}/register"), &start)
}

async fn run(folder: &Path, arguments: &'static [&'static str]) -> Ran {
    let folder = folder.to_owned();
    tokio::task::spawn_blocking(move || homeroom(&folder, arguments)).await.unwrap()
}

/// The doctor on an odd tool: how it ended, and its findings.
async fn examine(manner: Manner) -> (u8, Vec<Value>) {
    let tool = OddTool::start(manner).await;
    let folder = one_line(free_port(), &tool.registration_url(), "");
    let ran = run(folder.path(), &["doctor", "--json"]).await;
    let mut told: Value = serde_json::from_str(&ran.data).unwrap_or_else(|_| panic!("{ran:?}"));
    (ran.exit, told["findings"].take().as_array().unwrap().clone())
}

#[track_caller]
fn finding<'f>(findings: &'f [Value], what: &str, state: &str) -> (&'f str, &'f str) {
    let found = findings.iter().find(|finding| finding["what"] == what && finding["state"] == state);
    let found = found.unwrap_or_else(|| panic!("no {state} of `{what}`: {findings:#?}"));
    (found["seen"].as_str().unwrap(), found["fix"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_is_not_there_is_told_by_what_it_did() {
    let rows = [
        (
            Manner::Missing,
            "404 from http://localhost:",
            "asked of the platform: nothing",
            "mend `registration_url`",
        ),
        (
            Manner::Idle,
            "saying `Welcome. Register`",
            "asked of the platform: nothing",
            "`name = \"register\"`",
        ),
        (Manner::Breaks, "500 from ", "the configuration (200)", "it has read the configuration"),
        (Manner::Incomplete, "400 from ", "then a registration (400)", "what the finding expects"),
    ];
    for (manner, actual, asked, hint) in rows {
        let tool = OddTool::start(manner).await;
        let folder = one_line(free_port(), &tool.registration_url(), "");
        let ran = run(folder.path(), &["test", "--case", ONE_CASE]).await;
        assert_eq!(ran.exit, 3, "{manner:?}: {ran:?}");
        let about =
            format!("error: the tool `tool` did not register itself at {}\n", tool.registration_url());
        assert!(ran.talk.starts_with(&about), "{manner:?}: {}", ran.talk);
        let (told, remedy) = ran.talk.split_once("\n  hint: ").unwrap_or_else(|| panic!("{}", ran.talk));
        assert!(told.contains(actual) && told.contains(asked), "{manner:?}: {told}");
        assert!(remedy.contains(hint), "{manner:?}: {remedy}");
        assert!(!ran.talk.contains("registration_token"), "a token is nothing to be read: {}", ran.talk);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_platform_refuses_is_told_as_it_finds_it() {
    let (exit, findings) = examine(Manner::Incomplete).await;
    let (seen, fix) = finding(&findings, "registration", "problem");
    assert_eq!(exit, 3);
    assert!(seen.contains("DYN-042") && seen.contains("initiate_login_uri"), "{seen}");
    assert!(fix.contains("what the finding expects"), "{fix}");
    assert_eq!(findings[1]["seen"], "not looked at: the tool has no registration");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_is_down_is_told_so() {
    let down = format!("http://localhost:{}/register", free_port());
    let folder = one_line(free_port(), &down, "");
    let ran = run(folder.path(), &["doctor"]).await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert!(ran.data.starts_with("PROBLEM  registration"), "{}", ran.data);
    assert!(ran.data.contains(&format!("({down})")), "{}", ran.data);
    assert!(ran.data.contains("fix: start the tool, or set `start` in `[tool]`"), "{}", ran.data);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_stays_inactive_is_not_judged_and_the_doctor_says_what_to_do() {
    let (exit, findings) = examine(Manner::Inactive).await;
    assert_eq!(exit, 3);
    let (seen, _) = finding(&findings, "registration", "well");
    assert!(seen.starts_with("the tool has registered itself with `main` as `"), "{seen}");
    let (seen, fix) = finding(&findings, "registration", "warning");
    assert!(seen.contains("DYN-040") && fix.contains("`homeroom explain DYN-040`"), "{seen} {fix}");
    let (seen, fix) = finding(&findings, "activation", "problem");
    assert!(seen.contains("takes no launch"), "{seen}");
    assert!(fix.contains("autoActivate: true") && fix.contains("platformActive(true)"), "{fix}");
    let (_, fix) = finding(&findings, "login by GET", "problem");
    assert!(fix.starts_with("see `activation`"), "{fix}");

    let tool = OddTool::start(Manner::Inactive).await;
    let folder = one_line(free_port(), &tool.registration_url(), "");
    let ran = run(folder.path(), &["test", "--case", "login"]).await;
    assert_eq!(ran.exit, 3, "an inactive tool is not called wrong: {ran:?}");
    assert!(
        ran.talk.contains("hint: the tool may wait until somebody activates the registration"),
        "{}",
        ran.talk
    );
    let ran = run(folder.path(), &["launch"]).await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert!(ran.talk.starts_with("hint: the tool may wait until"), "the registration is kept: {}", ran.talk);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_registers_itself_once_and_is_known_from_then_on() {
    let tool = free_port();
    let place = crate::support::folder();
    let serving = start(place.path(), &["tool", "--listen", &format!("localhost:{tool}")]);
    serving.address().await;
    let port = free_port();
    let folder = one_line(port, &format!("http://localhost:{tool}/register"), "");
    let first = run(folder.path(), &["test", "--case", ONE_CASE]).await;
    assert_eq!(first.exit, 0, "{first:?}");
    assert!(first.talk.contains("the tool has registered itself with campus main as "), "{}", first.talk);
    let again = run(folder.path(), &["test", "--case", ONE_CASE]).await;
    assert_eq!((again.exit, again.talk.contains("registered itself")), (0, false), "{again:?}");
    let client =
        |ran: &Ran| serde_json::from_str::<Value>(&ran.data).unwrap()["values"][0]["client_id"].clone();
    let kept = client(&run(folder.path(), &["doctor", "--json"]).await);
    let anew = run(folder.path(), &["test", "--case", ONE_CASE, "--register"]).await;
    assert!(anew.exit == 0 && anew.talk.contains("registered itself"), "{anew:?}");
    let newest = client(&run(folder.path(), &["doctor", "--json"]).await);
    assert_ne!(newest, kept, "the newest registration counts");
    let launched = run(folder.path(), &["launch", "--json"]).await;
    assert_eq!(launched.exit, 0, "{launched:?}");
    let lms = start(folder.path(), &["serve", "--no-tool"]);
    lms.address().await;
    let served = tokio::task::spawn_blocking(|| lms.stop()).await.unwrap();
    let known = format!("tool   tool on campus main: client_id {}, ", newest.as_str().unwrap());
    assert!(served.data.contains(&known), "{served:?}");

    // At another address the platform is another one: what was registered with the first is of no use there.
    let text = std::fs::read_to_string(folder.path().join("homeroom.toml")).unwrap();
    let moved = text.replace(&format!("localhost:{port}"), &format!("localhost:{}", free_port()));
    std::fs::write(folder.path().join("homeroom.toml"), moved).unwrap();
    let elsewhere = run(folder.path(), &["test", "--case", ONE_CASE]).await;
    assert!(elsewhere.exit == 0 && elsewhere.talk.contains("registered itself"), "{elsewhere:?}");
    serving.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_asks_first_is_helped_by_an_act() {
    let folder = stranger(" --variant registration-confirmed");
    let ran = run(folder.path(), &["test", "--case", ONE_CASE]).await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    assert!(ran.talk.contains("add `[[act]]` with `name = \"register\"`"), "{}", ran.talk);
    let config = folder.path().join("homeroom.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text + "[[act]]\nname = \"register\"\nsteps = [{ click = \"#register\" }]\n")
        .unwrap();
    let ran = run(folder.path(), &["test", "--case", ONE_CASE]).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn further_registrations_are_made_by_the_tool_too() {
    let folder = stranger("");
    let config = folder.path().join("homeroom.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text + "[[registration]]\ncampus = \"north\"\n[[registration]]\n").unwrap();
    let ran = run(folder.path(), &["doctor", "--json"]).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let told: Value = serde_json::from_str(&ran.data).unwrap();
    let findings = told["findings"].as_array().unwrap();
    finding(findings, "second platform", "well");
    finding(findings, "second client id", "well");
    let campuses: Vec<_> =
        told["values"].as_array().unwrap().iter().map(|values| &values["campus"]).collect();
    assert_eq!(campuses, ["main", "north", "main"]);
}

#[test]
fn only_a_tool_that_registers_itself_can_do_so_anew() {
    for (text, hint) in [
        ("", "name it in `[tool]`"),
        (
            "[tool]\nlogin_url = \"http://t.test/l\"\ntarget_link_uri = \"http://t.test/\"\n",
            "in the place of `login_url`",
        ),
    ] {
        let folder = configured(text);
        for command in ["test", "doctor", "launch"] {
            let ran = homeroom(folder.path(), &[command, "--register"]);
            assert_eq!(ran.exit, 2, "{command}: {ran:?}");
            assert!(
                ran.talk.contains("there is no `registration_url`") && ran.talk.contains(hint),
                "{}",
                ran.talk
            );
        }
    }
}
