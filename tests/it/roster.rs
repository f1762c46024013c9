//! A roster as long as those of large universities, read by the built-in tool page by page.

use std::collections::BTreeSet;

use reqwest::Client;
use serde_json::{Value, json};

use crate::support::browser::Browser;
use crate::support::{folder, start};

const LEARNERS: usize = 10_000;
/// Learners and the teacher who looks, a hundred of them on a page of the service.
const MEMBERS: usize = LEARNERS + 1;
const PAGES: usize = 101;

async fn call(home: &str, method: &str, path: &str, body: Value) -> Value {
    let request = Client::new().request(method.parse().unwrap(), format!("{home}api/{path}"));
    let request = if method == "GET" { request } else { request.json(&body) };
    let answer = request.send().await.unwrap();
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert!(status.is_success(), "{method} {path}: {status} {text}");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_members_are_read_page_by_page_and_shown() {
    let folder = folder();
    let serving = start(
        folder.path(),
        &["serve", "--memory", "--listen", "localhost:0", "--tool-listen", "localhost:0"],
    );
    let home = serving.address().await;
    let tool = call(&home, "GET", "registrations", Value::Null).await[0].clone();
    call(&home, "POST", "courses", json!({"id": "huge", "title": "Huge", "page_size": 100})).await;
    let made = call(&home, "POST", "courses/huge/roster", json!({"count": LEARNERS, "seed": 1})).await;
    assert_eq!(made["count"], LEARNERS, "{made}");
    let teacher = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
    call(&home, "POST", "enrolments", json!({"course": "huge", "person": "ada", "roles": [teacher]})).await;
    let link =
        json!({"id": "huge-link", "course": "huge", "client_id": tool["client_id"], "title": "Lecture"});
    call(&home, "POST", "links", link).await;

    let prepared = call(&home, "POST", "launches", json!({"link": "huge-link", "person": "ada"})).await;
    let mut browser = Browser::new();
    let opened = browser.launch(&prepared["login"]).await;
    assert_eq!(opened.status, 200, "{}", opened.html);
    let roster = browser.press(&opened, "#roster").await;
    assert_eq!(roster.status, 200, "{}", roster.html);
    let told = roster.texts("#done").concat();
    assert_eq!(told, format!("{MEMBERS} members, read in {PAGES} pages."), "{:?}", roster.texts("#failure"));
    let mut ids = roster.texts("#members .member-id");
    ids.extend(roster.texts("#further-members").concat().lines().map(str::to_owned));
    assert_eq!(ids.len(), MEMBERS);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), MEMBERS, "nobody is shown twice");

    let calls = call(&home, "GET", "exchanges?kind=nrps&course=huge", Value::Null).await;
    let calls = calls["exchanges"].as_array().unwrap();
    assert_eq!(calls.len(), PAGES);
    let remarked: Vec<_> = calls.iter().filter(|call| call.get("findings").is_some()).collect();
    assert!(remarked.is_empty(), "{:?}", remarked.first());

    let page = |path: &str| reqwest::get(format!("{home}courses/huge/{path}"));
    for (path, last) in
        [("roster?skip=10000", "people 10001 to 10001 of 10001"), ("gradebook?skip=10000", "people 10001")]
    {
        let html = page(path).await.unwrap().text().await.unwrap();
        assert!(html.contains(last), "{path}: {html}");
    }
    serving.stop();
}
