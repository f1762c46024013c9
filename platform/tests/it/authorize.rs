//! The authorization endpoint: a good request is answered, every broken rule is told (requirements 1.3 and 1.4).

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::StatusCode;
use scraper::Html;
use serde_json::{Value, json};

use crate::support::{Launch, Lms, REDIRECT, form, selector, text};

#[tokio::test]
async fn a_good_launch_verifies_with_the_published_key() {
    for (alg, expected) in
        [("RS256", Algorithm::RS256), ("RS384", Algorithm::RS384), ("RS512", Algorithm::RS512)]
    {
        let mut lms = Lms::start().await;
        lms.client = lms.register(json!({"alg": alg})).await;
        let posted = lms.prepare(json!({})).await.answered().await;
        let token = posted.get("id_token").unwrap();
        let keys: JwkSet = serde_json::from_value(lms.get("/lti/jwks").await).unwrap();
        let head = jsonwebtoken::decode_header(token).unwrap();
        assert_eq!(head.alg, expected);
        let key = DecodingKey::from_jwk(keys.find(&head.kid.unwrap()).unwrap()).unwrap();
        let mut rules = Validation::new(expected);
        rules.set_audience(&[&lms.client]);
        rules.set_issuer(&[lms.url("")]);
        rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let claims = jsonwebtoken::decode::<Value>(token, &key, &rules).unwrap().claims;
        assert_eq!(claims["nonce"], "nonce-1");
        assert_eq!(claims["sub"], "ben");
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    }
}

#[tokio::test]
async fn the_answer_goes_to_the_redirect_uri_with_the_state_unmodified_and_is_not_kept() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let response = launch.ask().await;
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(!response.headers()["content-security-policy"].to_str().unwrap().contains("form-action"));
    let posted = form(response).await;
    assert_eq!(posted.action, REDIRECT);
    assert_eq!(posted.get("state"), Some("state with <\"&'> and é"));
    assert_eq!(posted.fields.len(), 2);
}

#[tokio::test]
async fn the_request_may_come_by_post_and_from_any_site() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let request = lms.http.post(lms.url("/lti/authorize")).header("origin", "null").form(&launch.request);
    assert!(form(request.send().await.unwrap()).await.get("id_token").is_some());
}

#[tokio::test]
async fn a_launch_is_found_without_a_message_hint() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({"options": {"message_hint": "none"}})).await;
    assert!(launch.login("lti_message_hint").is_none());
    launch.answered().await;
    assert_eq!(launch.read().await["findings"], json!([]));
}

#[tokio::test]
async fn a_long_and_awkward_message_hint_comes_back_whole() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({"options": {"message_hint": "long"}})).await;
    assert!(launch.login("lti_message_hint").unwrap().len() >= 2000);
    let by_post = form(launch.ask_by_post().await).await;
    assert!(by_post.get("id_token").is_some());
}

/// Rules whose breach is told to the tool: what is changed, error, requirement.
type Rule = (fn(Launch<'_>) -> Launch<'_>, &'static str, &'static str);

const TOLD: &[Rule] = &[
    (|l| l.without("response_type"), "invalid_request", "OIDC-052"),
    (|l| l.set("response_type", "code"), "unsupported_response_type", "OIDC-052"),
    (|l| l.without("scope"), "invalid_scope", "OIDC-053"),
    (|l| l.set("scope", "profile openidx"), "invalid_scope", "OIDC-053"),
    (|l| l.without("response_mode"), "invalid_request", "OIDC-054"),
    (|l| l.set("response_mode", "fragment"), "invalid_request", "OIDC-054"),
    (|l| l.without("prompt"), "invalid_request", "OIDC-055"),
    (|l| l.set("prompt", "login"), "invalid_request", "OIDC-055"),
    (|l| l.without("nonce"), "invalid_request", "OIDC-056"),
    (|l| l.set("nonce", ""), "invalid_request", "OIDC-056"),
    (|l| l.without("login_hint"), "invalid_request", "OIDC-057"),
    (|l| l.set("login_hint", "someone-else"), "login_required", "OIDC-059"),
    (|l| l.set("lti_message_hint", "altered"), "invalid_request", "OIDC-060"),
    (|l| l.add("nonce", "second"), "invalid_request", "OIDC-065"),
];

#[tokio::test]
async fn every_broken_rule_is_told_to_the_tool_by_a_form_without_a_token() {
    let lms = Lms::start().await;
    for (number, (change, error, requirement)) in TOLD.iter().enumerate() {
        let launch = change(lms.prepare(json!({})).await);
        let posted = launch.posted().await;
        assert_eq!(posted.get("error"), Some(*error), "rule {number}");
        assert_eq!(posted.get("state"), Some("state with <\"&'> and é"), "rule {number}");
        assert!(posted.get("id_token").is_none() && posted.get("error_description").is_some());
        assert_eq!(posted.action, REDIRECT);
        let read = launch.read().await;
        assert_eq!(read["state"], "refused", "rule {number}");
        assert_eq!(text(&read["refusal"], "requirement"), *requirement, "rule {number}");
        assert_eq!(read["findings"][0]["requirement"], *requirement, "rule {number}");
    }
}

/// Rules whose breach stays on a page of ours.
const KEPT: &[Rule] = &[
    (|l| l.without("client_id"), "unauthorized_client", "OIDC-050"),
    (|l| l.set("client_id", "nobody"), "unauthorized_client", "OIDC-050"),
    (|l| l.add("client_id", "nobody"), "unauthorized_client", "OIDC-050"),
    (|l| l.without("redirect_uri"), "invalid_request", "OIDC-051"),
    (|l| l.set("redirect_uri", "http://tool.localhost:9/launch/"), "invalid_request", "OIDC-051"),
    (|l| l.set("redirect_uri", "http://tool.localhost:9/launch?x=1"), "invalid_request", "OIDC-051"),
    (|l| l.set("redirect_uri", "HTTP://tool.localhost:9/launch"), "invalid_request", "OIDC-051"),
    (|l| l.set("redirect_uri", "javascript:alert(1)"), "invalid_request", "OIDC-051"),
    (|l| l.add("redirect_uri", "http://evil.example/"), "invalid_request", "OIDC-051"),
];

#[tokio::test]
async fn nothing_is_posted_where_client_or_redirect_uri_cannot_be_trusted() {
    let lms = Lms::start().await;
    for (number, (change, error, requirement)) in KEPT.iter().enumerate() {
        let launch = change(lms.prepare(json!({})).await);
        let response = launch.ask().await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "rule {number}");
        let body = response.text().await.unwrap();
        assert!(body.contains(requirement) && body.contains(error), "rule {number}: {body}");
        assert!(Html::parse_document(&body).select(&selector("form")).next().is_none());
        assert_eq!(launch.read().await["refusal"]["requirement"], *requirement, "rule {number}");
    }
}

#[tokio::test]
async fn a_redirect_uri_that_is_nearly_right_is_shown_with_the_first_difference() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await.set("redirect_uri", "http://tool.localhost:9/lunch");
    let page = Html::parse_document(&launch.ask().await.text().await.unwrap());
    let marked: Vec<String> = page.select(&selector("mark")).map(|mark| mark.text().collect()).collect();
    assert_eq!(marked, ["aunch", "unch"]);
    let position: String = page.select(&selector("#position")).next().unwrap().text().collect();
    assert_eq!(position, "26");
}

#[tokio::test]
async fn a_launch_is_answered_once() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    launch.answered().await;
    let second = launch.posted().await;
    assert_eq!(second.get("error"), Some("invalid_request"));
    assert!(second.get("error_description").unwrap().contains("already answered"));
    let read = launch.read().await;
    assert_eq!((read["state"].as_str(), read["refusal"].clone()), (Some("answered"), Value::Null));
    assert_eq!(read["findings"][0]["requirement"], "OIDC-060");
}

#[tokio::test]
async fn of_twenty_requests_at_once_one_gets_the_token() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..20 {
        waiting.spawn(lms.http.get(lms.url("/lti/authorize")).query(&launch.request).send());
    }
    let mut tokens = 0;
    while let Some(response) = waiting.join_next().await {
        tokens += usize::from(form(response.unwrap().unwrap()).await.get("id_token").is_some());
    }
    assert_eq!(tokens, 1);
}

#[tokio::test]
async fn nobody_signed_in_means_login_required() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({"options": {"signed_out": true}})).await;
    assert_eq!(launch.posted().await.get("error"), Some("login_required"));
    assert_eq!(launch.read().await["refusal"]["requirement"], "OIDC-058");
    assert_eq!(launch.read().await["findings"], json!([]));
}

#[tokio::test]
async fn a_stranger_to_the_course_is_denied_and_an_administrator_is_not() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({"person": "greta"})).await;
    assert_eq!(launch.posted().await.get("error"), Some("access_denied"));
    assert_eq!(launch.read().await["refusal"]["requirement"], "OIDC-062");
    lms.prepare(json!({"person": "root"})).await.answered().await;
}

#[tokio::test]
async fn another_registered_client_may_not_answer_for_the_launch() {
    let lms = Lms::start().await;
    let other = lms.register(json!({"name": "another"})).await;
    let launch = lms.prepare(json!({})).await.set("client_id", &other);
    assert_eq!(launch.posted().await.get("error"), Some("unauthorized_client"));
    assert_eq!(launch.read().await["refusal"]["requirement"], "OIDC-061");
}

#[tokio::test]
async fn a_deployment_that_was_taken_away_is_not_launched() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    lms.register(json!({"client_id": lms.client, "deployments": ["another"]})).await;
    assert_eq!(launch.posted().await.get("error"), Some("unauthorized_client"));
}

#[tokio::test]
async fn a_missing_state_is_answered_without_one_and_noted() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await.without("state");
    let posted = launch.answered().await;
    assert_eq!(posted.get("state"), None);
    assert_eq!(launch.read().await["findings"][0]["requirement"], "OIDC-038");
}

#[tokio::test]
async fn what_is_tolerated_is_noted() {
    let lms = Lms::start().await;
    let launch =
        lms.prepare(json!({})).await.set("scope", "openid profile email").without("lti_message_hint");
    launch.answered().await;
    let findings = launch.read().await["findings"].clone();
    let noted: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["requirement"].as_str().unwrap()).collect();
    assert_eq!(noted, ["OIDC-037", "OIDC-030"]);
}

#[tokio::test]
async fn a_body_that_is_no_form_is_not_read_as_one() {
    let lms = Lms::start().await;
    let launch = lms.prepare(json!({})).await;
    let request = lms.http.post(lms.url("/lti/authorize")).json(&launch.request);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let page = answer.text().await.unwrap();
    assert!(
        page.contains("sent as `application/json`") || page.contains("sent as `application&#x2F;json`"),
        "{page}"
    );
}

#[tokio::test]
async fn a_client_or_redirect_uri_that_is_repeated_is_told_so() {
    let lms = Lms::start().await;
    for name in ["client_id", "redirect_uri"] {
        let launch = lms.prepare(json!({})).await;
        let answer = launch.add(name, "http://tool.localhost:9/").ask().await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let page = answer.text().await.unwrap();
        assert!(page.contains(&format!("`{name}` sent twice")), "{page}");
    }
}
