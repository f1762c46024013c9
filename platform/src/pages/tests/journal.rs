//! The journal: found by words, kept, cleared, taken along, and live.

use std::time::Duration;

use serde_json::{Value, json};

use super::browser::Browser;

/// A browser whose campus has seen a key set read and a token request refused.
async fn with_exchanges() -> Browser {
    let mut browser = Browser::open().await;
    browser.get("/main/lti/jwks").await;
    browser.post("/main/lti/token", &[("grant_type", "wrong"), ("client_secret", "hush-hush")]).await;
    browser
}

/// The kinds of the exchanges that a filter finds.
async fn kinds(browser: &mut Browser, words: &str) -> Vec<String> {
    let query = url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>();
    let page = browser.get(&format!("/main/admin/journal?q={query}")).await;
    assert_eq!(page.status, 200);
    let html = page.parsed();
    let cells = scraper::Selector::parse("#exchanges tbody td:nth-of-type(3)").unwrap();
    html.select(&cells).map(|cell| cell.text().collect()).collect()
}

/// The address of the newest exchange that a filter finds.
async fn newest(browser: &mut Browser, words: &str) -> String {
    let page = browser.get(&format!("/main/admin/journal?q={words}")).await;
    let address = page.attribute("#exchanges tbody th a", "href");
    address.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn words_find_exchanges_and_wrong_ones_are_explained() {
    let mut browser = with_exchanges().await;
    assert_eq!(kinds(&mut browser, "kind:jwks").await, ["jwks"]);
    assert_eq!(kinds(&mut browser, "status:4xx is:refused method:post").await, ["token"]);
    assert_eq!(kinds(&mut browser, "requirement:TOK-002").await, ["token"]);
    assert_eq!(kinds(&mut browser, "-kind:control").await, ["token", "jwks"]);
    assert_eq!(kinds(&mut browser, "grant_type=wrong").await, ["token"]);
    assert_eq!(kinds(&mut browser, "nothing-like-this").await, [""; 0]);
    let page = browser.get("/main/admin/journal?q=statsu:4xx+kind:jwks").await;
    assert!(page.text("#q-problems").contains("did you mean status:4xx?"), "{}", page.html);
    assert_eq!(page.attribute("#q", "value"), "statsu:4xx kind:jwks");
    assert!(page.html.contains("/main/lti/jwks</code>"));
}

#[tokio::test]
async fn launches_are_found_by_person_tool_course_and_id() {
    let mut browser = Browser::open().await;
    let launched =
        browser.submit("/main/courses/algebra-1", "/main/courses/algebra-1/links/quiz/launch", &[]).await;
    let frame = launched.to.unwrap();
    browser.get(&format!("{frame}/start")).await;
    let id = frame.rsplit('/').next().unwrap().to_owned();
    for words in ["person:ada", "tool:tool", "course:algebra", &format!("launch:{id}"), "is:launch"] {
        assert!(kinds(&mut browser, words).await.contains(&"page".to_owned()), "{words}");
    }
    assert_eq!(kinds(&mut browser, "person:nobody").await, [""; 0]);
    let har: Value =
        serde_json::from_str(&browser.get(&format!("/main/admin/launches/{id}/launch.har")).await.html)
            .unwrap();
    assert_eq!(har["log"]["entries"][0]["_launch"], json!(id));
}

#[tokio::test]
async fn an_exchange_is_kept_with_a_note_and_outlives_clearing() {
    let mut browser = with_exchanges().await;
    let path = newest(&mut browser, "kind:jwks").await;
    let kept = browser.submit(&path, &format!("{path}/keep"), &[("note", "the <odd> one")]).await;
    assert_eq!((kept.status, kept.to.as_deref()), (303, Some(path.as_str())));
    assert_eq!(browser.get(&path).await.attribute("#f-note", "value"), "the <odd> one");

    let question = browser.get("/main/admin/journal/clear").await;
    assert!(question.text("main li").contains("forgotten for good"), "{}", question.html);
    browser.submit("/main/admin/journal/clear", "/main/admin/journal/clear", &[]).await;
    assert_eq!(kinds(&mut browser, "").await, ["jwks"]);
    assert_eq!(kinds(&mut browser, "is:kept").await, ["jwks"]);

    let gone = browser.get(&format!("{path}/let-go")).await;
    assert!(gone.text("main ul").contains("the <odd> one") && gone.text("main ul").contains("gone for good"));
    let released = browser.submit(&format!("{path}/let-go"), &format!("{path}/let-go"), &[]).await;
    assert_eq!(released.to.as_deref(), Some("/main/admin/journal"));
    assert_eq!(browser.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_note_that_is_too_long_is_told_beside_its_field_and_not_lost() {
    let mut browser = with_exchanges().await;
    let path = newest(&mut browser, "kind:jwks").await;
    let long = "é".repeat(501);
    let seen = browser.submit(&path, &format!("{path}/keep"), &[("note", &long)]).await;
    assert_eq!(seen.status, 422);
    assert!(seen.text("#f-note-error").contains("at most 500 characters, got 501"));
    assert_eq!(seen.attribute("#f-note", "value"), long);
}

#[tokio::test]
async fn the_neighbours_of_an_exchange_are_those_of_the_list() {
    let mut browser = with_exchanges().await;
    browser.get("/main/lti/jwks").await;
    let path = newest(&mut browser, "kind:jwks").await;
    let older = browser.get(&format!("{path}?q=kind%3Ajwks")).await.attribute("a[rel=prev]", "href");
    let page = browser.get(&older).await;
    assert!(page.html.contains("GET /main/lti/jwks"), "the token request between them is left out");
    assert!(page.attribute("a[rel=next]", "href").starts_with(&path));
    assert_eq!(page.attribute(".crumbs a", "href"), "/main/admin/journal?q=kind%3Ajwks");
}

#[tokio::test]
async fn what_is_taken_along_has_no_secrets_but_by_choice() {
    let mut browser = with_exchanges().await;
    let path = newest(&mut browser, "kind:token").await;
    let curl = browser.get(&format!("{path}/curl")).await.html;
    assert!(curl.starts_with("curl 'http://") && curl.contains("client_secret=redacted-secret-"), "{curl}");
    let whole = browser.get(&format!("{path}/curl?whole=true")).await.html;
    assert!(whole.contains("grant_type=wrong&client_secret=hush-hush"), "{whole}");
    for address in [format!("{path}.har"), "/main/admin/journal/export.har?q=kind:token".to_owned()] {
        let har = browser.get(&address).await.html;
        assert!(!har.contains("hush-hush"), "{har}");
        let entry = serde_json::from_str::<Value>(&har).unwrap()["log"]["entries"][0].clone();
        assert_eq!((&entry["_kind"], &entry["response"]["status"]), (&json!("token"), &json!(400)));
    }
    assert_eq!(browser.get("/main/admin/journal/export.har?q=statsu:1").await.status, 422);
    assert_eq!(browser.get("/main/admin/journal/99999.har").await.status, 404);
}

#[tokio::test]
async fn new_exchanges_come_by_themselves_and_hold_up_no_stop() {
    let browser = with_exchanges().await;
    let address = browser.url("/main/admin/journal/live?q=kind:jwks&after=0");
    let mut stream = browser.client().get(address).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream; charset=utf-8");
    let first = next(&mut stream).await;
    assert!(first.starts_with("id: ") && first.contains("/main/lti/jwks") && !first.contains("/lti/token"));
    browser.client().get(browser.url("/main/lti/jwks")).send().await.unwrap();
    let second = next(&mut stream).await;
    assert_eq!((first.matches("<tr").count(), second.matches("<tr").count()), (1, 1));
    let begun = std::time::Instant::now();
    browser.stop().await;
    assert!(begun.elapsed() < Duration::from_millis(1_500), "{:?}", begun.elapsed());
    assert!(stream.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn whoever_saw_higher_numbers_before_a_restart_gets_a_list_that_begins_anew() {
    let browser = with_exchanges().await;
    let address = browser.url("/main/admin/journal/live?q=kind:jwks");
    let request = browser.client().get(address).header("last-event-id", "999999");
    let mut stream = request.send().await.unwrap();
    let first = next(&mut stream).await;
    assert!(first.contains("/main/lti/jwks") && first.contains("\"full\":true"), "{first}");
    browser.client().get(browser.url("/main/lti/jwks")).send().await.unwrap();
    let second = next(&mut stream).await;
    assert!(second.matches("<tr").count() == 1 && second.contains("\"full\":false"), "{second}");
}

async fn next(stream: &mut reqwest::Response) -> String {
    let chunk = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await.unwrap();
    String::from_utf8(chunk.unwrap().unwrap().to_vec()).unwrap()
}
