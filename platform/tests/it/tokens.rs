//! The token endpoint: what is granted, and how each wrong field is refused (TOK-001 to TOK-026).

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::caller::{ALL, Caller, ITEM, ROSTER, SCORE, now, told};
use crate::picker::{Key, Tool};
use crate::support::{Lms, lti, text};

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
