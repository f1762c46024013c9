use serde_json::{Value, json};

use super::browser::Browser;

const COURSE: &str = "/main/courses/algebra-1";
const FORM: &str = "/main/courses/algebra-1/pick/tool";

/// The claims that a launch would send.
async fn settings(browser: &Browser, launch: &str) -> Value {
    let id = launch.trim_end_matches("/start").rsplit('/').next().unwrap();
    browser.api("GET", &format!("launches/{id}"), Value::Null).await
}

#[tokio::test]
async fn one_click_on_the_course_page_starts_to_pick() {
    let mut browser = Browser::open().await;
    let action = "/main/courses/algebra-1/pick";
    let framed = browser.submit(COURSE, action, &[("client_id", "tool"), ("target", "iframe")]).await;
    let page = browser.get(framed.to.as_deref().unwrap()).await;
    assert_eq!(page.text("h1"), "Content for Algebra I");
    let tab = browser.submit(COURSE, action, &[("client_id", "tool"), ("target", "window")]).await;
    assert!(tab.to.as_deref().unwrap().ends_with("/start"), "{:?}", tab.to);
    let read = settings(&browser, tab.to.as_deref().unwrap()).await;
    assert_eq!((&read["course"], &read["deep_linking"]["answer"]), (&json!("algebra-1"), &Value::Null));
    let form = browser.submit(COURSE, action, &[("client_id", "tool"), ("target", "settings")]).await;
    assert_eq!(form.to.as_deref(), Some(FORM));
    let nobody = browser.submit(COURSE, action, &[("client_id", "x"), ("target", "iframe")]).await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn a_form_that_is_wrong_keeps_all_that_was_typed() {
    let mut browser = Browser::open().await;
    let fields = [
        ("dl_type", "html"),
        ("dl_members", "[1]"),
        ("dl_title", "Mine <b>"),
        ("dl_multiple", "perhaps"),
        ("claims", "oops"),
        ("fault", "accept_types.missing"),
    ];
    let seen = browser.submit(FORM, FORM, &fields).await;
    assert_eq!(seen.status, 422);
    assert_eq!(seen.attribute("#f-dl_title", "value"), "Mine <b>");
    assert_eq!(seen.attribute("input[name=dl_type][checked]", "value"), "html");
    assert_eq!(seen.attribute("input[name=fault][checked]", "value"), "accept_types.missing");
    assert!(seen.text("#f-dl_members-error").contains("JSON object"), "{}", seen.html);
    assert!(seen.text("[aria-label='What to mend']").contains("dl_multiple"), "{}", seen.html);
}

#[tokio::test]
async fn a_fault_of_the_other_message_is_not_offered_and_not_taken() {
    let mut browser = Browser::open().await;
    let form = browser.get(FORM).await.html;
    assert!(form.contains("accept_types.string") && !form.contains("resource_link.missing"));
    let other = browser.get("/main/courses/algebra-1/links/quiz/options").await.html;
    assert!(!other.contains("accept_types.string") && other.contains("resource_link.missing"));
    let seen = browser.submit(FORM, FORM, &[("fault", "resource_link.missing")]).await;
    assert_eq!(seen.status, 422);
}

#[tokio::test]
async fn a_filled_form_becomes_a_request_and_its_page_waits_for_the_answer() {
    let mut browser = Browser::open().await;
    let fields = [("dl_return_url", "query"), ("target", "iframe"), ("fault", "accept_types.missing")];
    let seen = browser.submit(FORM, FORM, &fields).await;
    let launch = seen.to.unwrap();
    let read = settings(&browser, &launch).await;
    assert!(read["deep_linking"]["return_url"].as_str().unwrap().ends_with("?a=1&b=%20"));
    let id = read["id"].as_str().unwrap();
    let page = browser.get(&format!("{COURSE}/picked/{id}")).await;
    assert!(page.text("main").contains("waits for the tool"), "{}", page.html);
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    assert!(story.text("main").contains("What came back"), "{}", story.html);
}

#[tokio::test]
async fn a_link_is_removed_from_its_course_only() {
    let mut browser = Browser::open().await;
    let stranger = browser.submit(COURSE, "/main/courses/act-as", &[("person", "ada")]).await;
    assert_eq!(stranger.status, 303);
    let csrf = browser.get(COURSE).await.attribute("input[name=csrf]", "value");
    let elsewhere = browser.post("/main/courses/biology/links/quiz/remove", &[("csrf", &csrf)]).await;
    assert_eq!(elsewhere.status, 404);
    let unsigned = browser.post("/main/courses/algebra-1/links/quiz/remove", &[]).await;
    assert_eq!(unsigned.status, 403);
    let removed = browser.post("/main/courses/algebra-1/links/quiz/remove", &[("csrf", &csrf)]).await;
    assert_eq!(removed.to.as_deref(), Some(COURSE));
    assert!(!browser.get(COURSE).await.html.contains("links/quiz/launch"));
    let missing = browser.get("/main/courses/algebra-1/content/none").await;
    assert_eq!(missing.status, 404);
}
