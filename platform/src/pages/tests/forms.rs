use serde_json::{Value, json};

use super::browser::Browser;

#[tokio::test]
async fn a_form_without_the_token_of_this_browser_changes_nothing() {
    let mut browser = Browser::open().await;
    let stranger = browser.post("/main/admin/tools/tool/remove", &[("csrf", "")]).await;
    assert_eq!(stranger.status, 403);
    browser.get("/main/").await;
    let forged = browser.post("/main/admin/tools/tool/remove", &[("csrf", "guess")]).await;
    assert_eq!(forged.status, 403);
    assert!(forged.text("main").contains("Nothing was changed"), "{}", forged.html);
    assert_eq!(browser.get("/main/admin/tools/tool").await.status, 200);
}

#[tokio::test]
async fn one_click_acts_as_someone_else_and_comes_back() {
    let mut browser = Browser::open().await;
    let page = "/main/courses/algebra-1?skip=0";
    let seen = browser.submit(page, "/main/courses/act-as", &[("person", "ben")]).await;
    assert_eq!((seen.status, seen.to.as_deref()), (303, Some(page)));
    let cookie = seen.set_cookies.concat();
    assert!(cookie.starts_with("homeroom_") && cookie.contains("_person=ben"), "{cookie}");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/main"),
        "{cookie}"
    );
    assert!(browser.get(page).await.text(".menu.person summary").contains("Ben Learner"));
}

#[tokio::test]
async fn the_way_back_never_leaves_the_campus() {
    let mut browser = Browser::open().await;
    let csrf = browser.get("/main/").await.attribute("input[name=csrf]", "value");
    for evil in ["https://evil.example/", "//evil.example", "/main/\\evil", "/mainly/", "/main/\nx", ""] {
        let fields = [("csrf", csrf.as_str()), ("person", "ben"), ("back", evil)];
        let seen = browser.post("/main/courses/act-as", &fields).await;
        assert_eq!(seen.to.as_deref(), Some("/main/"), "{evil}");
    }
}

#[tokio::test]
async fn a_registration_that_is_wrong_keeps_all_that_was_typed() {
    let mut browser = Browser::open().await;
    let fields = [("name", "Mine <b>"), ("login_url", "localhost:3000/login"), ("custom", "a=1")];
    let seen = browser.submit("/main/admin/tools/new", "/main/admin/tools", &fields).await;
    assert_eq!(seen.status, 422);
    assert_eq!(seen.attribute("#f-name", "value"), "Mine <b>");
    assert_eq!(seen.attribute("#f-login_url", "value"), "localhost:3000/login");
    assert!(seen.text("#f-login_url-error").contains("http://"), "{}", seen.html);
    assert!(seen.text("#f-target_link_uri-error").contains("Expected"), "{}", seen.html);
    assert_eq!(seen.text("#f-custom"), "a=1");
}

#[tokio::test]
async fn a_tool_is_registered_changed_and_removed() {
    let mut browser = Browser::open().await;
    let mut fields =
        vec![("name", "Mine"), ("login_url", "http://tool/login"), ("target_link_uri", "http://tool/")];
    fields.extend([("client_id", "mine/1"), ("deployments", "7\r\n8"), ("privacy", "name")]);
    let seen = browser.submit("/main/admin/tools/new", "/main/admin/tools", &fields).await;
    assert_eq!(seen.to.as_deref(), Some("/main/admin/tools/mine%2F1?saved=true"), "{}", seen.html);
    let page = browser.get("/main/admin/tools/mine%2F1").await;
    assert!(
        page.html.contains("HOMEROOM_CLIENT_ID=mine/1") && page.html.contains("HOMEROOM_DEPLOYMENT_ID=7")
    );

    fields[0].1 = "Renamed";
    let changed = browser.submit("/main/admin/tools/mine%2F1", "/main/admin/tools/mine%2F1", &fields).await;
    assert_eq!(changed.status, 303, "{}", changed.html);
    let all = browser.api("GET", "registrations", Value::Null).await;
    assert!(all.to_string().contains("Renamed"), "{all}");

    let remove = "/main/admin/tools/mine%2F1/remove";
    assert!(browser.get(remove).await.text("main").contains("its 2 deployments are unknown"));
    browser.submit(remove, remove, &[]).await;
    assert_eq!(browser.get("/main/admin/tools/mine%2F1").await.status, 404);
}

#[tokio::test]
async fn a_new_tool_cannot_take_the_place_or_deployment_of_another() {
    let mut browser = Browser::open().await;
    let mut fields =
        vec![("name", "Thief"), ("login_url", "http://tool/login"), ("target_link_uri", "http://tool/")];
    fields.push(("client_id", "tool"));
    let seen = browser.submit("/main/admin/tools/new", "/main/admin/tools", &fields).await;
    assert!(seen.text("#f-client_id-error").contains("My tool"), "{}", seen.html);
    fields.pop();
    fields.push(("deployments", "1"));
    let seen = browser.submit("/main/admin/tools/new", "/main/admin/tools", &fields).await;
    assert_eq!(seen.status, 422);
    assert!(!seen.text("#f-deployments-error").is_empty());
}

#[tokio::test]
async fn a_deployment_that_is_typed_twice_is_refused() {
    let mut browser = Browser::open().await;
    let mut fields =
        vec![("name", "Mine"), ("login_url", "http://tool/login"), ("target_link_uri", "http://tool/")];
    fields.push(("deployments", "7\n7"));
    let seen = browser.submit("/main/admin/tools/new", "/main/admin/tools", &fields).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("#f-deployments-error").contains("once"), "{}", seen.html);
}

#[tokio::test]
async fn keys_rotate_with_and_without_overlap() {
    let mut browser = Browser::open().await;
    let (page, action) = ("/main/admin/keys", "/main/admin/keys/rotate");
    browser.submit(page, action, &[("overlap", "true")]).await;
    browser.submit(page, action, &[("overlap", "false")]).await;
    let keys = browser.api("GET", "keys", Value::Null).await;
    let states: Vec<&str> =
        keys["keys"].as_array().unwrap().iter().map(|key| key["state"].as_str().unwrap()).collect();
    assert_eq!(states.iter().filter(|state| **state == "active").count(), 1, "{states:?}");
    assert_eq!(states.iter().filter(|state| **state == "retired").count(), 2, "{states:?}");
}

#[tokio::test]
async fn an_armed_fault_is_on_every_page_until_it_is_disarmed() {
    let mut browser = Browser::open().await;
    browser
        .submit("/main/admin/keys", "/main/admin/keys/arm", &[("fault", "jwks.html"), ("when", "always")])
        .await;
    let armed = browser.api("GET", "faults", Value::Null).await;
    assert_eq!(armed["armed"], json!([{"name": "jwks.html", "when": "always"}]));
    assert!(browser.get("/main/admin/people").await.text(".armed").contains("jwks.html"));
    let seen = browser.submit("/main/admin/people", "/main/admin/keys/disarm", &[]).await;
    assert_eq!(seen.to.as_deref(), Some("/main/admin/people"));
    assert!(!browser.get("/main/").await.html.contains("class=\"armed\""));
}

#[tokio::test]
async fn faults_of_services_are_armed_on_a_page_of_the_course() {
    let mut browser = Browser::open().await;
    let (page, token) = ("/main/courses/algebra-1/faults", "/main/courses/algebra-1/faults/token");
    let fields = [
        ("fault", "service.redirect_302"),
        ("with.service.redirect_302", "http://localhost:9/"),
        ("fault", "ags.next.self"),
        ("on", "line_items"),
        ("when", "once"),
    ];
    let seen = browser.submit(page, page, &fields).await;
    assert_eq!(seen.to.as_deref(), Some(page), "{}", seen.html);
    let armed = browser.api("GET", "courses/algebra-1/faults", Value::Null).await;
    let redirect = json!({"name": "service.redirect_302", "when": "once", "with": "http://localhost:9/", "on": "line_items"});
    assert_eq!(armed["armed"][0], redirect, "{armed}");
    assert_eq!(armed["armed"].as_array().unwrap().len(), 2);

    browser.submit("/main/admin/keys", "/main/admin/keys/arm", &[("fault", "jwks.html")]).await;
    browser.submit(page, token, &[("fault", "token.life_2s")]).await;
    let seen = browser.submit(page, page, &[("fault", "service.redirect_302")]).await;
    assert_eq!(seen.status, 422, "a value is missing: {}", seen.html);
    let seen = browser.get(page).await;
    for kept in ["jwks.html", "token.life_2s", "ags.next.self"] {
        assert!(seen.text(".armed").contains(kept), "{kept}: {}", seen.html);
    }
    assert_eq!(seen.attribute("#with-service\\.redirect_302", "value"), "http://localhost:9/");
    let launch = browser.get("/main/courses/algebra-1/links/quiz/options").await;
    assert!(
        !launch.html.contains("token.life_2s\"") && launch.html.contains("kid.missing"),
        "no faults of launches"
    );
}

#[tokio::test]
async fn a_fault_of_a_course_is_on_its_pages_only_until_it_is_disarmed() {
    let mut browser = Browser::open().await;
    let fault = json!({"name": "service.status_429", "when": 2, "on": "scores"});
    browser.api("PUT", "courses/algebra-1/faults", json!({"armed": [fault]})).await;
    let gradebook = "/main/courses/algebra-1/gradebook";
    let told = browser.get(gradebook).await.text(".armed li");
    assert_eq!(told, "service.status_429 in this course, only the 2. time, scores only");
    assert!(!browser.get("/main/courses/biology").await.html.contains("class=\"armed\""));
    browser.submit(gradebook, "/main/admin/keys/disarm", &[]).await;
    assert!(!browser.get(gradebook).await.html.contains("class=\"armed\""));
}
