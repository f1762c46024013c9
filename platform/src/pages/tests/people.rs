use serde_json::{Value, json};

use super::browser::Browser;

const NEW: &str = "/main/admin/people/new";
const FACULTY: &str = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Faculty";

#[tokio::test]
async fn a_person_is_made_found_changed_and_removed() {
    let mut browser = Browser::open().await;
    let fields = [("id", "zoë"), ("given_name", "Zoë"), ("institution_role", FACULTY)];
    let seen = browser.submit(NEW, NEW, &fields).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("#f-id-error").contains("ASCII"), "{}", seen.html);
    assert_eq!(seen.attribute("#f-given_name", "value"), "Zoë");

    let fields = [("id", "z/1"), ("given_name", "Zoë"), ("institution_role", FACULTY)];
    let seen = browser.submit(NEW, NEW, &fields).await;
    assert_eq!(seen.to.as_deref(), Some("/main/admin/people/z%2F1?done=made"), "{}", seen.html);
    let found = browser.get("/main/admin/people?q=ZO%C3%8B+faculty").await;
    assert_eq!(found.text("tbody th"), "Zoë");

    let page = "/main/admin/people/z%2F1";
    let fields = [("given_name", "Zoë"), ("family_name", "Ng"), ("email", "z@school.test")];
    let seen = browser.submit(page, page, &fields).await;
    assert_eq!(seen.status, 303, "{}", seen.html);
    assert!(browser.get(page).await.text("pre").contains("z@school.test"), "as tools see them");

    let remove = "/main/admin/people/z%2F1/remove";
    let seen = browser.submit(remove, remove, &[]).await;
    assert!(browser.get(&seen.to.unwrap()).await.text(".note").contains("Zoë Ng was removed"));
    assert_eq!(browser.get(page).await.status, 410);
    let seen = browser.submit(NEW, NEW, &[("id", "z/1")]).await;
    assert!(seen.text("#f-id-error").contains("was the id of Zoë Ng"), "{}", seen.html);
}

#[tokio::test]
async fn the_form_of_a_second_tab_does_not_overwrite_what_the_first_saved() {
    let mut browser = Browser::open().await;
    let page = "/main/admin/people/ben";
    let older = browser.get(page).await;
    let (csrf, seen) =
        (older.attribute("input[name=csrf]", "value"), older.attribute("input[name=seen]", "value"));
    browser.submit(page, page, &[("given_name", "Benjamin")]).await;

    let late = [("csrf", csrf.as_str()), ("seen", seen.as_str()), ("given_name", "Bengt")];
    let refused = browser.post(page, &late).await;
    assert_eq!(refused.status, 409);
    let told = refused.text(".note table");
    assert!(told.contains("Benjamin") && told.contains("Bengt"), "{told}");
    assert_eq!(refused.attribute("#f-given_name", "value"), "Bengt");

    let newer = refused.attribute("input[name=seen]", "value");
    let again = [("csrf", csrf.as_str()), ("seen", newer.as_str()), ("given_name", "Bengt")];
    assert_eq!(browser.post(page, &again).await.status, 303);
    let people = browser.api("GET", "people", Value::Null).await;
    assert!(people.to_string().contains("Bengt"), "{people}");
}

#[tokio::test]
async fn anybody_of_ten_thousand_is_found_and_acted_as_from_every_page() {
    let mut browser = Browser::open().await;
    browser.api("POST", "courses/biology/roster", json!({"count": 10_000, "seed": 1})).await;
    browser.api("POST", "people", json!({"id": "last", "name": "Zz Last"})).await;
    let here = "/main/courses/algebra-1";
    assert_eq!(browser.get(here).await.attribute(".menu .find input[name=back]", "value"), here);
    let found = "/main/admin/people?back=%2Fmain%2Fcourses%2Falgebra-1&q=zz+last";
    let page = browser.get(found).await;
    assert_eq!(page.text("main tbody th"), "Zz Last");
    let (csrf, back) = ("main form[method=post] input[name=csrf]", "main form[method=post] input[name=back]");
    let (csrf, back) = (page.attribute(csrf, "value"), page.attribute(back, "value"));
    let fields = [("csrf", csrf.as_str()), ("back", back.as_str()), ("person", "last")];
    let seen = browser.post("/main/courses/act-as", &fields).await;
    assert_eq!(seen.to.as_deref(), Some(here));
    assert!(browser.get(here).await.text(".menu.person summary").contains("Zz Last"));
}

#[tokio::test]
async fn who_acted_as_somebody_that_is_removed_is_told_so() {
    let mut browser = Browser::open().await;
    browser.submit("/main/", "/main/courses/act-as", &[("person", "ben")]).await;
    let remove = "/main/admin/people/ben/remove";
    assert!(browser.get(remove).await.text("main ul").contains("You act as them now"));
    browser.submit(remove, remove, &[]).await;
    assert!(browser.get("/main/").await.text("aside").contains("Ben Learner was removed"));
    browser.submit("/main/", "/main/courses/act-as", &[("person", "ada")]).await;
    assert!(!browser.get("/main/").await.html.contains("<aside"));
}

#[tokio::test]
async fn an_open_launch_of_a_person_who_is_removed_is_refused_with_the_reason() {
    let mut browser = Browser::open().await;
    let order = json!({"link": "quiz", "person": "ben"});
    let launch = browser.api("POST", "launches", order).await;
    let id = launch["launch"].as_str().or(launch["id"].as_str()).unwrap().to_owned();
    let remove = "/main/admin/people/ben/remove";
    assert!(browser.get(remove).await.text("main ul").contains("1 launch of theirs waits"));
    browser.submit(remove, remove, &[]).await;
    let frame = browser.get(&format!("/main/courses/algebra-1/launches/{id}")).await;
    assert!(frame.text(".note").contains("removed while the tool was opening"), "{}", frame.html);

    let login: std::collections::HashMap<String, String> =
        serde_json::from_value(launch["login"]["parameters"].clone())
            .unwrap_or_else(|_| pairs(&launch["login"]["parameters"]));
    let mut asked = url::form_urlencoded::Serializer::new(String::new());
    asked.extend_pairs([
        ("scope", "openid"),
        ("response_type", "id_token"),
        ("response_mode", "form_post"),
        ("prompt", "none"),
        ("client_id", "tool"),
        ("redirect_uri", "http://localhost:9/launch"),
        ("nonce", "n"),
        ("state", "s"),
        ("login_hint", &login["login_hint"]),
        ("lti_message_hint", &login["lti_message_hint"]),
    ]);
    let answer = browser.get(&format!("/main/lti/authorize?{}", asked.finish())).await;
    assert_eq!(answer.attribute("input[name=error]", "value"), "login_required", "{}", answer.html);
}

fn pairs(value: &Value) -> std::collections::HashMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    value.as_array().unwrap().iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

#[tokio::test]
async fn a_form_that_expired_is_sent_again_by_one_button_without_typing() {
    let mut browser = Browser::open().await;
    browser.get(NEW).await;
    let fields = [("csrf", "from before"), ("given_name", "Ada <b>"), ("email", "a@b")];
    let refused = browser.post_from_here(NEW, &fields).await;
    assert_eq!(refused.status, 403);
    assert!(refused.text("main table").contains("Ada <b>") || refused.text("#typed").contains("sent"));
    let kept = refused.hidden(NEW);
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let seen = browser.post_from_here(NEW, &kept).await;
    assert_eq!(seen.status, 303, "{}", seen.html);
    let people = browser.api("GET", "people", Value::Null).await;
    assert!(people.to_string().contains("Ada <b>"));
}

#[tokio::test]
async fn a_form_of_unknown_origin_cannot_be_sent_again_by_a_button() {
    let mut browser = Browser::open().await;
    browser.get(NEW).await;
    let refused = browser.post(NEW, &[("csrf", "guess"), ("given_name", "Eve")]).await;
    assert_eq!(refused.status, 403);
    assert!(!refused.html.contains("Send it again</button>") && refused.html.contains("Eve"));
}
