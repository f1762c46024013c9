//! Garbage in every parameter is refused, never a failure of ours.

use reqwest::StatusCode;
use reqwest::header::HeaderValue;
use serde_json::{Value, json};

use crate::caller::{ALL, Caller};
use crate::support::Lms;

/// Things that break careless code.
fn garbage() -> Vec<String> {
    [
        "",
        " ",
        "\0",
        "%",
        "%zz",
        "../../etc/passwd",
        "<script>",
        "'; DROP TABLE people;--",
        "é漢🂡\u{202e}",
        "null",
        "[]",
        "-1",
        "1e400",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain(["A".repeat(50_000)])
    .collect()
}

fn fails(status: StatusCode) -> bool {
    status.is_server_error()
}

#[tokio::test]
async fn in_every_parameter_of_the_authentication_request() {
    let lms = Lms::start().await;
    let names = [
        "scope",
        "response_type",
        "response_mode",
        "prompt",
        "client_id",
        "redirect_uri",
        "login_hint",
        "lti_message_hint",
        "state",
        "nonce",
    ];
    for name in names {
        for value in garbage() {
            let launch = lms.prepare(json!({})).await.set(name, &value);
            let answer = launch.ask_by_post().await;
            assert!(!fails(answer.status()), "{name}={value:.40}");
        }
    }
}

#[tokio::test]
async fn in_every_parameter_and_claim_of_a_token_request() {
    let caller = Caller::start().await;
    for value in garbage() {
        for name in ["grant_type", "client_assertion_type", "client_assertion", "scope", "client_id"] {
            let mut form = caller.form(ALL).await;
            form.retain(|(known, _)| known != name);
            form.push((name.to_owned(), value.clone()));
            assert_eq!(caller.ask(&form).await.status(), StatusCode::BAD_REQUEST, "{name}={value:.40}");
        }
    }
    for value in [json!(""), json!({}), json!([[]]), json!(true), json!(-1), json!(1e300)] {
        for claim in ["iss", "sub", "aud", "exp", "iat", "jti"] {
            let (status, body) = caller.ask_with(json!({claim: value})).await;
            assert_eq!(status, 400, "{claim}={value}: {body}");
        }
    }
}

#[tokio::test]
async fn in_the_header_that_carries_the_access_token() {
    let caller = Caller::start().await;
    let url = caller.service("algebra-1", "memberships");
    for value in garbage() {
        let Ok(header) = HeaderValue::from_bytes(format!("Bearer {value}").as_bytes()) else { continue };
        let answer = caller.lms.http.get(&url).header("authorization", header).send().await.unwrap();
        assert!(answer.status().is_client_error(), "{value:.40}: {}", answer.status());
    }
}

#[tokio::test]
async fn in_raw_queries_and_bodies() {
    let lms = Lms::start().await;
    for raw in ["", "&&&", "=", "%ff=%ff", "a[]=1&a[b]=2", "client_id", "client_id=%00", "\u{1}"] {
        let answer = lms
            .http
            .post(lms.url("/lti/authorize"))
            .header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(
            answer.body(raw.to_owned()).send().await.unwrap().status(),
            StatusCode::BAD_REQUEST,
            "{raw}"
        );
    }
    let bytes: Vec<u8> = (0..=255).collect();
    let answer =
        lms.http.post(lms.url("/lti/authorize")).header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(answer.body(bytes).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn in_every_path_segment() {
    let lms = Lms::start().await;
    for segment in ["%00", "%2e%2e", "%ff", "..%2f", "a%20b", "%25", "%E2%80%AE", &"a".repeat(5000)] {
        for path in [
            format!("/{segment}/lti/authorize"),
            format!("/{segment}/lti/jwks"),
            format!("/{segment}/api/people"),
            format!("/main/api/launches/{segment}"),
            format!("/main/courses/{segment}/links/{segment}/return/{segment}?lti_msg=%ff"),
            format!("/main/lti/{segment}"),
            format!("/main/lti/courses/{segment}/memberships"),
            format!("/main/lti/courses/algebra-1/lineitems/{segment}/results"),
            format!("/main/lti/courses/{segment}/{segment}?{segment}"),
            format!("/{segment}"),
        ] {
            let answer = lms.http.get(format!("{}{path}", lms.base())).send().await.unwrap();
            assert!(!fails(answer.status()), "{path:.80}: {}", answer.status());
        }
    }
}

#[tokio::test]
async fn in_every_body_of_the_control_api() {
    let lms = Lms::start().await;
    let bodies: Vec<Value> = vec![
        json!(null),
        json!([]),
        json!("x"),
        json!(7),
        json!({"id": 7}),
        json!({"id": null}),
        json!({"roles": {}}),
    ];
    for path in ["people", "courses", "enrolments", "links", "launches", "keys/rotate", "tokens/revoke"] {
        for body in &bodies {
            let answer = lms.post(&format!("/api/{path}"), body.clone()).await;
            assert!(!fails(answer.status()), "{path} {body}");
        }
        for value in garbage() {
            let body = json!({"id": value, "course": value, "person": value, "link": value, "client_id": value, "roles": [value]});
            assert!(!fails(lms.post(&format!("/api/{path}"), body).await.status()), "{path} {value:.40}");
        }
        let raw = lms.http.post(lms.url(&format!("/api/{path}"))).header("content-type", "application/json");
        let answer = raw.body(vec![0xff, 0xfe, b'{']).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    for field in ["login_url", "target_link_uri", "jwks_url", "pem", "client_id", "name", "alg", "privacy"] {
        for value in garbage() {
            let mut body = json!({"name": "x", "login_url": "http://x/", "target_link_uri": "http://x/"});
            body[field] = json!(value);
            assert!(!fails(lms.put("/api/registrations", body).await.status()), "{field}={value:.40}");
        }
    }
}
