//! The values as files: JSON, lines for `.env`, lines for a shell.

use serde_json::json;

use super::known::Known;

/// The variables that a tool gets, as Homeroom itself sets them for a tool that it starts.
fn variables(known: &Known) -> [(&'static str, &str); 6] {
    let endpoints = &known.endpoints;
    [
        ("HOMEROOM_ISSUER", &endpoints.issuer),
        ("HOMEROOM_CLIENT_ID", &known.client_id),
        ("HOMEROOM_DEPLOYMENT_ID", &known.deployment),
        ("HOMEROOM_AUTH_URL", &endpoints.authorization_endpoint),
        ("HOMEROOM_TOKEN_URL", &endpoints.token_endpoint),
        ("HOMEROOM_JWKS_URL", &endpoints.jwks_uri),
    ]
}

/// One JSON object with every value.
pub(crate) fn json(known: &Known) -> String {
    let endpoints = &known.endpoints;
    let value = json!({
        "issuer": endpoints.issuer,
        "client_id": known.client_id,
        "deployment_ids": known.deployments,
        "authorization_endpoint": endpoints.authorization_endpoint,
        "token_endpoint": endpoints.token_endpoint,
        "jwks_uri": endpoints.jwks_uri,
        "openid_configuration": known.configuration,
        "jwks": known.jwks,
    });
    format!("{value:#}\n")
}

/// The lines of an `.env` file.
pub(crate) fn env(known: &Known) -> String {
    lines(known, |name, value| format!("{name}={}\n", in_env(value)))
}

/// Lines for a shell as on Linux and macOS.
pub(crate) fn export(known: &Known) -> String {
    lines(known, |name, value| format!("export {name}={}\n", in_shell(value)))
}

/// Lines for PowerShell.
pub(crate) fn powershell(known: &Known) -> String {
    lines(known, |name, value| format!("$env:{name} = '{}'\n", value.replace('\'', "''")))
}

fn lines(known: &Known, line: impl Fn(&str, &str) -> String) -> String {
    variables(known).map(|(name, value)| line(name, value)).concat()
}

/// Characters that mean only themselves to every reader of such files, and to every shell.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/@%+,".contains(c))
}

/// Readers of `.env` files agree on plain values only; else single quotes, in which most change nothing.
fn in_env(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if text.contains('\'') {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$"));
    }
    format!("'{text}'")
}

fn in_shell(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd() -> Known {
        Known { client_id: "it's $HOME \"a\"".into(), ..Known::sample() }
    }

    #[test]
    fn plain_values_stay_bare() {
        assert!(env(&Known::sample()).starts_with("HOMEROOM_ISSUER=http://localhost:8080/main\n"));
        assert!(export(&Known::sample()).contains("\nexport HOMEROOM_CLIENT_ID=client-1\n"));
        assert!(powershell(&Known::sample()).contains("\n$env:HOMEROOM_CLIENT_ID = 'client-1'\n"));
    }

    #[test]
    fn odd_values_are_quoted_as_each_reader_wants() {
        assert!(export(&odd()).contains(r#"HOMEROOM_CLIENT_ID='it'\''s $HOME "a"'"#), "{}", export(&odd()));
        assert!(env(&odd()).contains(r#"HOMEROOM_CLIENT_ID="it's \$HOME \"a\"""#), "{}", env(&odd()));
        assert!(powershell(&odd()).contains(r#"= 'it''s $HOME "a"'"#), "{}", powershell(&odd()));
    }

    #[test]
    fn the_object_holds_all_values_and_the_keys() {
        let value: serde_json::Value = serde_json::from_str(&json(&odd())).unwrap();
        assert_eq!(value["client_id"], "it's $HOME \"a\"");
        assert_eq!(value["deployment_ids"][1], "2");
        assert_eq!(value["jwks"]["keys"][0]["kty"], "RSA");
    }
}
