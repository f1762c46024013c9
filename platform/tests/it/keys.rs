//! Keys and their set (KEY-001 to KEY-015), and what armed faults make of it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Lms, header, text};

#[tokio::test]
async fn the_key_set_is_public_cacheable_and_holds_no_private_member() {
    let lms = Lms::start().await;
    let response = lms.http.get(lms.url("/lti/jwks")).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    assert!(response.headers()["cache-control"].to_str().unwrap().contains("max-age="));
    assert!(response.headers().get("set-cookie").is_none());
    let set: Value = response.json().await.unwrap();
    let key = set["keys"][0].as_object().unwrap();
    let members: Vec<&str> = key.keys().map(String::as_str).collect();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
    assert!(crate::support::decode(key["n"].as_str().unwrap()).len() >= 256);
}

#[tokio::test]
async fn rotation_keeps_or_drops_the_old_key() {
    let lms = Lms::start().await;
    let first = text(&lms.get("/lti/jwks").await["keys"][0], "kid");
    let second: Value = lms.post("/api/keys/rotate", json!({"overlap": true})).await.json().await.unwrap();
    let second = text(&second, "kid");
    assert_eq!(kids(&lms).await, [second.clone(), first.clone()]);
    let posted = lms.prepare(json!({})).await.answered().await;
    assert_eq!(header(posted.get("id_token").unwrap())["kid"], json!(second));
    lms.post("/api/keys/rotate", json!({"overlap": false})).await;
    let third = kids(&lms).await;
    assert!(third.len() == 1 && third[0] != first && third[0] != second);
    let states: Vec<Value> = lms.get("/api/keys").await["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["state"].clone())
        .collect();
    assert_eq!(states, [json!("retired"), json!("retired"), json!("active")]);
}

async fn kids(lms: &Lms) -> Vec<String> {
    lms.get("/lti/jwks").await["keys"].as_array().unwrap().iter().map(|key| text(key, "kid")).collect()
}

async fn arm(lms: &Lms, name: &str, when: Value) {
    let answer = lms.put("/api/faults", json!({"armed": [{"name": name, "when": when}]})).await;
    assert!(answer.status().is_success());
}

async fn fetched(lms: &Lms) -> (u16, String, String) {
    let response = lms.http.get(lms.url("/lti/jwks")).send().await.unwrap();
    let media_type = response.headers()["content-type"].to_str().unwrap().to_owned();
    (response.status().as_u16(), media_type, response.text().await.unwrap())
}

#[tokio::test]
async fn an_armed_fault_shows_in_the_key_set_until_it_is_disarmed() {
    let lms = Lms::start().await;
    let (_, _, honest) = fetched(&lms).await;
    for fault in crate::faults::catalogue(&lms, "keys").await {
        let name = text(&fault, "name");
        if name == "jwks.timeout" {
            continue;
        }
        arm(&lms, &name, json!("always")).await;
        assert_ne!(fetched(&lms).await.2, honest, "{name}");
    }
    lms.put("/api/faults", json!({"armed": []})).await;
    assert_eq!(fetched(&lms).await.2, honest);
}

#[tokio::test]
async fn faults_of_the_set_do_what_they_say() {
    let lms = Lms::start().await;
    let ours = kids(&lms).await.remove(0);
    arm(&lms, "jwks.status_500", json!("always")).await;
    assert_eq!(fetched(&lms).await.0, 500);
    arm(&lms, "jwks.html", json!("always")).await;
    assert!(fetched(&lms).await.1.starts_with("text/html"));
    arm(&lms, "jwks.several_keys", json!("always")).await;
    let several = kids(&lms).await;
    assert_eq!((several.len(), several[4] == ours), (5, true));
    arm(&lms, "jwks.huge", json!("always")).await;
    assert_eq!(kids(&lms).await.len(), 1000);
    arm(&lms, "jwks.empty_set", json!("once")).await;
    assert_eq!((kids(&lms).await.len(), kids(&lms).await.len()), (0, 1));
}

#[tokio::test]
async fn a_silent_key_set_is_recorded_though_the_reader_gave_up() {
    let lms = Lms::start().await;
    arm(&lms, "jwks.timeout", json!("always")).await;
    let asked = lms.http.get(lms.url("/lti/jwks")).timeout(Duration::from_millis(300)).send().await;
    assert!(asked.unwrap_err().is_timeout());
    for _ in 0..50 {
        let seen = lms.get("/api/exchanges?kind=jwks").await;
        if let Some(exchange) = seen["exchanges"].get(0) {
            assert_eq!(exchange["status"], 0);
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the exchange was lost");
}
