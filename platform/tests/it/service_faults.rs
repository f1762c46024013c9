//! Faults of the token endpoint and of services: each does its one thing, where and when it was armed.

use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::caller::{ALL, Caller, ITEM_READONLY, ROSTER, SCORE, told};
use crate::faults::catalogue;
use crate::support::text;

const ELSEWHERE: &str = "http://stranger.example/x";

fn arm(fault: &Value) -> Value {
    let mut order = json!({"name": fault["name"]});
    if fault.get("with").is_some() {
        order["with"] = json!(ELSEWHERE);
    }
    json!({"armed": [order]})
}

async fn called(caller: &Caller, course: &str, token: &str) -> Response {
    let accept = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
    let url = caller.service(course, "memberships");
    caller.call(Method::GET, &url, token).header("accept", accept).send().await.unwrap()
}

/// What is checked of an answer: status, a header, and whether the body is JSON.
fn outline(answer: &Response) -> (u16, Option<String>) {
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), header("location").or_else(|| header("retry-after")))
}

/// The status that a fault is named after, if it is.
fn named_status(name: &str) -> Option<u16> {
    name.rsplit_once("status_")
        .or_else(|| name.rsplit_once("redirect_"))
        .and_then(|(_, status)| status.parse().ok())
}

#[tokio::test]
async fn every_fault_that_stands_for_an_answer_gives_it() {
    let caller = Caller::start().await;
    for fault in catalogue(&caller.lms, "token").await {
        let name = text(&fault, "name");
        let error = name.strip_prefix("token.error.");
        let Some(status) = named_status(&name).or(error.map(|_| 400)) else { continue };
        assert_eq!(caller.lms.put("/api/faults", arm(&fault)).await.status(), 200, "{name}");
        let answer = caller.ask(&caller.form(ALL).await).await;
        let header = match status {
            302 | 307 => Some(ELSEWHERE.to_owned()),
            429 => Some("1".to_owned()),
            _ => None,
        };
        assert_eq!(outline(&answer), (status, header), "{name}");
        if let Some(error) = error {
            assert_eq!(told(answer).await.1["error"], error);
        }
    }
}

/// What each fault of a grant changes, and nothing else.
#[tokio::test]
async fn every_fault_of_a_grant_changes_one_thing() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    for (name, member, value) in [
        ("token.subset.score", "scope", json!(SCORE)),
        ("token.subset.roster", "scope", json!(ROSTER)),
        ("token.subset.line_item_readonly", "scope", json!(ITEM_READONLY)),
        ("token.life_2s", "expires_in", json!(2)),
        ("token.expires_in.zero", "expires_in", json!(0)),
        ("token.expires_in.two", "expires_in", json!(2)),
        ("token.expires_in.string", "expires_in", json!("3600")),
        ("token.expires_in.absent", "expires_in", json!(null)),
        ("token.scope.absent", "scope", json!(null)),
        ("token.type.upper", "token_type", json!("BEARER")),
        ("token.type.capital", "token_type", json!("Bearer")),
    ] {
        let usual =
            [("scope", json!(ALL.join(" "))), ("expires_in", json!(3600)), ("token_type", json!("bearer"))];
        caller.lms.put("/api/faults", json!({"armed": [{"name": name}]})).await;
        let (status, body) = told(caller.ask(&caller.form(ALL).await).await).await;
        assert_eq!((status, &body[member]), (200, &value), "{name}: {body}");
        for (other, value) in usual.iter().filter(|(other, _)| *other != member) {
            assert_eq!(&body[*other], value, "{name}: {body}");
        }
        let may_read = name != "token.subset.score" && name != "token.subset.line_item_readonly";
        let answer = called(&caller, "algebra-1", &text(&body, "access_token")).await;
        assert_eq!(answer.status(), if may_read { 200 } else { 403 }, "{name}");
    }
}

#[tokio::test]
async fn odd_tokens_are_as_good_as_any() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    for (name, looks) in [
        ("token.jwt", |token: &str| token.split('.').count() == 3),
        ("token.symbols", |token: &str| token.ends_with("-._~+/=")),
        ("token.extra_members", |token: &str| token.len() == 43),
    ] as [(&str, fn(&str) -> bool); 3]
    {
        caller.lms.put("/api/faults", json!({"armed": [{"name": name}]})).await;
        let (_, body) = told(caller.ask(&caller.form(ALL).await).await).await;
        let token = text(&body, "access_token");
        assert!(looks(&token), "{name}: {token}");
        assert_eq!(body.as_object().unwrap().len() > 4, name == "token.extra_members", "{body}");
        assert_eq!(called(&caller, "algebra-1", &token).await.status(), 200, "{name}");
    }
}

#[tokio::test]
async fn a_page_and_nothing_are_answered_with_success() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    let token = caller.token(ALL).await;
    for (kind, starts) in [("html", "<!doctype html>"), ("empty", "")] {
        let armed =
            json!({"armed": [{"name": format!("token.{kind}")}, {"name": format!("service.{kind}")}]});
        caller.lms.put("/api/faults", armed).await;
        for answer in [caller.ask(&caller.form(ALL).await).await, called(&caller, "algebra-1", &token).await]
        {
            assert_eq!(answer.status(), 200);
            let body = answer.text().await.unwrap();
            assert!(body.starts_with(starts) && body.is_empty() == starts.is_empty(), "{body}");
        }
    }
}

#[tokio::test]
async fn several_faults_of_a_grant_are_combined_and_an_error_wins() {
    let caller = Caller::start().await;
    let mut armed = vec![json!({"name": "token.type.upper"}), json!({"name": "token.expires_in.two"})];
    caller.lms.put("/api/faults", json!({"armed": armed.clone()})).await;
    let (_, body) = told(caller.ask(&caller.form(ALL).await).await).await;
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("BEARER"), &json!(2)));
    armed.push(json!({"name": "token.error.invalid_grant", "when": "once"}));
    caller.lms.put("/api/faults", json!({ "armed": armed })).await;
    let form = caller.form(ALL).await;
    assert_eq!(told(caller.ask(&form).await).await.1["error"], "invalid_grant");
    // The platform that failed did not use the assertion up.
    assert_eq!(told(caller.ask(&form).await).await.1["token_type"], "BEARER");
}

#[tokio::test]
async fn a_request_is_judged_although_a_fault_answers() {
    let caller = Caller::start().await;
    caller.lms.put("/api/faults", json!({"armed": [{"name": "token.status_500"}]})).await;
    let form = caller.form_with(&caller.assertion(json!({"aud": "http://other/"})).await, ALL);
    assert_eq!(caller.ask(&form).await.status(), 500);
    assert_eq!(caller.findings("token").await, ["TOK-007 token request, assertion, `aud`"]);
}

#[tokio::test]
async fn every_fault_of_services_answers_in_its_course_only() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    caller.lms.post("/api/courses", json!({"id": "other"})).await;
    caller.lms.link(json!({"course": "other"})).await;
    let token = caller.token(ALL).await;
    for fault in catalogue(&caller.lms, "service").await {
        let name = text(&fault, "name");
        let Some(status) = named_status(&name) else { continue };
        let answer = caller.lms.put("/api/courses/algebra-1/faults", arm(&fault)).await;
        assert_eq!(answer.status(), 200, "{name}");
        let answer = called(&caller, "algebra-1", &token).await;
        let header = match status {
            302 | 307 => Some(ELSEWHERE.to_owned()),
            429 => Some("1".to_owned()),
            _ => None,
        };
        assert_eq!(outline(&answer), (status, header), "{name}");
        assert_eq!(answer.headers().contains_key("www-authenticate"), matches!(status, 401 | 403), "{name}");
        assert!(caller.last("nrps").await.get("findings").is_none(), "{name}");
        assert_eq!(called(&caller, "other", &token).await.status(), 200, "{name}");
    }
    caller.lms.put("/api/courses/algebra-1/faults", json!({"armed": []})).await;
    assert_eq!(called(&caller, "algebra-1", &token).await.status(), 200);
}

#[tokio::test]
async fn silence_is_written_down_before_it_and_ends() {
    let caller = Caller::start().await;
    caller.lms.link(json!({})).await;
    let token = caller.token(ALL).await;
    let armed = json!({"armed": [{"name": "service.slow", "when": "once", "on": "memberships"}]});
    caller.lms.put("/api/courses/algebra-1/faults", armed).await;
    let began = Instant::now();
    let watch = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        (caller.last("nrps").await["status"].clone(), caller.last("nrps").await["course"].clone())
    };
    let (answer, seen) = tokio::join!(called(&caller, "algebra-1", &token), watch);
    assert_eq!(seen, (json!(0), json!("algebra-1")));
    assert_eq!(answer.status(), 503);
    assert!(began.elapsed() >= Duration::from_secs(3));
    assert_eq!(called(&caller, "algebra-1", &token).await.status(), 200);
}

#[tokio::test]
async fn a_fault_is_armed_only_where_it_can_happen() {
    let caller = Caller::start().await;
    let course = "/api/courses/algebra-1/faults";
    for (path, fault) in [
        ("/api/faults", json!({"name": "kid.missing"})),
        ("/api/faults", json!({"name": "service.redirect_302"})),
        ("/api/faults", json!({"name": "service.empty", "with": "x"})),
        ("/api/faults", json!({"name": "token.html", "on": "scores"})),
        ("/api/faults", json!({"name": "service.empty", "on": "nowhere"})),
        (course, json!({"name": "token.html"})),
        (course, json!({"name": "jwks.html"})),
        ("/api/courses/nowhere/faults", json!({"name": "service.empty"})),
    ] {
        let answer = caller.lms.put(path, json!({"armed": [fault.clone()]})).await;
        assert_eq!(answer.status(), 422, "{path} {fault}");
    }
    let good =
        json!({"armed": [{"name": "service.redirect_307", "with": "http://x/", "when": 2, "on": "scores"}]});
    let answer = caller.lms.put(course, good).await;
    assert_eq!(told(answer).await, (200, caller.lms.get(course).await));
    assert_eq!(caller.lms.get(course).await["armed"][0]["on"], "scores");
}
