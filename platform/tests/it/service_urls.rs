//! The URLs of services: their query part, their verbs, and what is below them and nothing (AGS-060, NRPS-012).

use reqwest::Method;
use serde_json::json;

use crate::caller::{ALL, Caller, told};
use crate::support::text;

const ACCEPT: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

#[tokio::test]
async fn a_query_part_of_the_course_is_demanded_wherever_it_stands() {
    let caller = Caller::start().await;
    caller.lms.post("/api/courses", json!({"id": "query", "service_query": "type_id=7&x=a%20b"})).await;
    caller.lms.link(json!({"course": "query"})).await;
    let (token, url) = (caller.token(ALL).await, caller.service("query", "memberships"));
    for (query, status) in [
        ("?type_id=7&x=a%20b", 200),
        ("?x=a+b&limit=1&type_id=7", 200),
        ("", 404),
        ("?type_id=7", 404),
        ("?type_id=8&x=a%20b", 404),
        ("?type_id=7%26x=a%20b", 404),
    ] {
        let call = caller.call(Method::GET, &format!("{url}{query}"), &token).header("accept", ACCEPT);
        assert_eq!(call.send().await.unwrap().status(), status, "{query}");
        assert_eq!(caller.findings("nrps").await.len(), usize::from(status == 404), "{query}");
    }
    let (_, body) = told(caller.call(Method::GET, &url, &token).send().await.unwrap()).await;
    assert_eq!(body["requirement"], "NRPS-012");
    assert!(text(&body, "expected").contains("type_id=7&x=a%20b"), "{body}");
    let items = caller.call(Method::GET, &caller.service("query", "lineitems"), &token);
    assert_eq!(told(items.send().await.unwrap()).await.1["requirement"], "AGS-060");
}

#[tokio::test]
async fn another_verb_is_told_which_there_are() {
    let caller = Caller::start().await;
    for (tail, wrong, allowed, requirement) in [
        ("memberships", Method::POST, "GET", "NRPS-002"),
        ("lineitems", Method::DELETE, "GET, POST", "AGS-100"),
        ("lineitems/x", Method::POST, "GET, PUT, DELETE", "AGS-100"),
        ("lineitems/x/scores", Method::GET, "POST", "AGS-100"),
        ("lineitems/x/results", Method::POST, "GET", "AGS-100"),
    ] {
        let answer = caller.lms.http.request(wrong, caller.service("algebra-1", tail)).send().await.unwrap();
        assert_eq!(answer.headers()["allow"], allowed, "{tail}");
        let (status, body) = told(answer).await;
        assert_eq!((status, &body["requirement"]), (405, &json!(requirement)), "{tail}: {body}");
        let kind = if tail == "memberships" { "nrps" } else { "ags" };
        assert_eq!(caller.last(kind).await["course"], "algebra-1");
        assert!(caller.findings(kind).await[0].ends_with(", method"), "{tail}");
    }
}

#[tokio::test]
async fn a_url_that_is_none_of_ours_is_told_and_kept() {
    let caller = Caller::start().await;
    let token = caller.token(ALL).await;
    for (tail, status) in [
        ("lineitems/x/scores/scores", 404),
        ("lineitems/x/lineitem/scores", 404),
        ("scores", 404),
        ("", 404),
        ("lineitems/", 404),
    ] {
        let url = caller.service("algebra-1", tail);
        let answer = caller.call(Method::GET, &url, &token).send().await.unwrap();
        assert_eq!(answer.status(), status, "{tail}");
        assert_eq!(told(answer).await.1["requirement"], "AGS-060", "{tail}");
        let exchange = caller.last("ags").await;
        assert!(text(&exchange, "url").ends_with(tail), "{exchange:#}");
    }
}

#[tokio::test]
async fn a_course_that_is_not_there_is_told() {
    let caller = Caller::start().await;
    let token = caller.token(ALL).await;
    for course in ["nowhere", "%2e%2e", "a%00b", "%F0%9F%82%A1", "x".repeat(5000).as_str()] {
        let answer =
            caller.call(Method::GET, &caller.service(course, "memberships"), &token).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{course:.20}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_told_by_the_service() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    let token = caller.token(ALL).await;
    let call = caller.call(Method::POST, &caller.service("algebra-1", "lineitems"), &token);
    let (status, body) = told(call.body("x".repeat(3 * 1024 * 1024)).send().await.unwrap()).await;
    assert_eq!((status, &body["requirement"]), (413, &json!("AGS-100")));
    assert_eq!(caller.findings("ags").await, ["AGS-100 line items, body"]);
}
