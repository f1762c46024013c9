//! What becomes of a registration: its launches, and what its tool reads and changes of it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::tool::{Invited, ROSTER, SCORE, TOOL_CONFIGURATION, metadata};
use crate::support::{lti, payload, text};

/// A tool that registered itself, and what it was told.
async fn registered() -> (Invited, Value) {
    let mut invited = Invited::start(json!({"registration_url": "http://tool.localhost:9/register"})).await;
    let (status, answer) = invited.register(metadata()).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    invited.lms.client = text(&answer, "client_id");
    (invited, answer)
}

async fn manage(invited: &Invited, method: Method, told: &Value, body: Option<&Value>) -> (u16, Value) {
    let call = invited.lms.http.request(method, text(told, "registration_client_uri"));
    let call = call.bearer_auth(text(told, "registration_access_token"));
    let call = if let Some(body) = body { call.json(body) } else { call };
    let answer = call.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn the_answer_has_the_metadata_as_they_were_registered() {
    let (invited, answer) = registered().await;
    let mut expected = metadata();
    expected["client_id"] = answer["client_id"].clone();
    expected["scope"] = json!(format!("{SCORE} {ROSTER}"));
    expected[TOOL_CONFIGURATION]["deployment_id"] = answer[TOOL_CONFIGURATION]["deployment_id"].clone();
    let mut given = answer.clone();
    for member in ["registration_client_uri", "registration_access_token"] {
        assert!(given.as_object_mut().unwrap().remove(member).unwrap().is_string());
    }
    assert_eq!(given, expected);
    let row = &invited.lms.get("/api/registrations").await[1];
    assert_eq!(
        (&row["registration_url"], &row["issuer"]),
        (&json!("http://tool.localhost:9/register"), &json!(invited.lms.url("")))
    );
    assert_eq!(
        (&row["login_url"], &row["deep_linking_url"]),
        (&json!("http://tool.localhost:9/login"), &json!("http://tool.localhost:9/picker"))
    );
    assert_eq!(row["messages"][1]["label"], "Add quiz");
    assert!(row["registered_ms"].as_i64().unwrap() > 1_700_000_000_000);
}

#[tokio::test]
async fn what_the_tool_said_reaches_its_launches() {
    let (invited, _) = registered().await;
    let claims = invited.lms.payload(json!({})).await;
    assert_eq!(claims[lti("custom")], json!({"context": "algebra-1", "mode": "plain"}));
    assert_eq!(claims[lti("target_link_uri")], "http://tool.localhost:9/launch");
    let launch = invited.lms.prepare_picking(json!({})).await;
    let claims = payload(launch.answered().await.get("id_token").unwrap());
    assert_eq!(claims[lti("custom")], json!({"context": "algebra-1", "mode": "pick"}));
    assert_eq!(claims[lti("target_link_uri")], "http://tool.localhost:9/picker");
}

#[tokio::test]
async fn a_message_for_links_says_what_links_open() {
    let mut invited = Invited::start(json!({})).await;
    let mut other = metadata();
    other[TOOL_CONFIGURATION]["messages"][0]["target_link_uri"] = json!("http://tool.localhost:9/links");
    invited.lms.client = text(&invited.register(other).await.1, "client_id");
    let claims = invited.lms.payload(json!({})).await;
    assert_eq!(claims[lti("target_link_uri")], "http://tool.localhost:9/links");
}

#[tokio::test]
async fn a_tool_reads_its_registration() {
    let (invited, told) = registered().await;
    assert_eq!(manage(&invited, Method::GET, &told, None).await, (200, told));
    assert_eq!(invited.exchanges().await.len(), 2);
}

#[tokio::test]
async fn a_change_keeps_client_and_deployment_and_is_checked_like_a_registration() {
    let (invited, told) = registered().await;
    let mut new = metadata();
    new["client_name"] = json!("New name");
    new["scope"] = json!(SCORE);
    new[TOOL_CONFIGURATION]["messages"] = json!([{"type": "LtiResourceLinkRequest"}]);
    assert_eq!(manage(&invited, Method::PUT, &told, Some(&new)).await.0, 400);
    new["client_id"] = told["client_id"].clone();
    let (status, answer) = manage(&invited, Method::PUT, &told, Some(&new)).await;
    assert_eq!((status, &answer["client_name"], &answer["scope"]), (200, &json!("New name"), &json!(SCORE)));
    assert_eq!(answer[TOOL_CONFIGURATION]["deployment_id"], told[TOOL_CONFIGURATION]["deployment_id"]);
    let row = &invited.lms.get("/api/registrations").await[1];
    assert_eq!((&row["name"], &row["deep_linking_url"]), (&json!("New name"), &json!(null)));
    assert_eq!(row["registration_url"], "http://tool.localhost:9/register");
    new["redirect_uris"] = json!([]);
    let (status, answer) = manage(&invited, Method::PUT, &told, Some(&new)).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_redirect_uri")));
    invited.lms.payload(json!({})).await;
}

#[tokio::test]
async fn without_its_own_token_a_tool_reads_and_changes_nothing() {
    let (invited, told) = registered().await;
    let url = text(&told, "registration_client_uri");
    let used = invited.token();
    for token in [None, Some("wrong"), Some(used.as_str())] {
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            let call = invited.lms.http.request(method, &url).json(&metadata());
            let call = if let Some(token) = token { call.bearer_auth(token) } else { call };
            assert_eq!(call.send().await.unwrap().status(), 401, "{token:?}");
        }
    }
    assert_eq!(invited.lms.get("/api/registrations").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_tool_ends_its_registration() {
    let (invited, told) = registered().await;
    assert_eq!(manage(&invited, Method::DELETE, &told, None).await.0, 204);
    assert_eq!(manage(&invited, Method::GET, &told, None).await.0, 401);
    let shown = invited.shown().await;
    assert_eq!((&shown["status"], &shown["registration"]), (&json!("used"), &json!(null)));
}

#[tokio::test]
async fn a_client_id_that_was_given_anew_is_another_tools() {
    let (invited, told) = registered().await;
    let client = text(&told, "client_id");
    let url = invited.lms.url(&format!("/api/registrations/{client}"));
    assert_eq!(invited.lms.http.delete(url).send().await.unwrap().status(), 204);
    invited.lms.register(json!({"client_id": client})).await;
    assert_eq!(manage(&invited, Method::GET, &told, None).await.0, 401);
}

#[tokio::test]
async fn an_edit_by_the_campus_keeps_what_the_tool_said_about_itself() {
    let (invited, told) = registered().await;
    let before = invited.lms.get("/api/registrations").await[1].clone();
    let edit = json!({"client_id": told["client_id"], "name": "Renamed", "deep_linking_url": before["deep_linking_url"]});
    invited.lms.register(edit).await;
    let after = invited.lms.get("/api/registrations").await[1].clone();
    assert_eq!(after["name"], "Renamed");
    for member in
        ["invitation", "registration_url", "issuer", "messages", "claims", "about", "deployments", "scopes"]
    {
        assert_eq!(after[member], before[member], "{member}");
    }
}
