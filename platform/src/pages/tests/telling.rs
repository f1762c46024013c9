use serde_json::{Value, json};

use super::browser::Browser;
use crate::{Listen, Settings, State};

/// Launches through the API and asks as a tool would, with this change of the request; says which launch it was.
async fn launch(browser: &mut Browser, order: Value, change: &[(&str, Option<&str>)]) -> String {
    let prepared = browser.api("POST", "launches", order).await;
    ask(browser, &prepared, change).await;
    prepared["id"].as_str().unwrap().to_owned()
}

/// Asks for the token of a prepared launch.
async fn ask(browser: &mut Browser, prepared: &Value, change: &[(&str, Option<&str>)]) {
    let given = |name: &str| {
        let all = prepared["login"]["parameters"].as_array().unwrap();
        all.iter().find(|pair| pair[0] == name).unwrap()[1].as_str().unwrap().to_owned()
    };
    let (hint, message_hint) = (given("login_hint"), given("lti_message_hint"));
    let mut request = vec![
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
    for (name, value) in change {
        request.retain(|(known, _)| known != name);
        request.extend(value.map(|value| (*name, value)));
    }
    browser.post("/main/lti/authorize", &request).await;
}

fn quiz() -> Value {
    json!({"link": "quiz", "person": "ben"})
}

#[tokio::test]
async fn a_refusal_tells_its_reason_at_the_top_at_its_hop_and_in_the_list() {
    let mut browser = Browser::open().await;
    let id = launch(&mut browser, quiz(), &[("nonce", None)]).await;
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    assert!(story.text("#why").contains("a fresh nonce"), "{}", story.html);
    assert_eq!(story.attribute("#why a", "href"), "/main/admin/requirements/OIDC-056");
    let found = story.text(".hop details[open] .found");
    assert!(found.contains("Usual cause") && found.contains("OIDC-056"), "{found}");
    let list = browser.get("/main/admin/launches?outcome=refused").await;
    assert!(list.text("tbody tr").contains("a fresh nonce"), "{}", list.html);
    let requirement = browser.get("/main/admin/requirements/OIDC-056").await;
    assert!(requirement.text("#seen").contains("Noticed") && requirement.html.contains(&id));
}

#[tokio::test]
async fn a_remark_stands_at_the_request_that_it_is_about() {
    let mut browser = Browser::open().await;
    let id = launch(&mut browser, quiz(), &[("state", None)]).await;
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    assert!(story.text("#hop-2 .found").contains("OIDC-038"), "{}", story.html);
    assert!(story.text("svg.diagram").contains("1 finding"), "{}", story.html);
}

#[tokio::test]
async fn a_fault_is_marked_at_the_claim_that_it_changed_with_the_honest_value() {
    let mut browser = Browser::open().await;
    let order = json!({"link": "quiz", "person": "ben", "faults": ["nonce.missing", "kid.missing"]});
    let id = launch(&mut browser, order, &[]).await;
    let story = browser.get(&format!("/main/admin/launches/{id}")).await;
    let rows: Vec<String> = ["nonce.missing", "kid.missing"]
        .iter()
        .map(|fault| {
            let html = story.parsed();
            let row = scraper::Selector::parse(".claims tr.marked").unwrap();
            let text = |row: scraper::ElementRef<'_>| row.text().collect::<String>();
            html.select(&row).map(text).find(|text| text.contains(fault)).unwrap()
        })
        .collect();
    assert!(rows[0].contains("left out") && rows[0].contains("nonce-1"), "{}", rows[0]);
    assert!(rows[1].contains("kid"), "{}", rows[1]);
}

#[tokio::test]
async fn two_launches_are_compared_with_what_differs_first() {
    let mut browser = Browser::open().await;
    let one = launch(&mut browser, quiz(), &[]).await;
    let two = launch(&mut browser, json!({"link": "quiz", "person": "ada"}), &[("nonce", Some("n-2"))]).await;
    let page = browser.get(&format!("/main/admin/launches/compare?a={one}&b={two}")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    let lines: Vec<String> = {
        let html = page.parsed();
        let rows = scraper::Selector::parse(".compared tbody tr").unwrap();
        html.select(&rows).map(|row| row.text().collect()).collect()
    };
    assert!(lines.iter().any(|line| line.contains("person") && line.contains("differs")), "{lines:?}");
    assert!(
        lines.iter().any(|line| line.contains("nonce-1") && line.contains("fresh each time")),
        "{lines:?}"
    );
    assert_eq!(browser.get("/main/admin/launches/compare?a=none").await.status, 404);
    assert_eq!(browser.get("/main/admin/launches/compare").await.status, 200);
}

#[tokio::test]
async fn a_launch_is_repeated_with_its_options_and_faults() {
    let mut browser = Browser::open().await;
    let order =
        json!({"link": "quiz", "person": "ben", "faults": ["nonce.missing"], "options": {"locale": "de"}});
    let id = launch(&mut browser, order, &[]).await;
    let (page, action) = (format!("/main/admin/launches/{id}"), format!("/main/admin/launches/{id}/again"));
    let to = browser.submit(&page, &action, &[("target", "window")]).await.to.unwrap();
    let again = to.trim_end_matches("/start").rsplit('/').next().unwrap().to_owned();
    assert_ne!(again, id);
    let page = browser.get(&format!("/main/admin/launches/compare?a={id}&b={again}")).await;
    let same = page.text("section:nth-of-type(2)");
    assert!(same.contains("nonce.missing") && same.contains("option locale"), "{same}");
}

#[tokio::test]
async fn the_list_is_narrowed_by_words_tool_and_outcome() {
    let mut browser = Browser::open().await;
    launch(&mut browser, quiz(), &[]).await;
    launch(&mut browser, json!({"link": "quiz", "person": "ada"}), &[("prompt", None)]).await;
    for (query, holds, lacks) in [
        ("q=ada", "Ada", "Ben"),
        ("outcome=answered", "Ben", "Ada"),
        ("outcome=refused&tool=tool", "Ada", "Ben"),
    ] {
        let rows = browser.get(&format!("/main/admin/launches?{query}")).await.text("tbody");
        assert!(rows.contains(holds) && !rows.contains(lacks), "{query}: {rows}");
    }
    let none = browser.get("/main/admin/launches?q=%3Cscript%3E").await;
    assert!(none.text("main").contains("No launch is like that"), "{}", none.html);
}

#[tokio::test]
async fn a_kept_launch_survives_a_restart_with_its_whole_story() {
    let directory = tempfile::tempdir().unwrap();
    let settings = || lasting(&directory);
    let mut browser = Browser::open_with(settings()).await;
    let order = json!({"link": "quiz", "person": "ben", "faults": ["nonce.missing"]});
    let id = launch(&mut browser, order, &[]).await;
    let lost = launch(&mut browser, quiz(), &[("nonce", None)]).await;
    let page = format!("/main/admin/launches/{id}");
    let kept = browser.submit(&page, &format!("{page}/keep"), &[("note", "Look at this")]).await;
    assert_eq!((kept.status, kept.to.as_deref()), (303, Some(page.as_str())), "{}", kept.html);
    let before = browser.get(&page).await;
    browser.stop().await;

    let mut browser = Browser::open_with(settings()).await;
    assert_eq!(browser.get(&format!("/main/admin/launches/{lost}")).await.status, 404);
    let after = browser.get(&page).await;
    assert!(after.text("main").contains("Look at this"), "{}", after.html);
    assert_eq!(after.text(".hops"), before.text(".hops"));
    assert_eq!(after.text(".claims tr.marked"), before.text(".claims tr.marked"));
    assert!(browser.get("/main/admin/launches?kept=true").await.html.contains(&id));
    let gone = browser.submit(&page, &format!("{page}/let-go"), &[]).await;
    assert_eq!(gone.to.as_deref(), Some("/main/admin/launches?kept=true"));
    assert_eq!(browser.get(&page).await.status, 404);
}

fn lasting(directory: &tempfile::TempDir) -> Settings {
    Settings {
        listen: Listen::Localhost(0),
        state: State::Directory(directory.path().join("state")),
        ..Settings::default()
    }
}

#[tokio::test]
async fn a_launch_that_is_kept_under_way_goes_on_being_kept() {
    let directory = tempfile::tempdir().unwrap();
    let mut browser = Browser::open_with(lasting(&directory)).await;
    let prepared = browser.api("POST", "launches", quiz()).await;
    let page = format!("/main/admin/launches/{}", prepared["id"].as_str().unwrap());
    browser.submit(&page, &format!("{page}/keep"), &[("note", "Watch this")]).await;
    ask(&mut browser, &prepared, &[]).await;
    let before = browser.get(&page).await;
    browser.stop().await;

    let mut browser = Browser::open_with(lasting(&directory)).await;
    let after = browser.get(&page).await;
    assert!(after.text("main").contains("The id_token went to the tool"), "{}", after.html);
    assert_eq!(after.text(".hops"), before.text(".hops"));
}

#[tokio::test]
async fn clearing_spares_what_happened_after_a_launch_was_kept() {
    let mut browser = Browser::open().await;
    let prepared = browser.api("POST", "launches", quiz()).await;
    let page = format!("/main/admin/launches/{}", prepared["id"].as_str().unwrap());
    browser.submit(&page, &format!("{page}/keep"), &[("note", "")]).await;
    ask(&mut browser, &prepared, &[]).await;
    let before = browser.get(&page).await;
    let clear = "/main/admin/journal/clear";
    browser.submit(clear, clear, &[]).await;
    assert_eq!(browser.get(&page).await.text(".hops"), before.text(".hops"));
}

#[tokio::test]
async fn a_kept_launch_that_a_restart_interrupted_does_not_blame_the_tool() {
    let directory = tempfile::tempdir().unwrap();
    let mut browser = Browser::open_with(lasting(&directory)).await;
    let prepared = browser.api("POST", "launches", quiz()).await;
    let page = format!("/main/admin/launches/{}", prepared["id"].as_str().unwrap());
    browser.submit(&page, &format!("{page}/keep"), &[("note", "")]).await;
    browser.stop().await;

    let mut browser = Browser::open_with(lasting(&directory)).await;
    let story = browser.get(&page).await.text("main");
    assert!(story.contains("The platform was stopped while this launch was under way"), "{story}");
    assert!(!story.contains("ten minutes") && !story.contains("never asked"), "{story}");
    let listed = browser.get("/main/admin/launches?kept=true&outcome=interrupted").await;
    assert!(listed.text("tbody").contains("interrupted by a restart"), "{}", listed.html);
}
