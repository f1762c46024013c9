use serde_json::json;

use super::browser::Browser;

#[tokio::test]
async fn a_campus_is_found_without_the_slash_at_the_end() {
    let mut browser = Browser::open().await;
    let seen = browser.get("/main").await;
    assert_eq!((seen.status, seen.to.as_deref()), (303, Some("/main/")));
    assert_eq!(browser.get("/nowhere").await.status, 404);
}

#[tokio::test]
async fn every_page_of_a_fresh_campus_answers() {
    let mut browser = Browser::open().await;
    let paths = [
        "/",
        "/main/",
        "/main/courses/algebra-1",
        "/main/courses/algebra-1/links/quiz/options",
        "/main/admin/people",
        "/main/admin/tools",
        "/main/admin/tools/new",
        "/main/admin/tools/tool",
        "/main/admin/launches",
        "/main/admin/journal",
        "/main/admin/keys",
    ];
    for path in paths {
        let seen = browser.get(path).await;
        assert_eq!(seen.status, 200, "{path}: {}", seen.html);
        assert!(!seen.text("h1").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn numbers_beyond_every_end_show_an_empty_page() {
    let mut browser = Browser::open().await;
    let paths = [
        "/main/?skip=",
        "/main/courses/algebra-1?skip=",
        "/main/courses/algebra-1/gradebook?columns=",
        "/main/courses/algebra-1/gradebook?skip=",
        "/main/courses/algebra-1/roster?skip=",
        "/main/admin/people?skip=",
        "/main/admin/launches?skip=",
        "/main/admin/journal?before=",
    ];
    for path in paths {
        for number in [i64::MAX.to_string(), u64::MAX.to_string(), format!("{}0", u64::MAX), "-1".to_owned()]
        {
            let seen = browser.get(&format!("{path}{number}")).await;
            assert_eq!(seen.status, 200, "{path}{number}: {}", seen.html);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_with_what_to_try() {
    let mut browser = Browser::open().await;
    let paths = [
        "/nowhere/",
        "/main/nothing",
        "/main/courses/none",
        "/main/courses/algebra-1/links/none/options",
        "/main/courses/biology/links/quiz/options",
        "/main/courses/algebra-1/launches/none",
        "/main/courses/algebra-1/launches/none/start",
        "/main/courses/algebra-1/links/quiz/return/none",
        "/main/admin/tools/none",
        "/main/admin/launches/none",
        "/main/admin/journal/0",
        "/main/admin/journal/abc",
        "/assets/none.css",
        "/main/courses/%00%ff%3Cscript%3E",
    ];
    for path in paths {
        let seen = browser.get(path).await;
        assert_eq!(seen.status, 404, "{path}: {}", seen.html);
        assert!(seen.text("main").contains("What to try"), "{path}: {}", seen.html);
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_one() {
    let mut browser = Browser::open().await;
    let seen = browser.get("/main/courses/act-as").await;
    assert_eq!(seen.status, 405);
    assert!(seen.text("main").contains("POST"), "{}", seen.html);
}

#[tokio::test]
async fn people_and_members_come_in_pages() {
    let mut browser = Browser::open().await;
    for number in 0..101 {
        browser
            .api("POST", "people", json!({"id": format!("p{number}"), "name": format!("Person {number}")}))
            .await;
    }
    let first = browser.get("/main/admin/people").await;
    assert!(first.html.contains("Person 1<") && !first.html.contains("Person 100<"), "{}", first.html);
    let second = browser.get(&first.attribute("a[rel=next]", "href")).await;
    assert!(second.html.contains("Person 100<"), "{}", second.html);
    assert_eq!(second.attribute("a[rel=prev]", "href"), "/main/admin/people");
}

#[tokio::test]
async fn the_journal_leads_to_older_exchanges_of_one_kind() {
    let mut browser = Browser::open().await;
    for _ in 0..101 {
        browser.get("/main/lti/jwks").await;
    }
    let first = browser.get("/main/admin/journal?q=kind:jwks").await;
    assert_eq!(first.html.matches("/main/lti/jwks</code>").count(), 100);
    let second = browser.get(&first.attribute("a[rel=next]", "href")).await;
    assert_eq!(second.html.matches("/main/lti/jwks</code>").count(), 1);
    let exchange = browser.get(&second.attribute("tbody th a", "href")).await;
    assert!(exchange.text("h1").starts_with("Exchange "));
    assert!(exchange.html.contains("&quot;kid&quot;"), "{}", exchange.html);
}

#[tokio::test]
async fn an_asset_is_not_sent_twice() {
    let browser = Browser::open().await;
    let url = browser.url("/assets/homeroom.css");
    let first = reqwest::get(&url).await.unwrap();
    let tag = first.headers()["etag"].clone();
    let second = reqwest::Client::new().get(&url).header("if-none-match", tag).send().await.unwrap();
    assert_eq!((first.status().as_u16(), second.status().as_u16()), (200, 304));
}

#[tokio::test]
async fn a_stranger_is_refused_by_a_page_in_a_browser_and_by_a_problem_in_a_program() {
    let browser = Browser::open().await;
    let refused = async |accept: &str| {
        let request = reqwest::Client::new().post(browser.url("/main/admin/keys/rotate"));
        let response =
            request.header("origin", "http://evil.example").header("accept", accept).send().await.unwrap();
        assert_eq!(response.status(), 403);
        (response.headers()["content-type"].to_str().unwrap().to_owned(), response.text().await.unwrap())
    };
    let (kind, page) = refused("text/html,*/*").await;
    assert!(kind.starts_with("text/html") && page.contains("What to try"), "{page}");
    assert_eq!(refused("*/*").await.0, "application/problem+json");
}
