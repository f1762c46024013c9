//! What the platform says about itself, and to whom.

use homeroom_platform::{Platform, Settings};
use reqwest::Method;
use serde_json::{Value, json};

use super::tool::{Invited, PLATFORM_CONFIGURATION, ROSTER, SCORE, metadata};
use crate::support::{Lms, browser, in_memory, text};

#[tokio::test]
async fn the_configuration_has_everything_that_a_tool_must_find() {
    let lms = Lms::start().await;
    let configuration = lms.get("/.well-known/openid-configuration").await;
    assert_eq!(text(&configuration, "issuer"), lms.url(""));
    for (member, path) in [
        ("authorization_endpoint", "/lti/authorize"),
        ("token_endpoint", "/lti/token"),
        ("jwks_uri", "/lti/jwks"),
        ("registration_endpoint", "/lti/register"),
    ] {
        assert_eq!(text(&configuration, member), lms.url(path));
    }
    let has =
        |member: &str, value: &str| configuration[member].as_array().unwrap().contains(&Value::from(value));
    assert!(has("token_endpoint_auth_methods_supported", "private_key_jwt"));
    assert!(has("token_endpoint_auth_signing_alg_values_supported", "RS256"));
    assert!(has("id_token_signing_alg_values_supported", "RS256"));
    assert!(has("response_types_supported", "id_token") && has("subject_types_supported", "public"));
    assert!(has("claims_supported", "sub") && has("claims_supported", "email"));
    for scope in ["openid", SCORE, ROSTER] {
        assert!(has("scopes_supported", scope), "{scope}");
    }
}

#[tokio::test]
async fn the_part_of_lti_names_product_messages_and_variables() {
    let lms = Lms::start().await;
    let configuration = lms.get("/.well-known/openid-configuration").await;
    let lti = &configuration[PLATFORM_CONFIGURATION];
    assert_eq!((&lti["product_family_code"], lti["version"].is_string()), (&json!("homeroom"), true));
    assert_eq!(
        lti["messages_supported"],
        json!([{"type": "LtiResourceLinkRequest"}, {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]}])
    );
    let variables = lti["variables"].as_array().unwrap();
    assert!(variables.contains(&json!("Context.id")) && variables.len() > 50, "{variables:?}");
}

#[tokio::test]
async fn an_invitation_that_is_not_there_is_told() {
    let lms = Lms::start().await;
    let url = lms.url("/.well-known/openid-configuration?invitation=none");
    let answer = lms.http.get(url).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.json::<Value>().await.unwrap()["requirement"], "DYN-002");
}

#[tokio::test]
async fn whoever_needs_the_token_to_read_is_told_so_without_it() {
    let invited = Invited::start(json!({"configuration_needs_token": true})).await;
    let url = text(&invited.told, "configuration_url");
    let bare = invited.lms.http.get(&url).send().await.unwrap();
    assert_eq!(
        (bare.status().as_u16(), bare.headers()["www-authenticate"].to_str().unwrap()),
        (401, "Bearer realm=\"lti\"")
    );
    let wrong = invited.lms.http.get(&url).bearer_auth("wrong").send().await.unwrap();
    assert_eq!(wrong.status(), 401);
    assert!(wrong.headers()["www-authenticate"].to_str().unwrap().contains("invalid_token"));
    assert_eq!(invited.ask().await.status(), 200);
    let kinds: Vec<(Value, Value)> = invited
        .exchanges()
        .await
        .into_iter()
        .map(|seen| (seen["kind"].clone(), seen["status"].clone()))
        .collect();
    let seen = |status: u16| (json!("configuration"), json!(status));
    assert_eq!(kinds, [seen(401), seen(401), seen(200)]);
}

#[tokio::test]
async fn a_wrong_token_is_told_and_does_no_harm_where_none_is_needed() {
    let invited = Invited::start(json!({})).await;
    let url = text(&invited.told, "configuration_url");
    for header in ["Bearer wrong", "Basic abc", "Bearer"] {
        let answer = invited.lms.http.get(&url).header("authorization", header).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{header}");
    }
    assert_eq!(invited.findings().await.len(), 3);
    invited.configuration().await;
    assert_eq!(invited.findings().await.len(), 3);
}

/// A tool that loses the query of the configuration's URL finds its invitation by the token.
#[tokio::test]
async fn the_plain_addresses_know_an_invitation_by_its_token() {
    let invited = Invited::start(json!({})).await;
    let plain = invited.lms.url("/.well-known/openid-configuration");
    let answer: Value = invited.call(Method::GET, &plain).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["registration_endpoint"], invited.told["registration_endpoint"]);
    let endpoint = invited.lms.url("/lti/register");
    let answer = invited.call(Method::POST, &endpoint).json(&metadata()).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(
        (invited.shown().await["status"].clone(), invited.exchanges().await.len()),
        (json!("used"), 2)
    );
    let bare = invited.lms.http.post(&endpoint).json(&metadata()).send().await.unwrap();
    assert_eq!(bare.status(), 401);
}

/// The issuer and all below it is public; what servers call starts with the back-channel URL.
#[tokio::test]
async fn what_servers_call_starts_with_the_back_channel_url() {
    let url = |text: &str| Some(url::Url::parse(text).unwrap());
    let (public_url, backchannel_url) = (url("http://lms.localhost"), url("http://inside.localhost:81"));
    let platform = Platform::start(Settings { public_url, backchannel_url, ..in_memory() }).await.unwrap();
    let (http, api) = (browser(), |path: &str| format!("{}main{path}", platform.local_url()));
    let invited = http.post(api("/api/invitations")).json(&json!({})).send().await.unwrap();
    let told: Value = invited.json().await.unwrap();
    assert!(
        text(&told, "configuration_url")
            .starts_with("http://lms.localhost/main/.well-known/openid-configuration?")
    );
    assert!(
        text(&told, "registration_endpoint").starts_with("http://inside.localhost:81/main/lti/register/")
    );
    let configuration = http.get(api("/.well-known/openid-configuration")).send().await.unwrap();
    let configuration: Value = configuration.json().await.unwrap();
    assert_eq!(configuration["issuer"], "http://lms.localhost/main");
    assert_eq!(configuration["registration_endpoint"], "http://inside.localhost:81/main/lti/register");
}
