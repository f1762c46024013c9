//! A tool that answers logins and takes no launch: what needs none is judged, the rest says at once why it is not.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Ran, configured, folder, free_port, homeroom, reference_tool};

/// The cases of the record with that verdict.
fn of<'r>(record: &'r Value, verdict: &str) -> Vec<&'r Value> {
    record["cases"].as_array().unwrap().iter().filter(|case| case["verdict"] == verdict).collect()
}

fn ids<'r>(record: &'r Value, verdict: &str) -> Vec<&'r str> {
    of(record, verdict).iter().map(|case| case["id"].as_str().unwrap()).collect()
}

fn record(ran: &Ran) -> Value {
    serde_json::from_str(&ran.data).unwrap_or_else(|error| panic!("{error}: {}{}", ran.data, ran.talk))
}

fn judge(defect: &str, cases: &[&str]) -> Ran {
    let mut arguments = vec!["test", "--defect", defect, "--report", "json=-"];
    arguments.extend(cases.iter().flat_map(|case| ["--case", case]));
    homeroom(folder().path(), &arguments)
}

#[test]
fn a_request_that_the_platform_refuses_is_judged_all_the_same() {
    let ran = judge("scope-without-openid", &["request", "login", "tool_keys", "message.version"]);
    assert_eq!(ran.exit, 1, "{}", ran.talk);
    let record = record(&ran);
    assert_eq!(ids(&record, "fail"), ["request.scope"]);
    let passed = ids(&record, "pass");
    for judged in
        ["request.response_type", "request.fresh.state", "login.refused.iss_missing", "tool_keys.named"]
    {
        assert!(passed.contains(&judged), "{judged} is not judged");
    }
    let unjudged = ids(&record, "unjudged");
    for blocked in ["login.method.get", "login.no_session", "login.other_site", "message.version.missing"] {
        assert!(unjudged.contains(&blocked), "{blocked} is judged without a launch");
    }
}

#[test]
fn what_cannot_be_judged_says_with_one_voice_why() {
    let ran = judge("response-type-code", &["message", "roles", "identity", "deep_linking", "response"]);
    assert_eq!(ran.exit, 3, "{}", ran.talk);
    let record = record(&ran);
    assert!(of(&record, "pass").is_empty() && of(&record, "fail").is_empty());
    let reasons: BTreeSet<_> =
        of(&record, "unjudged").iter().map(|case| case["actual"].to_string()).collect();
    assert_eq!(reasons, BTreeSet::from([record["no_launch"].to_string()]));
    let why = record["no_launch"].as_str().unwrap();
    let refused = "the tool does not take an untouched launch: the platform refused the tool's authentication request \
                   (`unsupported_response_type`: expected `response_type=id_token`, got `code`)";
    assert_eq!(why, refused);
    assert!(ran.talk.contains(&format!("error: {why}\n  hint: `homeroom doctor`")), "{}", ran.talk);
}

#[test]
fn without_an_answer_to_any_login_only_the_login_itself_fails() {
    let tool = free_port();
    let nowhere = reference_tool(free_port(), tool).replace("/login\"", "/nowhere\"");
    let folder = configured(&nowhere);
    let ran = homeroom(
        folder.path(),
        &["test", "--report", "json=-", "--case", "login", "--case", "request", "--case", "tool_keys"],
    );
    assert_eq!(ran.exit, 1, "{}", ran.talk);
    let record = record(&ran);
    assert_eq!(ids(&record, "fail"), ["login.method.get", "login.method.post"]);
    assert!(ids(&record, "pass").iter().all(|id| id.starts_with("tool_keys.")), "{:?}", ids(&record, "pass"));
    assert!(
        record["no_launch"].as_str().unwrap().contains("it answered the login with 404 from"),
        "{}",
        record["no_launch"]
    );
}

#[test]
fn a_tool_that_takes_logins_by_post_only_is_judged_whole() {
    let ran = judge("get-login-refused", &["login", "request", "message.version", "roles"]);
    assert_eq!(ran.exit, 1, "{}", ran.talk);
    let record = record(&ran);
    assert_eq!(ids(&record, "fail"), ["login.method.get"]);
    assert!(ids(&record, "unjudged").is_empty(), "{:?}", ids(&record, "unjudged"));
    let notes = record["notes"].to_string();
    assert!(notes.contains("logins start by POST"), "{notes}");
}
