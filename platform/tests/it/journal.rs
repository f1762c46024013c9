//! The journal holds every exchange verbatim, and reading it leaves no trace.

use serde_json::{Value, json};

use crate::support::Lms;

#[tokio::test]
async fn a_launch_can_be_read_back_as_it_went_over_the_wire() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let body = launch.ask_by_post().await.text().await.unwrap();
    let found = lms.get(&format!("/api/exchanges?launch={}", launch.id)).await;
    let exchange = &found["exchanges"][0];
    assert_eq!((&exchange["kind"], &exchange["method"]), (&json!("authorize"), &json!("POST")));
    assert_eq!((&exchange["url"], &exchange["status"]), (&json!("/main/lti/authorize"), &json!(200)));
    assert_eq!(exchange["response_body"], json!(body));
    assert!(exchange["request_body"].as_str().unwrap().contains("nonce=nonce-1"));
    assert_eq!(launch.read().await["exchanges"], json!([exchange["number"]]));
}

#[tokio::test]
async fn numbers_only_grow_and_after_skips_what_was_seen() {
    let lms = Lms::start().await;
    let last = lms.get("/api/exchanges").await["last"].clone();
    lms.get("/lti/jwks").await;
    lms.get("/lti/jwks").await;
    let found = lms.get(&format!("/api/exchanges?after={last}")).await;
    let numbers: Vec<u64> =
        found["exchanges"].as_array().unwrap().iter().map(|one| one["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [last.as_u64().unwrap() + 1, last.as_u64().unwrap() + 2]);
    assert_eq!(lms.get(&format!("/api/exchanges?after={}", found["last"])).await["exchanges"], json!([]));
}

#[tokio::test]
async fn a_body_over_a_megabyte_is_cut_with_length_and_hash() {
    let lms = Lms::start().await;
    lms.post("/api/people", json!({"name": "x".repeat(1_200_000)})).await;
    let found = lms.get("/api/exchanges?kind=control").await;
    let exchange = found["exchanges"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(exchange["request_body"].as_str().unwrap().len(), 1024 * 1024);
    assert!(exchange["request_cut"]["length"].as_u64().unwrap() > 1_200_000);
    assert_eq!(exchange["request_cut"]["sha256"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn secrets_are_masked_when_shown() {
    let lms = Lms::start().await;
    let request = lms.http.get(lms.url("/lti/jwks")).header("authorization", "Bearer secret-token");
    request.header("cookie", "session=secret-cookie").send().await.unwrap();
    let shown = lms.get("/api/exchanges?kind=jwks").await.to_string();
    assert!(!shown.contains("secret-token") && !shown.contains("secret-cookie"));
    assert!(shown.contains("characters hidden"));
}

#[tokio::test]
async fn an_unknown_kind_is_told_the_nearest() {
    let lms = Lms::start().await;
    let answer: Value = lms.get("/api/exchanges?kind=authorise").await;
    assert!(answer["hint"].as_str().unwrap().contains("authorize"), "{answer}");
}
