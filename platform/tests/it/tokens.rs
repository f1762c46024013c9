//! The token endpoint: what is granted, and how each wrong field is refused (TOK-001 to TOK-026).

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::caller::{ALL, Caller, ROSTER, SCORE, told};
use crate::support::text;

#[tokio::test]
async fn a_good_request_gets_a_token_for_the_scopes_it_asks_for() {
    let caller = Caller::start().await;
    let answer = caller.ask(&caller.form(&[SCORE, ROSTER]).await).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!((header("cache-control"), header("pragma")), ("no-store".to_owned(), "no-cache".to_owned()));
    assert!(header("content-type").starts_with("application/json"));
    let (_, body) = told(answer).await;
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("bearer"), &json!(3600)));
    assert_eq!(body["scope"], format!("{SCORE} {ROSTER}"));
    let token = text(&body, "access_token");
    assert!(token.len() >= 15 && token.bytes().all(|byte| byte.is_ascii_graphic()), "{token}");
    assert_eq!(caller.findings("token").await, Vec::<String>::new());
    let exchange = caller.last("token").await;
    assert_eq!((&exchange["client_id"], &exchange["status"]), (&json!(caller.tool.client), &json!(200)));
}

#[tokio::test]
async fn a_scope_that_is_not_on_offer_is_left_out_and_remarked() {
    let caller = Caller::start().await;
    let asked = [SCORE, SCORE, "https://purl.imsglobal.org/spec/lti/scope/report"];
    let (status, body) = told(caller.ask(&caller.form(&asked).await).await).await;
    assert_eq!((status, &body["scope"]), (200, &json!(SCORE)));
    assert_eq!(caller.findings("token").await, ["TOK-026 token request, parameter `scope`"]);
}

#[tokio::test]
async fn the_registration_says_which_scopes_there_are() {
    let mut caller = Caller::start().await;
    let keys = format!("{}/keys", caller.tool.base);
    caller.tool.client = caller.lms.register(json!({"jwks_url": keys, "scopes": [ROSTER]})).await;
    let (_, body) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!(body["scope"], ROSTER);
    let (status, body) = told(caller.ask(&caller.form(&[SCORE]).await).await).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_scope")));
    assert!(text(&body, "error_description").contains(ROSTER), "{body}");
    caller.tool.client = caller.lms.register(json!({"jwks_url": keys, "scopes": []})).await;
    let (status, body) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!((status, &body["error"]), (400, &json!("unauthorized_client")));
}

#[tokio::test]
async fn the_tool_may_be_registered_with_a_key_in_pem_and_sign_without_its_name() {
    let mut caller = Caller::start().await;
    caller.tool.client = caller.lms.register(json!({"pem": caller.tool.key.pem()})).await;
    let bare = caller.tool.key.sign(&json!({"alg": "RS256"}), &caller.claims(json!({})).await);
    let (status, body) = told(caller.ask(&caller.form_with(&bare, ALL)).await).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(caller.findings("token").await, Vec::<String>::new());
}

#[tokio::test]
async fn the_tool_may_be_registered_with_a_jwk_set_and_is_then_found_by_its_name() {
    let mut caller = Caller::start().await;
    let other = json!({"kty": "EC", "crv": "P-256", "kid": "curve"});
    let set = json!({"keys": [other, caller.tool.key.jwk()]});
    caller.tool.client = caller.lms.register(json!({"jwks": set})).await;
    let (status, body) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!(status, 200, "{body}");
    let header = json!({"alg": "RS256", "kid": "another"});
    let stranger = caller.tool.key.sign(&header, &caller.claims(json!({})).await);
    let (status, body) = told(caller.ask(&caller.form_with(&stranger, ALL)).await).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_client")));
    assert!(text(&body, "error_description").contains("`curve`, `tool-key`"), "{body}");

    let mut nameless = caller.tool.key.jwk();
    nameless.as_object_mut().unwrap().remove("kid");
    caller.tool.client = caller.lms.register(json!({"jwks": nameless})).await;
    let (status, body) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!(status, 200, "{body}");
}

/// Each parameter: missing, blank, twice, wrong.
#[tokio::test]
async fn every_parameter_is_demanded_once_and_right() {
    let caller = Caller::start().await;
    for (name, requirement, wrong, error) in [
        ("grant_type", "TOK-002", "authorization_code", "unsupported_grant_type"),
        ("client_assertion_type", "TOK-003", "client_credentials", "invalid_request"),
        ("client_assertion", "TOK-004", "no.jwt", "invalid_client"),
        ("scope", "TOK-005", "openid", "invalid_scope"),
    ] {
        let good = caller.form(ALL).await;
        let with = |value: &str| {
            let change = |(known, old): &(String, String)| {
                (known.clone(), if known == name { value.to_owned() } else { old.clone() })
            };
            good.iter().map(change).collect::<Vec<_>>()
        };
        let missing: Vec<_> = good.iter().filter(|(known, _)| known != name).cloned().collect();
        let mut twice = good.clone();
        twice.extend(good.iter().filter(|(known, _)| known == name).cloned());
        for (form, error) in [
            (missing, "invalid_request"),
            (with(" "), "invalid_request"),
            (twice, "invalid_request"),
            (with(wrong), error),
        ] {
            let (status, body) = told(caller.ask(&form).await).await;
            assert_eq!((status, &body["error"]), (400, &json!(error)), "{name}: {body}");
            let said = text(&body, "error_description");
            assert!(
                said.contains(&text(&body, "expected")) && said.contains(&text(&body, "actual")),
                "{said}"
            );
            let found = caller.findings("token").await;
            let requirement = if error == "invalid_scope" { "TOK-026" } else { requirement };
            assert!(found.iter().any(|found| found.starts_with(requirement)), "{name}: {found:?}");
        }
    }
}

#[tokio::test]
async fn a_client_that_nobody_knows_is_told_the_nearest() {
    let caller = Caller::start().await;
    let near = format!("{}x", caller.tool.client);
    let (status, body) = caller.ask_with(json!({"iss": near, "sub": near})).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_client")));
    assert!(text(&body, "hint").contains(&caller.tool.client), "{body}");
    let mut form = caller.form(ALL).await;
    form.push(("client_id".to_owned(), "other".to_owned()));
    assert_eq!(told(caller.ask(&form).await).await.1["requirement"], "TOK-006");
}

#[tokio::test]
async fn the_request_is_a_posted_form() {
    let caller = Caller::start().await;
    let (http, url) = (&caller.lms.http, caller.lms.url("/lti/token"));
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let answer = http.request(method, &url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.headers()["allow"], "POST");
        assert_eq!(told(answer).await.1["requirement"], "TOK-001");
        assert_eq!(caller.findings("token").await, ["TOK-001 token request, method"]);
    }
    let form = caller.form(ALL).await;
    for request in [
        http.post(&url).json(&form),
        http.post(&url).body("grant_type=client_credentials"),
        http.post(&url).header("content-type", "multipart/form-data; boundary=x").body("--x--"),
    ] {
        let (status, body) = told(request.send().await.unwrap()).await;
        assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
        assert_eq!(body["requirement"], "TOK-001");
    }
    let (_, body) = told(http.post(&url).query(&form).form(&[("x", "y")]).send().await.unwrap()).await;
    assert!(text(&body, "actual").contains("in the URL"), "{body}");
    let charset = "application/x-www-form-urlencoded; charset=UTF-8";
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
    let answer = http.post(&url).header("content-type", charset).body(body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_huge_body_is_refused_and_told() {
    let caller = Caller::start().await;
    let form = vec![("scope".to_owned(), "x".repeat(3 * 1024 * 1024))];
    let (status, body) = told(caller.ask(&form).await).await;
    assert_eq!((status, &body["error"]), (413, &json!("invalid_request")));
    assert_eq!(caller.findings("token").await, ["TOK-001 token request, body"]);
}

#[tokio::test]
async fn secrets_are_remarked_and_of_no_use() {
    let caller = Caller::start().await;
    let url = caller.lms.url("/lti/token");
    let mut form = caller.form(ALL).await;
    form.push(("client_secret".to_owned(), "secret".to_owned()));
    let request = caller.lms.http.post(&url).basic_auth(&caller.tool.client, Some("secret")).form(&form);
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert_eq!(
        caller.findings("token").await,
        ["TOK-015 token request, header `Authorization`", "TOK-015 token request, parameter `client_secret`"]
    );
    let bare = [("grant_type", "client_credentials"), ("scope", SCORE), ("client_secret", "secret")];
    let (status, body) = told(caller.lms.http.post(&url).form(&bare).send().await.unwrap()).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
}
