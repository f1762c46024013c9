//! Access tokens at the services: whose they are, what they open, and how a call without a good one is refused
//! (TOK-040 to TOK-045).

use std::time::Duration;

use homeroom_platform::{Settings, State};
use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::{ALL, Caller, ITEM, ROSTER, SCORE, told};
use crate::picker::Tool;
use crate::support::{Lms, in_memory, text};

const ROSTER_TYPE: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

/// A tool with a link in the course, and the URL of the roster of that course.
async fn with_link() -> (Caller, String) {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    let url = caller.service("algebra-1", "memberships");
    (caller, url)
}

/// Status, `WWW-Authenticate` and body of a call.
async fn refused(request: reqwest::RequestBuilder) -> (u16, String, Value) {
    let answer = request.header("accept", ROSTER_TYPE).send().await.unwrap();
    let challenge = answer.headers().get("www-authenticate").map(|value| value.to_str().unwrap().to_owned());
    let (status, body) = told(answer).await;
    (status, challenge.unwrap_or_default(), body)
}

#[tokio::test]
async fn a_good_token_opens_the_service_and_the_journal_knows_who_called() {
    let (caller, url) = with_link().await;
    let token = caller.token(&[ROSTER]).await;
    let answer = caller.call(Method::GET, &url, &token).header("accept", ROSTER_TYPE).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let exchange = caller.last("nrps").await;
    let wanted = ("algebra-1", caller.tool.client.as_str(), "/main/lti/courses/algebra-1/memberships");
    assert_eq!((text(&exchange, "course"), text(&exchange, "client_id"), text(&exchange, "url")), {
        let (course, client, url) = wanted;
        (course.to_owned(), client.to_owned(), url.to_owned())
    });
    assert!(exchange.get("findings").is_none(), "{exchange:#}");
}

#[tokio::test]
async fn a_call_without_a_token_is_challenged_without_an_error() {
    let (caller, url) = with_link().await;
    let (status, challenge, body) = refused(caller.lms.http.get(&url)).await;
    assert_eq!((status, challenge.as_str()), (401, "Bearer realm=\"lti\""));
    assert_eq!(body["error"], "invalid_token");
    assert_eq!(caller.findings("nrps").await, ["TOK-040 roster, header `Authorization`"]);
}

#[tokio::test]
async fn a_token_in_the_query_is_not_read() {
    let (caller, url) = with_link().await;
    let token = caller.token(&[ROSTER]).await;
    let url = format!("{url}?access_token={token}");
    let (status, _, body) = refused(caller.lms.http.get(&url)).await;
    assert_eq!(status, 401);
    assert!(text(&body, "actual").contains("query"), "{body}");
    let both = caller.call(Method::GET, &url, &token).header("accept", ROSTER_TYPE).send().await.unwrap();
    assert_eq!(both.status(), 200);
    assert_eq!(caller.findings("nrps").await, ["TOK-040 roster, URL"]);
}

#[tokio::test]
async fn what_is_no_token_is_told_as_what_it_is() {
    let (caller, url) = with_link().await;
    let token = caller.token(&[ROSTER]).await;
    let http = &caller.lms.http;
    let good = format!("Bearer {token}");
    for (headers, status, told) in [
        (vec!["Basic dXNlcjpwYXNz"], 401, "the scheme `Basic`"),
        (vec!["Bearer"], 401, "no token"),
        (vec!["Bearer  "], 401, "no token"),
        (vec![token.as_str()], 401, "the scheme"),
        (vec!["Bearer made-up"], 401, "another text"),
        (vec![good.as_str(), good.as_str()], 400, "2"),
    ] {
        let request =
            headers.iter().fold(http.get(&url), |request, value| request.header("authorization", *value));
        let (found, challenge, body) = refused(request).await;
        assert_eq!(found, status, "{headers:?}: {body}");
        assert!(text(&body, "actual").contains(told), "{headers:?}: {body}");
        assert!(challenge.contains("error=\"invalid_"), "{challenge}");
    }
    let lower =
        http.get(&url).header("authorization", format!("bearer {token}")).header("accept", ROSTER_TYPE);
    assert_eq!(lower.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_token_of_another_campus_is_told_as_that() {
    let (caller, url) = with_link().await;
    let http = &caller.lms.http;
    let base = caller.lms.base();
    http.post(format!("{base}/api/campuses")).json(&json!({"name": "north"})).send().await.unwrap();
    let registration = json!({
        "client_id": caller.tool.client, "name": "a tool", "login_url": "http://tool.localhost:9/login",
        "target_link_uri": "http://tool.localhost:9/", "jwks_url": format!("{}/keys", caller.tool.base),
    });
    http.put(format!("{base}/north/api/registrations")).json(&registration).send().await.unwrap();
    let endpoint = format!("{base}/north/lti/token");
    let known: Value =
        http.get(format!("{base}/north/api/registrations")).send().await.unwrap().json().await.unwrap();
    let claim = crate::support::lti("deployment_id");
    let assertion = caller.assertion(json!({"aud": endpoint, claim: known[0]["deployments"][0]})).await;
    let answer = http.post(&endpoint).form(&caller.form_with(&assertion, ALL)).send().await.unwrap();
    let token = text(&told(answer).await.1, "access_token");
    let (status, challenge, body) = refused(caller.call(Method::GET, &url, &token)).await;
    assert_eq!((status, &body["requirement"]), (401, &json!("TOK-027")));
    assert!(challenge.contains("invalid_token") && text(&body, "actual").contains("north"), "{body}");
}

#[tokio::test]
async fn a_token_ends_after_its_life() {
    let (caller, url) = with_link().await;
    let armed = json!({"armed": [{"name": "token.life_2s", "when": "once"}]});
    assert_eq!(caller.lms.put("/api/faults", armed).await.status(), 200);
    let (_, answer) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!(answer["expires_in"], 2);
    let token = text(&answer, "access_token");
    let call = || caller.call(Method::GET, &url, &token);
    assert_eq!(call().header("accept", ROSTER_TYPE).send().await.unwrap().status(), 200);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let (status, challenge, body) = refused(call()).await;
    assert_eq!((status, &body["requirement"]), (401, &json!("TOK-022")));
    assert!(challenge.contains("error_description=\"the access token has expired\""), "{challenge}");
}

#[tokio::test]
async fn a_token_that_is_revoked_opens_nothing_and_a_new_one_does() {
    let (caller, url) = with_link().await;
    let token = caller.token(ALL).await;
    let revoke = |body| caller.lms.post("/api/tokens/revoke", body);
    let (status, body) = told(revoke(json!({"client_id": caller.tool.client})).await).await;
    assert_eq!((status, &body["revoked"]), (200, &json!(1)));
    let (status, _, body) = refused(caller.call(Method::GET, &url, &token)).await;
    assert_eq!(
        (status, &body["error"], &body["requirement"]),
        (401, &json!("invalid_token"), &json!("TOK-044"))
    );
    assert_eq!(caller.last("nrps").await["findings"][0]["level"], "note");
    let fresh = caller.token(ALL).await;
    let answer = caller.call(Method::GET, &url, &fresh).header("accept", ROSTER_TYPE).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(told(revoke(json!({})).await).await.1["revoked"], 1);
    assert_eq!(revoke(json!({"client_id": "nobody"})).await.status(), 422);
}

#[tokio::test]
async fn a_token_without_the_scope_is_refused_with_the_scope_that_is_missing() {
    let (caller, url) = with_link().await;
    let token = caller.token(&[SCORE]).await;
    let (status, challenge, body) = refused(caller.call(Method::GET, &url, &token)).await;
    assert_eq!((status, &body["error"]), (403, &json!("insufficient_scope")));
    assert!(challenge.ends_with(&format!("scope=\"{ROSTER}\"")), "{challenge}");
    assert!(text(&body, "actual").contains(SCORE), "{body}");
    let items = caller.service("algebra-1", "lineitems");
    let (status, challenge, _) = refused(caller.call(Method::GET, &items, &token)).await;
    assert_eq!(status, 403);
    assert!(challenge.ends_with(&format!("scope=\"{ITEM}\"")), "{challenge}");
}

#[tokio::test]
async fn a_token_opens_only_courses_of_its_tool_and_deployment() {
    let caller = Caller::start().await;
    let url = caller.service("algebra-1", "memberships");
    let token = caller.token(&[ROSTER]).await;
    let status = |request: reqwest::RequestBuilder| async move { refused(request).await };
    let (found, _, body) = status(caller.call(Method::GET, &url, &token)).await;
    assert_eq!((found, &body["requirement"]), (404, &json!("TOK-043")));
    let keys = format!("{}/keys", caller.tool.base);
    let two = json!({"client_id": caller.tool.client, "jwks_url": keys, "deployments": ["one", "two"]});
    caller.lms.register(two).await;
    caller.lms.link(json!({"deployment": "two"})).await;
    let claim = crate::support::lti("deployment_id");
    for (deployment, expected) in [("one", 404), ("two", 200)] {
        let assertion = caller.assertion(json!({claim.as_str(): deployment})).await;
        let answer = told(caller.ask(&caller.form_with(&assertion, ALL)).await).await.1;
        let call = caller.call(Method::GET, &url, &text(&answer, "access_token"));
        assert_eq!(
            call.header("accept", ROSTER_TYPE).send().await.unwrap().status(),
            expected,
            "{deployment}"
        );
    }
}

#[tokio::test]
async fn a_tool_that_was_opened_in_a_course_may_call_its_services_before_it_has_a_link() {
    let caller = Caller::start().await;
    let url = caller.service("algebra-1", "memberships");
    let token = caller.token(&[ROSTER]).await;
    let call = || caller.call(Method::GET, &url, &token).header("accept", ROSTER_TYPE).send();
    assert_eq!(call().await.unwrap().status(), 404);
    caller.lms.prepare_picking(json!({})).await;
    assert_eq!(call().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_line_item_is_business_enough() {
    let caller = Caller::start().await;
    let (url, token) = (caller.service("algebra-1", "memberships"), caller.token(&[ROSTER]).await);
    let item = |client: &str| json!({"course": "algebra-1", "client_id": client, "label": "Quiz", "score_maximum": 10});
    for (client, expected) in [(caller.lms.register(json!({})).await, 404), (caller.tool.client.clone(), 200)]
    {
        assert_eq!(caller.lms.post("/api/line_items", item(&client)).await.status(), 201);
        let call = caller.call(Method::GET, &url, &token).header("accept", ROSTER_TYPE);
        assert_eq!(call.send().await.unwrap().status(), expected);
    }
}

#[tokio::test]
async fn a_tool_that_was_removed_has_no_tokens_left() {
    let (caller, url) = with_link().await;
    let token = caller.token(ALL).await;
    let registration = caller.lms.url(&format!("/api/registrations/{}", caller.tool.client));
    caller.lms.http.delete(registration).send().await.unwrap();
    let (status, _, body) = refused(caller.call(Method::GET, &url, &token)).await;
    assert_eq!((status, &body["requirement"]), (401, &json!("TOK-043")));
}

#[tokio::test]
async fn tokens_survive_a_restart_and_are_not_in_the_database_as_they_are() {
    let home = tempfile::tempdir().unwrap();
    let settings = || Settings { state: State::Directory(home.path().join("state")), ..in_memory() };
    let lms = Lms::start_with(settings()).await;
    let mut caller = Caller { tool: Tool::at(&lms).await, lms };
    caller.lms.client.clone_from(&caller.tool.client);
    caller.lms.link(json!({})).await;
    let token = caller.token(ALL).await;
    let revoked = caller.token(ALL).await;
    caller.lms.post("/api/tokens/revoke", json!({})).await;
    let kept = caller.token(ALL).await;
    let Caller { tool, lms } = caller;
    lms.platform.stop().await;
    let lms = Lms::start_with(settings()).await;
    let caller = Caller { tool, lms };
    let url = caller.service("algebra-1", "memberships");
    for (token, expected) in [(&kept, 200), (&token, 401), (&revoked, 401)] {
        let call = caller.call(Method::GET, &url, token).header("accept", ROSTER_TYPE);
        assert_eq!(call.send().await.unwrap().status(), expected);
    }
    assert_eq!(usage(&caller).await, json!([0, 0, 0, 1]));
}

/// Requests, granted, refused, live.
async fn usage(caller: &Caller) -> Value {
    let all = caller.lms.get("/api/tokens").await;
    let own =
        all.as_array().unwrap().iter().find(|row| row["client_id"] == caller.tool.client.as_str()).unwrap();
    json!([own["requests"], own["granted"], own["refused"], own["live"]])
}

#[tokio::test]
async fn requests_are_counted_for_each_tool() {
    let caller = Caller::start().await;
    assert_eq!(usage(&caller).await, json!([0, 0, 0, 0]));
    caller.token(ALL).await;
    caller.token(&[SCORE]).await;
    caller.ask_with(json!({"aud": "http://other/"})).await;
    assert_eq!(usage(&caller).await, json!([3, 2, 1, 2]));
}

#[tokio::test]
async fn secrets_are_hidden_in_the_journal_unless_asked_for() {
    let (caller, url) = with_link().await;
    let token = caller.token(&[ROSTER]).await;
    caller.call(Method::GET, &url, &token).header("accept", ROSTER_TYPE).send().await.unwrap();
    let read = |query: &str| format!("/api/exchanges?kind=token,nrps{query}");
    assert!(!caller.lms.get(&read("")).await.to_string().contains(&token));
    let shown = caller.lms.get(&read("&secrets=shown")).await.to_string();
    assert_eq!(shown.matches(&token).count(), 2);
    let of_course = caller.lms.get(&read("&course=algebra-1")).await;
    assert_eq!(of_course["exchanges"].as_array().unwrap().len(), 1);
    for wrong in ["&secrets=yes", "&kind=x", "&course=a&course=b"] {
        let answer = caller.lms.http.get(caller.lms.url(&read(wrong))).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{wrong}");
    }
}
