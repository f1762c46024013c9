//! Faults of an invitation: each does its one thing.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use reqwest::Response;
use serde_json::{Value, json};

use super::tool::{Invited, PLATFORM_CONFIGURATION, ROSTER, SCORE, TOOL_CONFIGURATION, metadata};
use crate::faults::catalogue;
use crate::support::{Lms, lti, text};

const STRANGER: &str = "http://stranger.example/x";

async fn with(fault: &str) -> Invited {
    Invited::start(order(fault)).await
}

fn order(fault: &str) -> Value {
    let needs = ["other_campus", "redirect_foreign", "endpoint.foreign"];
    let with = needs.iter().any(|end| fault.ends_with(end)).then_some(STRANGER);
    json!({"faults": [{"name": fault, "with": with}]})
}

/// What differs from the honest configuration, member by member.
fn differences(honest: &Value, given: &Value) -> BTreeSet<String> {
    let (honest, given) = (honest.as_object().unwrap(), given.as_object().unwrap());
    let names = honest.keys().chain(given.keys());
    names.filter(|name| honest.get(*name) != given.get(*name)).cloned().collect()
}

/// The configuration of an invitation with a fault, and how it differs from one without.
async fn configured(fault: &str) -> (Value, BTreeSet<String>) {
    let honest = Invited::start(json!({})).await;
    let before = honest.configuration().await;
    let mut faulty = honest.again(order(fault)).await;
    let mut after = faulty.configuration().await;
    let other = text(&faulty.told, "registration_endpoint");
    let own = text(&before, "registration_endpoint");
    let compared: Value = serde_json::from_str(&after.to_string().replace(&other, &own)).unwrap();
    assert_eq!(faulty.register(metadata()).await.0, 201, "{fault}");
    faulty.told = json!(null);
    let changed = differences(&before, &compared);
    after["port"] = json!(faulty.lms.platform.url().port());
    (after, changed)
}

#[tokio::test]
async fn a_false_issuer_is_all_that_is_false() {
    for (fault, expected) in [
        ("other_host", "http://lms.school.test:PORT/main"),
        ("other_port", "http://localhost:NEXT/main"),
        ("sub_domain", "http://lms.localhost:PORT/main"),
        ("look_alike", "http://localhost.evil.test:PORT/main"),
        ("user_info", "http://localhost:PORT@evil.test/main"),
        ("other_campus", STRANGER),
    ] {
        let (configuration, changed) = configured(&format!("registration.issuer.{fault}")).await;
        let port = configuration["port"].as_u64().unwrap();
        let expected = expected.replace("PORT", &port.to_string()).replace("NEXT", &(port + 1).to_string());
        assert_eq!(text(&configuration, "issuer"), expected);
        assert_eq!(changed, BTreeSet::from(["issuer".to_owned()]), "{fault}");
    }
}

#[tokio::test]
async fn a_member_is_missing_and_nothing_else() {
    for member in ["authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint"] {
        let (_, changed) = configured(&format!("registration.configuration.without.{member}")).await;
        assert_eq!(changed, BTreeSet::from([member.to_owned()]));
    }
    for (fault, member) in [
        ("without_claims", "claims_supported"),
        ("without_platform_configuration", PLATFORM_CONFIGURATION),
        ("scopes_openid_only", "scopes_supported"),
    ] {
        let (_, changed) = configured(&format!("registration.configuration.{fault}")).await;
        assert_eq!(changed, BTreeSet::from([member.to_owned()]));
    }
}

#[tokio::test]
async fn the_part_of_lti_differs_in_one_thing() {
    for (fault, member, expected) in [
        (
            "messages_as_strings",
            "messages_supported",
            json!(["LtiResourceLinkRequest", "LtiDeepLinkingRequest"]),
        ),
        ("without_deep_linking", "messages_supported", json!([{"type": "LtiResourceLinkRequest"}])),
        ("without_variables", "variables", json!(null)),
    ] {
        let (configuration, changed) = configured(&format!("registration.configuration.{fault}")).await;
        assert_eq!(changed, BTreeSet::from([PLATFORM_CONFIGURATION.to_owned()]));
        assert_eq!(configuration[PLATFORM_CONFIGURATION][member], expected);
    }
    let (configuration, changed) = configured("registration.configuration.unknown_members").await;
    assert!(changed.contains("x_unheard_of") && changed.contains(PLATFORM_CONFIGURATION), "{changed:?}");
    assert!(!changed.contains("issuer"), "{changed:?}");
    assert!(configuration[PLATFORM_CONFIGURATION].get("x_unheard_of").is_some());
}

#[tokio::test]
async fn the_endpoint_is_a_file_or_a_stranger() {
    for (fault, expected) in [("file", "file:///etc/passwd"), ("foreign", STRANGER)] {
        let faulty = with(&format!("registration.endpoint.{fault}")).await;
        assert_eq!(faulty.configuration().await["registration_endpoint"], expected);
    }
}

async fn outline(answer: Response) -> (u16, String, String) {
    let header = answer.headers().get("location").or_else(|| answer.headers().get("content-type"));
    let header = header.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (answer.status().as_u16(), header, answer.text().await.unwrap())
}

#[tokio::test]
async fn something_else_comes_in_the_place_of_the_configuration() {
    for (fault, status, header, body) in [
        ("html", 200, "text/html; charset=utf-8", "<!doctype html>"),
        ("empty", 200, "application/json", ""),
        ("not_json", 200, "application/json", "{\"client_id\": \"client-"),
        ("array", 200, "application/json", "[{\"authorization_endpoint\""),
        ("status_404", 404, "application/json", "{\"error\":\"not_found\""),
        ("status_500", 500, "application/json", "{\"error\":\"server_error\""),
        ("redirect_foreign", 302, STRANGER, ""),
        ("huge", 200, "application/json", "{\"authorization_endpoint\""),
    ] {
        let faulty = with(&format!("registration.configuration.{fault}")).await;
        let (given, head, text) = outline(faulty.ask().await).await;
        assert_eq!((given, head.as_str()), (status, header), "{fault}");
        assert!(text.starts_with(body), "{fault}: {}", &text[..100.min(text.len())]);
        assert_eq!(text.len() > 5_000_000, fault == "huge");
    }
}

#[tokio::test]
async fn a_loop_leads_to_the_same_address() {
    let faulty = with("registration.configuration.redirect_loop").await;
    let (status, to, _) = outline(faulty.ask().await).await;
    assert_eq!((status, to), (302, text(&faulty.told, "configuration_url")));
}

#[tokio::test]
async fn an_endless_configuration_goes_on_and_is_written_down_at_once() {
    let faulty = with("registration.configuration.endless").await;
    let mut answer = faulty.ask().await;
    let (mut length, start) = (0, Instant::now());
    while start.elapsed() < Duration::from_millis(400) || length < 2 * 1024 * 1024 {
        length += answer.chunk().await.unwrap().unwrap().len();
    }
    let seen = &faulty.exchanges().await[0];
    assert!(length > 2 * 1024 * 1024 && seen["response_cut"].is_object(), "{length}");
    assert!(text(seen, "response_body").starts_with("{\"issuer\":\""));
    drop(answer);
    faulty.lms.platform.stop().await;
}

#[tokio::test]
async fn a_silent_endpoint_is_written_down_at_once() {
    for fault in ["registration.configuration.slow", "registration.answer.slow"] {
        let faulty = with(fault).await;
        let waits = async {
            if fault.contains("answer") { faulty.post(&metadata()).await } else { faulty.ask().await }
        };
        assert!(tokio::time::timeout(Duration::from_millis(300), waits).await.is_err(), "{fault}");
        assert_eq!(faulty.exchanges().await[0]["status"], 0);
        assert_eq!(faulty.shown().await["status"], "open");
    }
}

#[tokio::test]
async fn a_registration_that_is_refused_or_garbled_leaves_nothing() {
    for (fault, status, body) in [
        ("status_400", 400, "{\"error\":\"invalid_client_metadata\""),
        ("status_401", 401, "{\"error\":\"invalid_token\""),
        ("status_500", 500, "{\"error\":\"server_error\""),
        ("html", 200, "<!doctype html>"),
        ("empty", 201, ""),
        ("not_json", 201, "{\"client_id\""),
        ("without_client_id", 201, "{\"application_type\":\"web\""),
    ] {
        let faulty = with(&format!("registration.answer.{fault}")).await;
        let (given, _, text) = outline(faulty.post(&metadata()).await).await;
        assert_eq!(given, status, "{fault}");
        assert!(text.starts_with(body) && !text.contains("\"client_id\":\"client"), "{fault}: {text}");
        assert_eq!(faulty.shown().await["status"], "open", "{fault}");
        assert_eq!(faulty.lms.get("/api/registrations").await.as_array().unwrap().len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn what_is_registered_differs_in_one_thing() {
    let faulty = with("registration.answer.status_200").await;
    assert_eq!(faulty.register(metadata()).await.0, 200);
    let faulty = faulty.again(order("registration.answer.fewer_scopes")).await;
    assert_eq!(faulty.register(metadata()).await.1["scope"], SCORE);
    assert_eq!(faulty.shown().await["registration"]["scopes"], json!([SCORE]));
    let faulty = faulty.again(order("registration.answer.fewer_scopes")).await;
    let mut one = metadata();
    one["scope"] = json!(ROSTER);
    assert_eq!(faulty.register(one).await.1["scope"], ROSTER);
    let faulty = faulty.again(order("registration.answer.extra_members")).await;
    let (_, answer) = faulty.register(metadata()).await;
    assert!(answer.get("x_unheard_of").is_some() && answer[TOOL_CONFIGURATION].get("x_unheard_of").is_some());
    let faulty = faulty.again(order("registration.answer.without_deployment")).await;
    let (_, answer) = faulty.register(metadata()).await;
    assert_eq!(answer[TOOL_CONFIGURATION]["deployment_id"], json!(null));
    assert_eq!(faulty.shown().await["registration"]["deployments"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn claims_that_were_not_granted_are_not_sent() {
    let mut faulty = with("registration.answer.other_claims").await;
    let (_, answer) = faulty.register(metadata()).await;
    assert_eq!(answer[TOOL_CONFIGURATION]["claims"], json!(["iss", "sub"]));
    faulty.lms.client = text(&answer, "client_id");
    let claims = faulty.lms.payload(json!({})).await;
    assert!(claims.get("email").is_none() && claims["sub"] == "ben" && claims[lti("roles")].is_array());
}

/// A fault of an invitation is for no campus and no launch.
#[tokio::test]
async fn they_are_ordered_with_invitations_only() {
    let lms = Lms::start().await;
    let all = [catalogue(&lms, "configuration").await, catalogue(&lms, "registration").await].concat();
    assert!(all.len() > 35, "{}", all.len());
    for fault in all {
        let name = text(&fault, "name");
        let armed =
            lms.put("/api/faults", json!({"armed": [{"name": name, "with": fault.get("with")}]})).await;
        assert_eq!(armed.status(), 422, "{name}");
        let invited = lms.post("/api/invitations", order(&name)).await;
        assert_eq!(invited.status(), 201, "{name}");
    }
}
