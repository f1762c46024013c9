//! Section 7 of the design: hosts, origins, headers, limits.

use reqwest::StatusCode;
use serde_json::json;

use crate::support::Lms;

#[tokio::test]
async fn another_host_name_is_not_answered() {
    let lms = Lms::start().await;
    let answer = lms.http.get(lms.url("/api/people")).header("host", "evil.example").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
    assert!(answer.text().await.unwrap().contains("--allow-host"));
}

#[tokio::test]
async fn both_loopback_families_answer_on_one_port() {
    let lms = Lms::start().await;
    let port = lms.platform.url().port().unwrap();
    for host in ["127.0.0.1", "[::1]", "localhost"] {
        let answer = lms.http.get(format!("http://{host}:{port}/healthz")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_page_of_another_site_cannot_change_anything() {
    let lms = Lms::start().await;
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        let request = lms.http.post(lms.url("/api/people")).header("origin", origin).json(&json!({}));
        assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{origin}");
    }
    let own = lms.http.post(lms.url("/api/people")).header("origin", lms.base()).json(&json!({}));
    assert_eq!(own.send().await.unwrap().status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_form_is_no_way_into_the_api() {
    let lms = Lms::start().await;
    let request = lms.http.post(lms.url("/api/people")).header("content-type", "text/plain").body("{}");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let lms = Lms::start().await;
    for path in ["/api/people", "/lti/jwks", "/lti/authorize", "/nothing/here"] {
        let answer = lms.http.get(lms.url(path)).send().await.unwrap();
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(answer.headers().contains_key("referrer-policy"), "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn a_body_over_two_megabytes_is_refused() {
    let lms = Lms::start().await;
    for path in ["/api/people", "/lti/authorize"] {
        let request = lms.http.post(lms.url(path)).header("content-type", "application/json");
        let answer = request.body("x".repeat(3 * 1024 * 1024)).send().await;
        assert!(answer.is_err() || answer.unwrap().status() == StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
}
