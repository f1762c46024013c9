use serde_json::Value;

use super::browser::{Browser, TOOL};

/// The launch that stands first in the list.
async fn last_launch(browser: &mut Browser) -> String {
    let seen = browser.get("/main/admin/launches").await;
    seen.attribute("tbody th a", "href").rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_clicks_lead_from_the_first_page_into_the_tool() {
    let mut browser = Browser::open().await;
    let action = "/main/courses/algebra-1/links/quiz/launch";
    let seen = browser.submit("/main/", action, &[("target", "iframe")]).await;
    assert_eq!(seen.status, 303, "{}", seen.html);
    let frame = browser.get(&seen.to.unwrap()).await;
    assert!(frame.attribute("iframe", "allow").contains("fullscreen"));
    assert!(!frame.html.contains("sandbox"));
    let start = browser.get(&frame.attribute("iframe", "src")).await;
    let to = start.to.unwrap();
    assert!(to.starts_with(TOOL) && to.contains("iss=") && to.contains("login_hint="), "{to}");
}

#[tokio::test]
async fn a_new_tab_goes_straight_to_the_tool_and_says_so() {
    let mut browser = Browser::open().await;
    let action = "/main/courses/algebra-1/links/quiz/launch";
    let seen = browser.submit("/main/courses/algebra-1", action, &[("target", "window")]).await;
    assert!(seen.to.unwrap().ends_with("/start"));
}

#[tokio::test]
async fn options_and_faults_arrive_in_the_launch_and_its_story() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/algebra-1/links/quiz/options";
    let fields =
        [("method", "post"), ("fault", "kid.missing"), ("fault", "nonce.of"), ("with.nonce.of", "n-1")];
    let seen = browser.submit(page, page, &[&fields[..], &[("target", "window")]].concat()).await;
    let start = browser.get(&seen.to.unwrap()).await;
    assert_eq!(start.attribute("form[method=post]", "action"), TOOL);
    let id = last_launch(&mut browser).await;
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    assert!(story.html.contains("kid.missing") && story.html.contains("not applied yet"), "{}", story.html);
    assert!(story.text(".hops").contains("Login initiation"), "{}", story.html);
}

#[tokio::test]
async fn an_option_that_is_wrong_keeps_the_form_as_it_was() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/algebra-1/links/quiz/options";
    let fields = [("claims", "{nonsense"), ("fault", "kid.missing"), ("privacy", "name"), ("roles", "x")];
    let seen = browser.submit(page, page, &fields).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("#f-claims-error").contains("JSON"), "{}", seen.html);
    assert_eq!(seen.attribute("input[name=fault][checked]", "value"), "kid.missing");
    assert_eq!(seen.attribute("#f-privacy option[selected]", "value"), "name");
    assert_eq!(seen.text("#f-roles"), "x");
}

#[tokio::test]
async fn a_fault_that_needs_a_value_is_refused_beside_the_faults() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/algebra-1/links/quiz/options";
    let seen = browser.submit(page, page, &[("fault", "nonce.of")]).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("[role=alert]").contains("nonce"), "{}", seen.html);
}

#[tokio::test]
async fn a_launch_tells_its_story_hop_by_hop() {
    let mut browser = Browser::open().await;
    let action = "/main/courses/algebra-1/links/quiz/launch";
    let seen = browser.submit("/main/", action, &[("target", "window")]).await;
    let start = browser.get(&seen.to.unwrap()).await;
    let login = url::Url::parse(&start.to.unwrap()).unwrap();
    let given = |name: &str| login.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
    let (hint, message_hint) = (given("login_hint"), given("lti_message_hint"));
    let request = [
        ("scope", "openid"),
        ("response_type", "id_token"),
        ("response_mode", "form_post"),
        ("prompt", "none"),
        ("client_id", "tool"),
        ("redirect_uri", "http://localhost:9/launch"),
        ("state", "state-1"),
        ("nonce", "nonce-1"),
        ("login_hint", &hint),
        ("lti_message_hint", &message_hint),
    ];
    assert_eq!(browser.post("/main/lti/authorize", &request).await.status, 200);
    let id = last_launch(&mut browser).await;
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    let hops = story.text(".hops");
    let order = ["The person starts", "Login initiation", "Authentication request", "The id_token"];
    let places: Vec<usize> =
        order.iter().map(|title| hops.find(title).unwrap_or_else(|| panic!("{hops}"))).collect();
    assert!(places.is_sorted(), "{hops}");
    assert!(story.html.contains("lti/claim/deployment_id") && story.html.contains("nonce-1"));

    let path = format!("/main/courses/algebra-1/links/quiz/return/{id}?lti_errormsg=It+broke&a=1");
    let returned = browser.get(&path).await;
    assert!(returned.text(".note.failed").contains("It broke"), "{}", returned.html);
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    assert!(story.text(".lead").contains("It broke"), "{}", story.html);
    let api = browser.api("GET", &format!("launches/{id}"), Value::Null).await;
    assert_eq!(api["exchanges"].as_array().unwrap().len(), 3, "{api}");
}
