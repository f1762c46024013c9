use serde_json::{Value, json};

use super::*;
use crate::service_calls::tests::call;

const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

fn asking(scope: &str, assertion: &str, status: u16, answer: &Value) -> ServiceCall {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("grant_type", "client_credentials"),
            ("scope", scope),
            ("client_assertion", assertion),
        ])
        .finish();
    call(&json!({"request_body": body, "status": status, "response_body": answer.to_string()}))
}

fn granting(token: &str, asked: &str, granted: &str) -> ServiceCall {
    asking(asked, "", 200, &json!({"access_token": token, "expires_in": 3600, "scope": granted}))
}

fn serving(method: &str, path: &str, token: &str, status: u16) -> ServiceCall {
    let headers =
        if token.is_empty() { json!([]) } else { json!([["authorization", format!("Bearer {token}")]]) };
    call(&json!({
        "kind": "ags", "method": method, "url": format!("/main/lti/courses/c/{path}"), "status": status,
        "request_headers": headers,
    }))
}

#[test]
fn a_failing_endpoint_is_asked_four_times_for_a_scope_at_most() {
    let refused = |scope| asking(scope, "", 400, &json!({"error": "invalid_scope"}));
    let mut asked = vec![refused("a"); 4];
    asked.push(refused("b"));
    assert_eq!(asks_too_often(&asked, 0), None);
    asked.push(refused("a"));
    assert_eq!(asks_too_often(&asked, 0).as_deref(), Some("5 requests for the scope `a`"));
    assert_eq!(asks_too_often(&asked, 1), None, "a call of a service had a token of its own");
}

#[test]
fn what_stands_in_place_of_a_token_is_no_token() {
    let grants = Grants::of(&[granting("good", SCORE, SCORE)]);
    assert_eq!(ungranted(&[serving("POST", "lineitems/1/scores", "good", 200)], &grants), None);
    assert_eq!(ungranted(&[serving("POST", "lineitems/1/scores", "of-an-earlier-run", 200)], &grants), None);
    let told = |token| ungranted(&[serving("POST", "lineitems/1/scores", token, 401)], &grants).unwrap();
    assert!(told("undefined").ends_with("with `undefined`, which was never granted"));
    assert!(told("").ends_with("without an access token"));
    let odd =
        call(&json!({"kind": "nrps", "request_headers": [["authorization", "Token good"]], "status": 401}));
    assert!(sends_otherwise(&odd) && ungranted(&[odd], &grants).is_none());
    let in_address = call(&json!({"kind": "nrps", "url": "/m?access_token=good", "status": 401}));
    assert!(sends_otherwise(&in_address) && !sends_otherwise(&serving("GET", "memberships", "", 401)));
}

#[test]
fn a_token_is_good_for_what_was_granted_only() {
    let grants = Grants::of(&[granting("score", &format!("{SCORE} {ROSTER}"), SCORE)]);
    let outside = |method, path| outside_of_grant(&[serving(method, path, "score", 403)], &grants).is_some();
    assert!(!outside("POST", "lineitems/1/scores"));
    for (method, path) in
        [("GET", "memberships"), ("GET", "lineitems"), ("PUT", "lineitems/1"), ("GET", "lineitems/1/results")]
    {
        assert!(outside(method, path), "{method} {path}");
    }
    let readonly = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
    let grants = Grants::of(&[granting("read", readonly, readonly)]);
    let outside = |method| outside_of_grant(&[serving(method, "lineitems", "read", 403)], &grants).is_some();
    assert!(!outside("GET") && outside("POST"));
}

#[test]
fn without_scope_in_the_answer_all_that_was_asked_for_is_granted() {
    let answer = json!({"access_token": "t"});
    let grants = Grants::of(&[asking(&format!("{SCORE} {ROSTER}"), "", 200, &answer)]);
    assert_eq!(grants.get("t").unwrap().scopes.len(), 2);
    assert_eq!(grants.newest().unwrap().expires_in, None);
}

#[test]
fn an_assertion_is_not_sent_twice() {
    // {"alg":"RS256"}.{"jti":"1"} and {"jti":"2"}
    let (one, two) = ("eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiIxIn0.a", "eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiIyIn0.a");
    let asked = |assertion| asking(SCORE, assertion, 200, &json!({}));
    assert_eq!(is_not_anew(&[&asked(one)], &asked(two)), None);
    assert!(is_not_anew(&[&asked(one)], &asked(one)).is_some());
    let resigned = format!("{}.b", one.rsplit_once('.').unwrap().0);
    assert!(is_not_anew(&[&asked(one)], &asked(&resigned)).is_some());
    let refresh = call(&json!({"request_body": "grant_type=refresh_token"}));
    assert!(is_not_anew(&[], &refresh).is_some());
}

#[test]
fn a_fault_counts_where_the_answer_shows_it() {
    let seen = |fault, answered: &ServiceCall| shows(fault, None, answered);
    let refused = asking(SCORE, "", 400, &json!({"error": "invalid_client"}));
    assert_eq!(seen("token.error.invalid_client", &refused), Some(true));
    assert_eq!(seen("token.error.invalid_grant", &refused), Some(false));
    assert_eq!(seen("token.unheard_of", &refused), None);
    let both = format!("{SCORE} {ROSTER}");
    assert_eq!(seen("token.subset.score", &granting("t", &both, SCORE)), Some(true));
    assert_eq!(seen("token.subset.score", &granting("t", SCORE, SCORE)), Some(false), "nothing was cut");
    assert_eq!(seen("token.subset.score", &granting("t", &both, &both)), Some(false));
    let jwt = granting("eyJhbGciOiJSUzI1NiJ9.e30.a", SCORE, SCORE);
    assert_eq!((seen("token.jwt", &jwt), seen("token.symbols", &jwt)), (Some(true), Some(false)));
    let away = call(&json!({"status": 302, "response_headers": [["location", "http://x/"]]}));
    assert_eq!(shows("token.redirect_302", Some("http://x/"), &away), Some(true));
    assert_eq!(shows("token.redirect_302", Some("http://y/"), &away), Some(false));
}

#[test]
fn a_token_is_for_one_client_and_for_one_deployment_if_it_names_one() {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    let asserted = |claims: &Value| format!("e30.{}.a", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let grants = |claims: Value| {
        Grants::of(&[asking(SCORE, &asserted(&claims), 200, &json!({"access_token": "t", "scope": SCORE}))])
    };
    let asked = [serving("GET", "memberships", "t", 200)];
    let other = |claims: Value, deployment| token_of_another(&asked, &grants(claims), "me", deployment);
    assert_eq!(other(json!({"sub": "me"}), Some("1")), None);
    assert_eq!(other(json!({"sub": "me", (DEPLOYMENT_ID): "1"}), Some("1")), None);
    assert!(other(json!({"sub": "me", (DEPLOYMENT_ID): "2"}), Some("1")).unwrap().contains("deployment `2`"));
    assert!(other(json!({"sub": "you"}), None).unwrap().contains("client id `you`"));
    assert!(
        comes_with(&asked, &grants(json!({}))).is_some() && comes_with(&asked, &Grants::default()).is_none()
    );
}
