//! The assertion of a token request: its claims, its signature, and the keys that it is checked with (TOK-006 to
//! TOK-014).

use serde_json::{Value, json};

use crate::caller::{ALL, Caller, ITEM, SCORE, now, told};
use crate::picker::{Key, Tool};
use crate::support::{Lms, lti, text};

/// Each claim: what it is instead, and the requirement that it breaks.
#[tokio::test]
async fn every_claim_of_the_assertion_is_checked() {
    let caller = Caller::start().await;
    let at = now();
    for (name, value, requirement) in [
        ("iss", json!(null), "TOK-006"),
        ("iss", json!("http://tool.localhost:9"), "TOK-006"),
        ("sub", json!(null), "TOK-006"),
        ("sub", json!("ben"), "TOK-006"),
        ("sub", json!(7), "TOK-006"),
        ("exp", json!(null), "TOK-009"),
        ("exp", json!(at - 61), "TOK-009"),
        ("exp", json!(format!("{}", at + 300)), "TOK-009"),
        ("exp", json!((at + 300) * 1000), "TOK-009"),
        ("exp", json!(at + 7200), "TOK-009"),
        ("exp", json!(1e308), "TOK-009"),
        ("iat", json!(null), "TOK-009"),
        ("iat", json!(at + 120), "TOK-009"),
        ("iat", json!("now"), "TOK-009"),
        ("iat", json!(at + 300), "TOK-009"),
        ("nbf", json!(at + 120), "TOK-009"),
        ("aud", json!(null), "TOK-007"),
        ("aud", json!(caller.lms.url("")), "TOK-007"),
        ("aud", json!([caller.lms.url("/lti/token/")]), "TOK-007"),
        ("aud", json!({"url": caller.lms.url("/lti/token")}), "TOK-007"),
        ("jti", json!(null), "TOK-010"),
        ("jti", json!(""), "TOK-010"),
        ("jti", json!(7), "TOK-010"),
        (&lti("deployment_id"), json!("other"), "TOK-013"),
        (&lti("deployment_id"), json!(1), "TOK-013"),
    ] {
        let (status, body) = caller.ask_with(json!({name: value})).await;
        assert_eq!((status, &body["error"]), (400, &json!("invalid_client")), "{name} {value}: {body}");
        assert_eq!(body["requirement"], requirement, "{name} {value}: {body}");
        let found = caller.findings("token").await;
        assert!(found.iter().any(|found| found.starts_with(requirement)), "{name} {value}: {found:?}");
    }
}

#[tokio::test]
async fn what_is_unusual_but_allowed_is_granted_and_remarked() {
    let caller = Caller::start().await;
    let (at, endpoint) = (now(), caller.lms.url("/lti/token"));
    for (differences, remark) in [
        (json!({"aud": [endpoint]}), None),
        (json!({"exp": f64::from(u32::try_from(at).unwrap()) + 299.5}), None),
        (json!({"iat": at + 30}), None),
        (json!({"aud": [endpoint, "http://other/"]}), Some("TOK-007")),
        (json!({"exp": at + 3000}), Some("TOK-009")),
        (json!({lti("deployment_id"): null}), Some("TOK-013")),
    ] {
        let (status, body) = caller.ask_with(differences.clone()).await;
        assert_eq!(status, 200, "{differences}: {body}");
        let found = caller.findings("token").await;
        assert_eq!(found.len(), usize::from(remark.is_some()), "{differences}: {found:?}");
        assert!(found.iter().all(|found| found.starts_with(remark.unwrap_or_default())), "{found:?}");
    }
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let caller = Caller::start().await;
    let form = caller.form(&[ITEM]).await;
    assert_eq!(caller.ask(&form).await.status(), 200);
    let (status, body) = told(caller.ask(&form).await).await;
    assert_eq!(
        (status, &body["error"], &body["requirement"]),
        (400, &json!("invalid_client"), &json!("TOK-010"))
    );
    let same_id = json!({"jti": "again"});
    assert_eq!(caller.ask_with(same_id.clone()).await.0, 200);
    assert_eq!(caller.ask_with(same_id).await.0, 400);
}

#[tokio::test]
async fn of_two_requests_at_once_with_one_assertion_one_is_granted() {
    let caller = Caller::start().await;
    let form = caller.form(&[ITEM]).await;
    let answers = [caller.ask(&form), caller.ask(&form), caller.ask(&form)];
    let [one, two, three] = answers;
    let (one, two, three) = tokio::join!(one, two, three);
    let good = [one, two, three].iter().filter(|answer| answer.status() == 200).count();
    assert_eq!(good, 1);
}

#[tokio::test]
async fn a_signature_counts_only_by_a_key_of_the_tool() {
    let caller = Caller::start().await;
    let (key, stranger) = (&caller.tool.key, Key::new("tool-key"));
    let claims = caller.claims(json!({})).await;
    let good = key.sign(&json!({"alg": "RS256", "kid": key.kid}), &claims);
    let unsigned = format!("{}.", good.rsplit_once('.').unwrap().0);
    let of = |header: Value| key.sign(&header, &claims);
    for (assertion, requirement) in [
        (stranger.sign(&json!({"alg": "RS256", "kid": "tool-key"}), &claims), "TOK-004"),
        (unsigned, "TOK-004"),
        (of(json!({"alg": "none", "kid": "tool-key"})), "TOK-014"),
        (of(json!({"alg": "HS256", "kid": "tool-key"})), "TOK-014"),
        (of(json!({"alg": "ES256", "kid": "tool-key"})), "TOK-014"),
        (of(json!({"kid": "tool-key"})), "TOK-014"),
        (of(json!({"alg": "RS256", "kid": "unknown"})), "TOK-014"),
        (of(json!({"alg": "RS256", "kid": "../../etc/passwd"})), "TOK-014"),
        (of(json!({"alg": "RS256", "kid": "tool-key", "crit": ["x"]})), "TOK-014"),
        ("a.b".to_owned(), "TOK-004"),
        (format!("{good}.x"), "TOK-004"),
        ("é".repeat(1000), "TOK-004"),
    ] {
        let (status, body) = told(caller.ask(&caller.form_with(&assertion, ALL)).await).await;
        assert_eq!((status, &body["error"]), (400, &json!("invalid_client")), "{assertion:.80}: {body}");
        assert_eq!(body["requirement"], requirement, "{assertion:.80}: {body}");
    }
}

#[tokio::test]
async fn the_key_set_is_kept_and_read_again_for_a_new_key() {
    let mut caller = Caller::start().await;
    for _ in 0..3 {
        caller.token(&[SCORE]).await;
    }
    assert_eq!(fetches(&caller.lms).await, 1);
    caller.tool.key = Key::new("second");
    serve_keys(&caller.tool, &[&caller.tool.key]);
    caller.token(&[SCORE]).await;
    assert_eq!(fetches(&caller.lms).await, 2);
    // The same name, another key: only the signature can tell.
    caller.tool.key = Key::new("second");
    serve_keys(&caller.tool, &[&caller.tool.key]);
    caller.token(&[SCORE]).await;
    assert_eq!(fetches(&caller.lms).await, 3);
}

#[tokio::test]
async fn unknown_keys_do_not_flood_the_tool() {
    let caller = Caller::start().await;
    caller.token(&[SCORE]).await;
    for number in 0..20 {
        let header = json!({"alg": "RS256", "kid": format!("flood-{number}")});
        let assertion = caller.tool.key.sign(&header, &caller.claims(json!({})).await);
        let (status, body) = told(caller.ask(&caller.form_with(&assertion, ALL)).await).await;
        assert_eq!((status, &body["requirement"]), (400, &json!("TOK-014")));
    }
    assert_eq!(fetches(&caller.lms).await, 12);
    caller.token(&[SCORE]).await;
}

#[tokio::test]
async fn a_key_set_that_is_down_or_odd_is_told() {
    for (head, body) in [
        ("500 Internal Server Error", ""),
        ("200 OK\r\ncontent-type: text/html", "<h1>Sign in</h1>"),
        ("200 OK\r\ncontent-type: application/json", "{\"keys\":[]}"),
        ("200 OK\r\ncontent-type: application/json", "{\"keys\":{}}"),
    ] {
        let caller = Caller::start().await;
        caller.tool.serve("/keys", head, body.as_bytes());
        let (status, answer) = caller.ask_with(json!({})).await;
        assert_eq!((status, &answer["error"]), (400, &json!("invalid_client")), "{answer}");
        assert!(text(&answer, "expected").contains("key set"), "{answer}");
    }
}

fn serve_keys(tool: &Tool, keys: &[&Key]) {
    let keys: Vec<Value> = keys.iter().map(|key| key.jwk()).collect();
    let head = "200 OK\r\ncontent-type: application/json";
    tool.serve("/keys", head, json!({ "keys": keys }).to_string().as_bytes());
}

/// How often the platform asked the tool for its keys.
async fn fetches(lms: &Lms) -> usize {
    lms.get("/api/exchanges?kind=fetch").await["exchanges"].as_array().unwrap().len()
}
