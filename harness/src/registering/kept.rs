//! Registrations that a tool has made before: it keeps them as the platform does, so they are used again.

use url::Url;

use crate::control::{Campus, ControlError, KnownTool};

/// The newest `wanted` registrations that the tool has made at that address, the oldest of them first.
pub(super) async fn find(campus: &Campus, at: &Url, wanted: usize) -> Result<Vec<KnownTool>, ControlError> {
    let known = campus.known_tools().await?;
    Ok(newest(known, at.as_str(), &campus.endpoints.issuer, wanted))
}

/// A registration counts for the issuer that the tool was told: with another address of the platform it is another one.
fn newest(known: Vec<KnownTool>, at: &str, issuer: &str, wanted: usize) -> Vec<KnownTool> {
    let is_it = |tool: &KnownTool| {
        tool.registration_url.as_deref() == Some(at) && tool.issuer.as_deref() == Some(issuer)
    };
    let mut made: Vec<_> = known.into_iter().filter(is_it).collect();
    made.sort_by_key(|tool| tool.registered_ms);
    made.split_off(made.len().saturating_sub(wanted))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tool(client: &str, url: Option<&str>, issuer: Option<&str>, at_ms: i64) -> KnownTool {
        serde_json::from_value(json!({
            "client_id": client, "deployments": ["1"], "login_url": "http://t.test/login",
            "target_link_uri": "http://t.test/", "registration_url": url, "issuer": issuer, "registered_ms": at_ms,
        }))
        .unwrap()
    }

    fn found(wanted: usize) -> Vec<String> {
        let (url, issuer) = (Some("http://t.test/register"), Some("http://l.test/main"));
        let known = vec![
            tool("third", url, issuer, 30),
            tool("described", None, None, 90),
            tool("other address", Some("http://t.test/other"), issuer, 80),
            tool("other issuer", url, Some("http://l.test:81/main"), 70),
            tool("first", url, issuer, 10),
            tool("second", url, issuer, 20),
        ];
        let found = newest(known, "http://t.test/register", "http://l.test/main", wanted);
        found.into_iter().map(|tool| tool.client_id).collect()
    }

    #[test]
    fn the_newest_registrations_of_this_tool_with_this_issuer_are_used_again() {
        assert_eq!(found(1), ["third"]);
        assert_eq!(found(2), ["second", "third"]);
        assert_eq!(found(4), ["first", "second", "third"]);
    }
}
