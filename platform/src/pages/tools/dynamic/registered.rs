//! What a tool said about itself when it registered itself, and what the campus gave it.

use serde::Serialize;

use crate::domain::introduction::Message;
use crate::domain::registration::Registration;
use crate::pages::parts::Mark;

/// A registration that a tool made of itself.
#[derive(Debug, Serialize)]
pub(crate) struct Registered {
    pub(crate) client_id: String,
    pub(crate) name: String,
    logo: Option<String>,
    rows: Vec<Row>,
    scopes: Vec<Scope>,
    messages: Vec<MessageRow>,
}

/// One thing that was registered, with its values as they are, and one sentence about it.
#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    texts: Vec<String>,
    /// Whether they are short, and stand beside each other.
    inline: bool,
    help: &'static str,
}

/// A scope and whether the tool has it.
#[derive(Debug, Serialize)]
struct Scope {
    name: String,
    state: Mark,
}

#[derive(Debug, Serialize)]
struct MessageRow {
    kind: String,
    target: Option<String>,
    label: Option<String>,
    icon: Option<String>,
    placements: Vec<String>,
    roles: Vec<String>,
    custom: Vec<(String, String)>,
}

impl Registered {
    /// The registration as it stands. `asked` are the scopes that the tool asked for, where that is still known.
    pub(crate) fn new(tool: &Registration, asked: &[String]) -> Self {
        Self {
            client_id: tool.client_id.to_string(),
            name: tool.name.clone(),
            logo: tool.introduction.logo_uri.as_ref().map(|url| url.as_str().to_owned()),
            rows: rows(tool),
            scopes: scopes(tool, asked),
            messages: tool.introduction.messages.iter().map(MessageRow::from).collect(),
        }
    }
}

fn rows(tool: &Registration) -> Vec<Row> {
    let said = &tool.introduction;
    let url = |url: Option<&crate::domain::edge::WebUrl>| url.map(|url| url.as_str().to_owned());
    let row = |name, help, texts: Vec<String>| Row {
        name,
        inline: texts.iter().all(|text| text.len() < 24),
        texts,
        help,
    };
    let custom = tool.custom.iter().map(|(name, value)| format!("{name}={value}"));
    vec![
        row("Name", "`client_name`: how this campus shows the tool.", vec![tool.name.clone()]),
        row(
            "Client id",
            "Given by this campus: the `aud` of each id_token.",
            vec![tool.client_id.to_string()],
        ),
        row(
            "Deployments",
            "Given by this campus: one installation of the tool each.",
            tool.deployments.iter().map(ToString::to_string).collect(),
        ),
        row(
            "Login URL",
            "`initiate_login_uri`: where a launch begins.",
            vec![tool.login_url.as_str().to_owned()],
        ),
        row(
            "Target link URI",
            "`target_link_uri`: what a link opens that names nothing else.",
            vec![tool.target_link_uri.as_str().to_owned()],
        ),
        row(
            "Redirect URIs",
            "`redirect_uris`: where the id_token may go, compared character by character.",
            tool.redirect_uris.iter().map(|uri| uri.as_str().to_owned()).collect(),
        ),
        row(
            "Deep linking URL",
            "Where the tool lets a teacher pick content.",
            url(tool.deep_linking_url.as_ref()).into_iter().collect(),
        ),
        row(
            "JWKS URL",
            "`jwks_uri`: the public keys of the tool.",
            url(tool.jwks_url.as_ref()).into_iter().collect(),
        ),
        row(
            "Domains",
            "`domain` and `secondary_domains`: the hosts that all its URLs lie on.",
            said.domain.iter().chain(&said.secondary_domains).cloned().collect(),
        ),
        row("Custom parameters", "Sent with every launch; variables are replaced.", custom.collect()),
        row(
            "Claims",
            "What the tool wishes to learn. What it does learn, the registration says under Personal data.",
            said.claims.clone(),
        ),
    ]
}

/// What was asked for and what was granted, each scope once.
fn scopes(tool: &Registration, asked: &[String]) -> Vec<Scope> {
    let granted = tool.scopes.iter().map(|name| Scope { name: name.clone(), state: Mark::passed("granted") });
    let refused = asked.iter().filter(|name| !tool.may_ask_for(name));
    let refused = refused.map(|name| Scope { name: name.clone(), state: Mark::warned("not granted") });
    granted.chain(refused).collect()
}

impl From<&Message> for MessageRow {
    fn from(message: &Message) -> Self {
        let url = |url: &Option<crate::domain::edge::WebUrl>| url.as_ref().map(|url| url.as_str().to_owned());
        Self {
            kind: message.kind.clone(),
            target: url(&message.target_link_uri),
            label: message.label.clone(),
            icon: url(&message.icon_uri),
            placements: message.placements.clone(),
            roles: message.roles.clone(),
            custom: message.custom_parameters.clone().into_iter().collect(),
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;

    /// A tool that said as much as it could, or as little.
    pub(crate) fn tool(text: &str, much: bool) -> Registration {
        let full = serde_json::json!({
            "client_id": "client/1", "name": text, "login_url": "http://localhost:3000/login",
            "target_link_uri": "http://localhost:3000/", "redirect_uris": ["http://localhost:3000/launch"],
            "deep_linking_url": "http://localhost:3000/pick", "jwks_url": null, "pem": null, "deployments": ["1", "2"],
            "alg": "RS256", "privacy": "all", "custom": {"a": text}, "scopes": ["s"],
            "registration_url": "http://localhost:3000/register", "invitation": "4f2a",
            "logo_uri": "http://localhost:3000/logo.png", "domain": "localhost:3000", "claims": ["sub", text],
            "messages": [
                {"type": "LtiResourceLinkRequest"},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": "http://localhost:3000/pick", "label": text,
                 "icon_uri": "http://localhost:3000/i.png", "custom_parameters": {"mode": text},
                 "placements": ["ContentArea"], "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]},
            ],
        });
        let mut tool: Registration = serde_json::from_value(full).unwrap();
        if !much {
            tool.introduction = crate::domain::introduction::Introduction::default();
            tool.scopes = Vec::new();
        }
        tool
    }

    pub(crate) fn all() -> [Registered; 2] {
        let hard = crate::pages::samples::HARD_NAME;
        [Registered::new(&tool(hard, true), &["t".to_owned()]), Registered::new(&tool("My tool", false), &[])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_that_was_asked_for_and_not_granted_is_told() {
        let tool = samples::tool("My tool", true);
        let asked = ["s".to_owned(), "t".to_owned()];
        let told: Vec<(String, Mark)> =
            scopes(&tool, &asked).into_iter().map(|scope| (scope.name, scope.state)).collect();
        assert_eq!(
            told,
            [("s".to_owned(), Mark::passed("granted")), ("t".to_owned(), Mark::warned("not granted"))]
        );
    }
}
