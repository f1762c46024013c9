//! What changed since a roster was read.

use std::collections::HashSet;

use homeroom_platform::State;
use reqwest::StatusCode;
use serde_json::json;

use super::{Page, Reader, told};
use crate::caller::{Caller, ROSTER};
use crate::picker::Tool;
use crate::support::{Lms, in_memory, role};

#[tokio::test]
async fn differences_tell_who_came_who_changed_and_who_left() {
    let (reader, course) = Reader::with_course(json!({})).await;
    for id in ["stays", "leaves", "rests"] {
        reader.person(id, json!({})).await;
        reader.enrol(&course, id, "Active").await;
    }
    let first = reader.page(&reader.memberships(&course)).await;
    assert_eq!(first.statuses(), told(&[("stays", "Active"), ("leaves", "Active"), ("rests", "Active")]));
    let since = first.link("differences").unwrap();
    assert_eq!(reader.page(&since).await.statuses(), []);
    reader.person("comes", json!({})).await;
    reader.enrol(&course, "comes", "Active").await;
    reader.enrol(&course, "rests", "Inactive").await;
    assert_eq!(reader.remove(&course, "leaves").await, StatusCode::NO_CONTENT);
    let changed = reader.page(&since).await;
    assert_eq!(
        changed.statuses(),
        told(&[("comes", "Active"), ("rests", "Inactive"), ("leaves", "Deleted")])
    );
    let gone = json!({"status": "Deleted", "user_id": "leaves", "roles": [role("membership#Learner")]});
    assert_eq!(changed.member("leaves"), gone);
    let now = reader.page(&reader.memberships(&course)).await;
    assert_eq!(now.statuses(), told(&[("stays", "Active"), ("rests", "Inactive"), ("comes", "Active")]));
    let later = changed.link("differences").unwrap();
    assert_eq!(reader.page(&later).await.statuses(), []);
    reader.enrol(&course, "leaves", "Active").await;
    reader.person("stays", json!({"family_name": "Renamed"})).await;
    assert_eq!(reader.page(&later).await.statuses(), told(&[("leaves", "Active"), ("stays", "Active")]));
}

#[tokio::test]
async fn what_changes_while_a_roster_is_read_is_among_the_differences() {
    let reader = Reader::start().await;
    let first = reader.algebra("?limit=4").await;
    reader.remove("algebra-1", "ada").await;
    let second = reader.page(&first.link("next").unwrap()).await;
    assert_eq!(second.ids(), ["dana", "emre", "olga", "test-student"]);
    for page in [&first, &second] {
        let changed = reader.page(&page.link("differences").unwrap()).await;
        assert_eq!(changed.statuses(), told(&[("ada", "Deleted")]));
    }
}

#[tokio::test]
async fn differences_come_in_pages_too() {
    let (reader, course) = Reader::with_course(json!({})).await;
    let since = reader.page(&reader.memberships(&course)).await.link("differences").unwrap();
    reader.lms.post(&format!("/api/courses/{course}/roster"), json!({"count": 250, "seed": 1})).await;
    reader.remove(&course, "roster-1-00007").await;
    let pages = reader.pages(&since).await;
    assert_eq!(pages.iter().map(|page| page.members().len()).collect::<Vec<_>>(), [100, 100, 50]);
    let ids: HashSet<String> = pages.iter().flat_map(Page::ids).collect();
    assert_eq!(ids.len(), 250);
    assert_eq!(pages[2].member("roster-1-00007")["status"], "Deleted");
}

#[tokio::test]
async fn a_roster_and_its_differences_outlive_the_platform() {
    let directory = tempfile::tempdir().unwrap();
    let settings = || {
        let state = State::Directory(directory.path().join("state"));
        homeroom_platform::Settings { state, ..in_memory() }
    };
    let lms = Lms::start_with(settings()).await;
    let mut reader = Reader { caller: Caller { tool: Tool::at(&lms).await, lms }, token: String::new() };
    reader.caller.lms.client.clone_from(&reader.caller.tool.client);
    reader.token = reader.caller.token(&[ROSTER]).await;
    reader.lms.link(json!({})).await;
    let first = reader.algebra("?limit=5").await;
    reader.remove("algebra-1", "ben").await;
    reader.enrol("algebra-1", "chidi", "Inactive").await;
    let Reader { caller: Caller { tool, lms }, token } = reader;
    let base = lms.base();
    lms.platform.stop().await;
    let platform = homeroom_platform::Platform::start(settings()).await.unwrap();
    let lms = Lms { platform, http: crate::support::browser(), client: tool.client.clone() };
    let here = |url: String| url.replace(&base, &lms.base());
    let (next, since) = (here(first.link("next").unwrap()), here(first.link("differences").unwrap()));
    let reader = Reader { caller: Caller { tool, lms }, token };
    assert_eq!(reader.page(&next).await.ids(), ["emre", "olga", "test-student"]);
    assert_eq!(reader.page(&since).await.statuses(), told(&[("ben", "Deleted"), ("chidi", "Inactive")]));
    assert_eq!(reader.algebra("?role=Learner").await.ids(), ["chidi", "dana", "emre", "test-student"]);
}
