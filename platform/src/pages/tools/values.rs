//! What a tool must know about its campus, in the forms in which tools want it.

pub(crate) mod forms;
pub(crate) mod known;
pub(crate) mod page;

use serde::Serialize;
use serde_json::json;

use crate::domain::campus::Endpoints;

/// One value with its name and one sentence about it.
#[derive(Debug, Serialize)]
pub(crate) struct Value {
    name: &'static str,
    text: Option<String>,
    help: &'static str,
}

/// All values, in the order in which tools ask for them.
pub(crate) fn rows(endpoints: &Endpoints, client_id: Option<&str>, deployments: &[String]) -> Vec<Value> {
    let row = |name, help, text: Option<String>| Value { name, text, help };
    let known = |value: &str| Some(value.to_owned());
    let deployments = (!deployments.is_empty()).then(|| deployments.join(", "));
    vec![
        row(
            "Issuer",
            "Who signs: the iss of each id_token, compared character by character.",
            known(&endpoints.issuer),
        ),
        row(
            "Client id",
            "The name of the tool at this campus: the aud of each id_token.",
            client_id.map(str::to_owned),
        ),
        row("Deployment id", "One installation of the tool; a tool may have several.", deployments),
        row(
            "Authorization URL",
            "Where the tool sends the browser to ask for the id_token.",
            known(&endpoints.authorization_endpoint),
        ),
        row("Token URL", "Where the tool's server asks for access tokens.", known(&endpoints.token_endpoint)),
        row("JWKS URL", "The public keys of this campus.", known(&endpoints.jwks_uri)),
    ]
}

/// The values as lines of an environment file.
pub(crate) fn as_env(endpoints: &Endpoints, client_id: Option<&str>, deployments: &[String]) -> String {
    let lines = [
        ("ISSUER", endpoints.issuer.as_str()),
        ("CLIENT_ID", client_id.unwrap_or_default()),
        ("DEPLOYMENT_ID", deployments.first().map_or("", String::as_str)),
        ("AUTH_URL", &endpoints.authorization_endpoint),
        ("TOKEN_URL", &endpoints.token_endpoint),
        ("JWKS_URL", &endpoints.jwks_uri),
    ];
    lines.map(|(name, value)| format!("HOMEROOM_{name}={value}\n")).concat()
}

/// The values as one JSON object.
pub(crate) fn as_json(endpoints: &Endpoints, client_id: Option<&str>, deployments: &[String]) -> String {
    let value = json!({
        "issuer": endpoints.issuer,
        "client_id": client_id,
        "deployment_ids": deployments,
        "authorization_endpoint": endpoints.authorization_endpoint,
        "token_endpoint": endpoints.token_endpoint,
        "jwks_uri": endpoints.jwks_uri,
    });
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

#[cfg(test)]
pub(crate) fn sample_endpoints() -> Endpoints {
    Endpoints {
        issuer: "http://localhost:8080/main".into(),
        authorization_endpoint: "http://localhost:8080/main/lti/authorize".into(),
        token_endpoint: "http://localhost:8080/main/lti/token".into(),
        jwks_uri: "http://localhost:8080/main/lti/jwks".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn env_lines_use_the_names_that_a_started_tool_gets() {
        let env = as_env(&sample_endpoints(), Some("client"), &["1".into(), "2".into()]);
        assert_eq!(env.lines().next(), Some("HOMEROOM_ISSUER=http://localhost:8080/main"));
        assert!(env.contains("HOMEROOM_DEPLOYMENT_ID=1\n") && env.contains("HOMEROOM_JWKS_URL="), "{env}");
    }

    #[test]
    fn the_json_form_is_json() {
        let value: serde_json::Value =
            serde_json::from_str(&as_json(&sample_endpoints(), None, &["1".into()])).unwrap();
        assert_eq!(value["client_id"], serde_json::Value::Null);
        assert_eq!(value["deployment_ids"][0], "1");
    }
}
