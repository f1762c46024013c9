//! Dynamic registration: a tool reads the configuration, registers itself, and its launches work.

mod configuration;
mod faults;
mod invitations;
mod managed;
mod rules;
mod tool;

use reqwest::StatusCode;
use serde_json::json;

use crate::support::text;
use tool::{Invited, TOOL_CONFIGURATION, metadata};

#[tokio::test]
async fn a_tool_registers_itself_and_is_launched() {
    let invited = Invited::start(json!({"registration_url": "http://tool.localhost:9/register?a=1"})).await;
    let configuration = invited.configuration().await;
    assert_eq!(configuration["registration_endpoint"], invited.told["registration_endpoint"]);
    let (status, answer) = invited.register(metadata()).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let client = text(&answer, "client_id");
    let deployment = text(&answer[TOOL_CONFIGURATION], "deployment_id");
    let shown = invited.shown().await;
    assert_eq!((&shown["status"], &shown["client_id"]), (&json!("used"), &json!(client)));
    assert_eq!(shown["findings"], json!([]));
    assert_eq!(shown["registration"]["deployments"], json!([deployment]));
}
