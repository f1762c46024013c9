//! What was acknowledged survives.

use std::time::Duration;

use homeroom_platform::{Settings, State};
use serde_json::{Value, json};

use crate::picker::{Picker, Tool};
use crate::support::{Lms, browser, in_memory};

fn kept_in(directory: &tempfile::TempDir) -> Settings {
    Settings { state: State::Directory(directory.path().join("state")), ..in_memory() }
}

/// Starts without registering anything.
async fn again(settings: Settings) -> Lms {
    let platform = homeroom_platform::Platform::start(settings).await.unwrap();
    Lms { platform, http: browser(), client: String::new() }
}

async fn everything(lms: &Lms) -> Vec<Value> {
    let mut all = Vec::new();
    for path in ["people", "courses", "links", "registrations", "keys"] {
        all.push(lms.get(&format!("/api/{path}")).await);
    }
    all.push(lms.get("/lti/jwks").await);
    all
}

#[tokio::test]
async fn a_restart_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let lms = Lms::start_with(kept_in(&directory)).await;
    lms.link(json!({})).await;
    lms.post("/api/people", json!({"id": "new", "name": "Añna"})).await;
    lms.post("/api/keys/rotate", json!({"overlap": true})).await;
    let before = everything(&lms).await;
    lms.platform.stop().await;
    let lms = again(kept_in(&directory)).await;
    assert_eq!(everything(&lms).await, before);
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_file_before_the_platform_stops() {
    let (directory, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = Lms::start_with(kept_in(&directory)).await;
    first.post("/api/people", json!({"id": "new"})).await;
    let before = everything(&first).await;
    copy_state(&directory, &copy);
    let second = again(kept_in(&copy)).await;
    assert_eq!(everything(&second).await, before);
}

#[tokio::test]
async fn what_a_picker_brought_is_in_the_file_before_the_platform_stops() {
    let (directory, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut first = Lms::start_with(kept_in(&directory)).await;
    let tool = Tool::at(&first).await;
    first.client.clone_from(&tool.client);
    let picker = Picker::open(&first, &tool, json!({})).await;
    picker.send(&picker.answer(json!({crate::support::dl("content_items"): tool.items()}))).await;
    let content = "/api/content?course=algebra-1";
    let before = (first.get("/api/links").await, first.get(content).await);
    copy_state(&directory, &copy);
    let second = again(kept_in(&copy)).await;
    assert_eq!((second.get("/api/links").await, second.get(content).await), before);
    let file = format!("/courses/algebra-1/content/{}/file", before.1[1]["id"].as_str().unwrap());
    let file = second.http.get(second.url(&file)).send().await.unwrap();
    assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"ws-1.pdf\"");
    assert_eq!(file.bytes().await.unwrap(), "%PDF-1.4");
}

/// What a crash would leave: the files as they lie there while the platform runs.
fn copy_state(from: &tempfile::TempDir, to: &tempfile::TempDir) {
    std::fs::create_dir(to.path().join("state")).unwrap();
    for name in ["homeroom.db", "homeroom.db-wal"] {
        std::fs::copy(from.path().join("state").join(name), to.path().join("state").join(name)).unwrap();
    }
}

#[tokio::test]
async fn a_second_platform_on_the_same_directory_does_not_start() {
    let directory = tempfile::tempdir().unwrap();
    let first = Lms::start_with(kept_in(&directory)).await;
    let error = homeroom_platform::Platform::start(kept_in(&directory)).await.unwrap_err().to_string();
    assert!(error.contains("in use by another Homeroom"), "{error}");
    first.get("/lti/jwks").await;
}

#[tokio::test]
async fn the_journal_is_written_within_seconds_and_read_back() {
    let directory = tempfile::tempdir().unwrap();
    let lms = Lms::start_with(kept_in(&directory)).await;
    lms.get("/lti/jwks").await;
    let before = lms.get("/api/exchanges").await;
    lms.platform.stop().await;
    let lms = again(kept_in(&directory)).await;
    for _ in 0..40 {
        let after = lms.get("/api/exchanges").await;
        if after == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the journal was lost");
}
