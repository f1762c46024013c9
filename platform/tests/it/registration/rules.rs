//! What a tool says about itself is checked rule by rule: most breaches are told, a few refuse.

use reqwest::Method;
use serde_json::{Value, json};

use super::tool::{Invited, TOOL_CONFIGURATION, metadata};
use crate::support::text;

/// Sets a member by its path; null takes it away.
fn with(path: &str, value: Value) -> Value {
    let mut changed = metadata();
    let (parent, member) = match path.strip_prefix("lti.") {
        Some(member) => (&mut changed[TOOL_CONFIGURATION], member),
        None => (&mut changed, path),
    };
    if value.is_null() {
        parent.as_object_mut().unwrap().remove(member);
    } else {
        parent[member] = value;
    }
    changed
}

/// Each change with the one rule that it breaks.
fn told() -> Vec<(Value, &'static str)> {
    let message = |message: Value| json!([message]);
    vec![
        (with("application_type", json!(null)), "DYN-040"),
        (with("application_type", json!("native")), "DYN-040"),
        (with("response_types", json!(["code"])), "DYN-041"),
        (with("response_types", json!("id_token")), "DYN-041"),
        (with("grant_types", json!(["implict", "client_credentials"])), "DYN-041"),
        (with("grant_types", json!(null)), "DYN-041"),
        (with("client_name", json!(null)), "DYN-042"),
        (with("client_name", json!(" ")), "DYN-042"),
        (with("jwks_uri", json!(null)), "DYN-042"),
        (with("jwks_uri", json!("/jwks")), "DYN-042"),
        (with("token_endpoint_auth_method", json!(null)), "DYN-043"),
        (with("scope", json!(null)), "DYN-044"),
        (with("scope", json!(["openid"])), "DYN-044"),
        (with("scope", json!("https://x.example/everything")), "DYN-044"),
        (with("logo_uri", json!("logo.png")), "DYN-045"),
        (with("contacts", json!("dev@tool.test")), "DYN-045"),
        (with("lti.domain", json!("http://tool.localhost:9")), "DYN-046"),
        (with("lti.claims", json!(null)), "DYN-046"),
        (with("lti.messages", json!(["LtiResourceLinkRequest"])), "DYN-046"),
        (with("lti.secondary_domains", json!(["https://x.example/"])), "DYN-047"),
        (with("lti.custom_parameters", json!({"a": 1})), "DYN-047"),
        (with("lti.target_link_uri", json!("https://elsewhere.example/")), "DYN-048"),
        (
            with("redirect_uris", json!(["http://tool.localhost:9/launch", "https://elsewhere.example/"])),
            "DYN-048",
        ),
        (with("lti.messages", message(json!({"label": "x"}))), "DYN-049"),
        (
            with("lti.messages", message(json!({"type": "LtiResourceLinkRequest", "placements": "x"}))),
            "DYN-049",
        ),
        (with("lti.messages", message(json!({"type": "LtiSubmissionReviewRequest"}))), "DYN-050"),
        (with("lti.claims", json!(["iss", "phone_number"])), "DYN-051"),
    ]
}

#[tokio::test]
async fn each_broken_rule_is_told_and_the_tool_is_registered_all_the_same() {
    let mut invited = Invited::start(json!({})).await;
    for (changed, requirement) in told() {
        let (status, answer) = invited.register(changed.clone()).await;
        assert_eq!(status, 201, "{requirement}: {answer}");
        assert_eq!(invited.requirements().await, [requirement], "{changed}");
        invited = invited.again(json!({})).await;
    }
}

#[tokio::test]
async fn what_nothing_can_be_registered_without_is_refused_with_the_reason() {
    let invited = Invited::start(json!({})).await;
    let (uris, metadata) = ("invalid_redirect_uri", "invalid_client_metadata");
    for (changed, error, place) in [
        (with("initiate_login_uri", json!(null)), metadata, "initiate_login_uri"),
        (with("initiate_login_uri", json!("javascript:alert(1)")), metadata, "initiate_login_uri"),
        (with("redirect_uris", json!(null)), uris, "redirect_uris"),
        (with("redirect_uris", json!([])), uris, "redirect_uris"),
        (with("redirect_uris", json!("http://tool.localhost:9/launch")), uris, "redirect_uris"),
        (with("redirect_uris", json!(["/launch"])), uris, "redirect_uris"),
        (with("redirect_uris", json!(["http://tool.localhost:9/#x"])), uris, "redirect_uris"),
        (with("redirect_uris", json!([7])), uris, "redirect_uris"),
        (with(TOOL_CONFIGURATION, json!(null)), metadata, "lti-tool-configuration"),
        (with(TOOL_CONFIGURATION, json!([])), metadata, "lti-tool-configuration"),
        (with("lti.target_link_uri", json!(null)), metadata, "target_link_uri"),
        (with("lti.target_link_uri", json!("file:///etc/passwd")), metadata, "target_link_uri"),
        (json!({}), metadata, "initiate_login_uri"),
    ] {
        let (status, answer) = invited.register(changed.clone()).await;
        assert_eq!((status.as_u16(), &answer["error"]), (400, &json!(error)), "{changed}");
        let description = text(&answer, "error_description");
        assert!(description.contains(place) && description.contains("expected"), "{description}");
    }
    assert_eq!(invited.shown().await["status"], "open");
    assert_eq!(invited.lms.get("/api/registrations").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn all_broken_rules_are_told_at_once() {
    let invited = Invited::start(json!({})).await;
    assert_eq!(invited.register(json!({})).await.0, 400);
    let told = invited.requirements().await;
    for requirement in ["DYN-040", "DYN-041", "DYN-042", "DYN-043", "DYN-044", "DYN-046"] {
        assert!(told.iter().any(|one| one == requirement), "{requirement} not in {told:?}");
    }
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused() {
    let invited = Invited::start(json!({})).await;
    let url = text(&invited.told, "registration_endpoint");
    let good = metadata().to_string();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (media_type, body, status) in [
        ("text/plain", good.clone(), 415),
        ("application/x-www-form-urlencoded", "client_name=x".to_owned(), 415),
        ("application/json", String::new(), 400),
        ("application/json", "[]".to_owned(), 400),
        ("application/json", "\"{}\"".to_owned(), 400),
        ("application/json", deep, 400),
        ("application/json", format!("{{\"x\": \"{}\"}}", "x".repeat(1_100_000)), 413),
        ("application/json", format!("{{\"x\": \"{}\"}}", "x".repeat(2_200_000)), 413),
        ("application/json; charset=utf-8", good, 201),
    ] {
        let call = invited.call(Method::POST, &url).header("content-type", media_type).body(body);
        assert_eq!(call.send().await.unwrap().status().as_u16(), status, "{media_type}");
    }
    assert_eq!(invited.requirements().await, ["DYN-005"; 8]);
}

#[tokio::test]
async fn another_method_is_told_which_ones_there_are() {
    let invited = Invited::start(json!({})).await;
    let url = text(&invited.told, "registration_endpoint");
    for (url, allow) in [(url, "POST"), (invited.lms.url("/lti/registrations/x"), "GET, PUT, DELETE")] {
        let answer = invited.call(Method::PATCH, &url).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers()["allow"].to_str().unwrap()), (405, allow));
    }
    assert_eq!(invited.exchanges().await.len(), 1);
}

/// Garbage in every member is told or refused, never a failure of ours.
#[tokio::test]
async fn garbage_in_every_member_is_refused_or_told() {
    let mut invited = Invited::start(json!({})).await;
    let good = metadata();
    let of_lti = good[TOOL_CONFIGURATION].as_object().unwrap().keys().map(|name| format!("lti.{name}"));
    let names: Vec<String> = good.as_object().unwrap().keys().cloned().chain(of_lti).collect();
    let nested = json!([[[{"a": [null]}]]]);
    let garbage = [
        json!(""),
        json!("\0"),
        json!("é漢\u{202e}"),
        json!(-1),
        json!(true),
        json!({}),
        json!([null, 7, {}]),
        nested,
    ];
    for name in names {
        for value in &garbage {
            let (status, answer) = invited.register(with(&name, value.clone())).await;
            assert!([201, 400].contains(&status.as_u16()), "{name}={value}: {answer}");
            if status == 201 {
                invited = invited.again(json!({})).await;
            }
        }
    }
}

#[tokio::test]
async fn garbage_in_headers_and_addresses_is_refused() {
    let invited = Invited::start(json!({})).await;
    let awkward = ["", "%00", "%ff", "%2e%2e", "a%20b", &"a".repeat(5000)];
    for segment in awkward {
        for path in [
            format!("/lti/register/{segment}"),
            format!("/lti/registrations/{segment}"),
            format!("/.well-known/openid-configuration?invitation={segment}"),
            format!("/api/invitations/{segment}"),
            format!("/.well-known/{segment}"),
        ] {
            let answer =
                invited.lms.http.get(invited.lms.url(&path)).bearer_auth(segment).send().await.unwrap();
            assert!(!answer.status().is_server_error(), "{path:.60}: {}", answer.status());
        }
    }
}
