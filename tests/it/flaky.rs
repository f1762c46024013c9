//! A case that fails is played again: what fails twice fails, and what fails once is chance and judges nothing.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::front::{self, Manner};
use crate::support::{Ran, configured, free_port, homeroom};

/// Judges logins by both methods against a tool that decides about those by POST, counted from 1.
fn judge(post: impl Fn(usize) -> Manner + Send + 'static) -> (Ran, Value) {
    let (platform, tool, posts) = (free_port(), free_port(), AtomicUsize::new(0));
    let front = front::start(tool, move |_, method| match method {
        "POST" => post(posts.fetch_add(1, Ordering::Relaxed) + 1),
        _ => Manner::Good,
    });
    let folder = configured(&front::configuration(platform, tool, front));
    let ran = homeroom(folder.path(), &["test", "--case", "login.method", "--report", "json=run.json"]);
    let json = std::fs::read_to_string(folder.path().join("run.json")).unwrap();
    (ran, serde_json::from_str(&json).unwrap())
}

fn case<'r>(record: &'r Value, id: &str) -> &'r Value {
    record["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap()
}

#[test]
fn a_tool_that_fails_every_second_time_is_flaky_and_not_judged() {
    let (ran, record) = judge(|number| if number % 2 == 1 { Manner::Refuse } else { Manner::Good });
    assert_eq!(ran.exit, 3, "{}{}", ran.data, ran.talk);
    let post = case(&record, "login.method.post");
    assert_eq!(post["verdict"], "unjudged");
    let why = post["actual"].as_str().unwrap();
    assert!(why.starts_with("flaky: first it failed (") && why.ends_with("); then it passed"), "{why}");
    let statuses: Vec<_> =
        post["exchanges"].as_array().unwrap().iter().map(|exchange| &exchange["status"]).collect();
    assert!(statuses.contains(&&405.into()) && statuses.contains(&&307.into()), "both times: {statuses:?}");
    assert_eq!(case(&record, "login.method.get")["verdict"], "pass");
    assert!(ran.data.ends_with("could not be judged completely\n"), "{}", ran.data);
}

#[test]
fn a_tool_that_fails_twice_fails() {
    let (ran, record) = judge(|_| Manner::Refuse);
    assert_eq!(ran.exit, 1, "{}{}", ran.data, ran.talk);
    let post = case(&record, "login.method.post");
    assert_eq!((&post["verdict"], &record["summary"]["fail"]), (&"fail".into(), &1.into()));
    assert_eq!(record["summary"]["unjudged"], 0);
}
