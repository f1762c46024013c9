//! What the platform fetches from a tool is in the journal, beside what it was fetched for.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::picker::{Picker, Tool};
use crate::support::dl;

/// The fetches of a launch: address, status, and why it was no use.
async fn fetches(picker: &Picker<'_>) -> Vec<Value> {
    let found = picker.lms.get(&format!("/api/exchanges?kind=fetch&launch={}", picker.launch.id)).await;
    found["exchanges"].as_array().unwrap().clone()
}

async fn pick_file(picker: &Picker<'_>, url: &str) {
    let items = json!([{"type": "file", "url": url}]);
    let answer = picker.send(&picker.answer(json!({dl("content_items"): items}))).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_key_set_and_each_file_are_told_with_request_and_answer() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    pick_file(&picker, &format!("{}/files/a.pdf?once=1", tool.base)).await;
    let all = fetches(&picker).await;
    let [keys, file] = all.as_slice() else { panic!("{all:#?}") };
    assert_eq!(
        (&keys["url"], &keys["status"], &keys["failure"]),
        (&json!(format!("{}/keys", tool.base)), &json!(200), &Value::Null)
    );
    assert!(keys["response_body"].as_str().unwrap().contains("tool-key"), "{keys:#}");
    assert!(keys["request_headers"].to_string().contains("application/jwk-set+json"), "{keys:#}");
    assert_eq!(
        (&file["url"], &file["response_body"]),
        (&json!(format!("{}/files/a.pdf?once=1", tool.base)), &json!("%PDF-1.4"))
    );
    let read = picker.launch.read().await;
    assert!(read["exchanges"].as_array().unwrap().contains(&file["number"]), "{read:#}");
}

#[tokio::test]
async fn each_redirect_is_an_exchange_and_the_last_says_why_it_was_too_many() {
    let (tool, lms) = Tool::start().await;
    tool.serve("/around", "302 Found\r\nlocation: /around", b"");
    tool.serve("/once", "302 Found\r\nlocation: /files/x", b"");
    tool.serve("/away", "302 Found\r\nlocation: file:///etc/passwd", b"");
    for (path, statuses, failure) in [
        ("/around", json!([302, 302, 302, 302]), Some("redirects")),
        ("/once", json!([302, 200]), None),
        ("/away", json!([302]), Some("no web address")),
        ("/none", json!([404]), Some("status 404")),
    ] {
        let picker = Picker::open(&lms, &tool, json!({})).await;
        pick_file(&picker, &format!("{}{path}", tool.base)).await;
        let files = &fetches(&picker).await[1..];
        let seen: Vec<Value> = files.iter().map(|file| file["status"].clone()).collect();
        assert_eq!(json!(seen), statuses, "{path}");
        let told = files.last().unwrap()["failure"].as_str();
        assert_eq!(told.is_some(), failure.is_some(), "{path}: {told:?}");
        assert!(told.unwrap_or_default().contains(failure.unwrap_or_default()), "{path}: {told:?}");
    }
}

#[tokio::test]
async fn a_key_set_that_nobody_serves_is_told_with_the_reason() {
    let (mut tool, mut lms) = Tool::start().await;
    tool.client = lms.register(json!({"jwks_url": "http://localhost:9/keys"})).await;
    lms.client.clone_from(&tool.client);
    let picker = Picker::open(&lms, &tool, json!({})).await;
    assert_eq!(picker.send(&picker.answer(json!({}))).await.status(), StatusCode::BAD_REQUEST);
    let all = fetches(&picker).await;
    assert_eq!(all[0]["status"], 0, "{all:#?}");
    assert!(all[0]["failure"].as_str().unwrap().starts_with("no answer: "), "{all:#?}");
}

#[tokio::test]
async fn the_story_tells_a_fetch_after_the_answer_that_it_was_for() {
    let (tool, lms) = Tool::start().await;
    let picker = Picker::open(&lms, &tool, json!({})).await;
    pick_file(&picker, &format!("{}/files/a.pdf", tool.base)).await;
    let story = lms.url(&format!("/admin/launches/{}", picker.launch.id));
    let page = lms.http.get(story).send().await.unwrap().text().await.unwrap();
    let answer = page.find("what was picked</strong>").unwrap();
    let fetches: Vec<usize> =
        page.match_indices("<strong>The platform fetches from the tool</strong>").map(|(at, _)| at).collect();
    assert_eq!(fetches.len(), 2);
    assert!(fetches.iter().all(|at| *at > answer));
    assert!(page.contains("platform to tool, The platform fetches from the tool"), "{page}");
}
