//! A tool that follows an invitation.

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::{Lms, text};

pub(crate) const TOOL_CONFIGURATION: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";
pub(crate) const PLATFORM_CONFIGURATION: &str = "https://purl.imsglobal.org/spec/lti-platform-configuration";
pub(crate) const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
pub(crate) const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";

/// A platform that has invited a tool.
pub(crate) struct Invited {
    pub(crate) lms: Lms,
    /// What was said about the invitation.
    pub(crate) told: Value,
}

impl Invited {
    pub(crate) async fn start(order: Value) -> Self {
        Self::at(Lms::start().await, order).await
    }

    pub(crate) async fn at(lms: Lms, order: Value) -> Self {
        let answer = lms.post("/api/invitations", order).await;
        let status = answer.status();
        let told: Value = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{told}");
        Self { lms, told }
    }

    /// The same platform with another invitation.
    pub(crate) async fn again(self, order: Value) -> Self {
        Self::at(self.lms, order).await
    }

    pub(crate) fn id(&self) -> String {
        text(&self.told, "id")
    }

    pub(crate) fn token(&self) -> String {
        text(&self.told, "token")
    }

    /// A request of the tool's server, with the token if there is one.
    pub(crate) fn call(&self, method: Method, url: &str) -> RequestBuilder {
        let call = self.lms.http.request(method, url);
        match self.told["token"].as_str() {
            Some(token) => call.bearer_auth(token),
            None => call,
        }
    }

    pub(crate) async fn ask(&self) -> Response {
        self.call(Method::GET, self.told["configuration_url"].as_str().unwrap()).send().await.unwrap()
    }

    pub(crate) async fn configuration(&self) -> Value {
        let answer = self.ask().await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    pub(crate) async fn post(&self, metadata: &Value) -> Response {
        let url = text(&self.told, "registration_endpoint");
        self.call(Method::POST, &url).json(metadata).send().await.unwrap()
    }

    /// What the tool is told when it registers itself.
    pub(crate) async fn register(&self, metadata: Value) -> (StatusCode, Value) {
        let answer = self.post(&metadata).await;
        (answer.status(), answer.json().await.unwrap())
    }

    /// What became of the invitation.
    pub(crate) async fn shown(&self) -> Value {
        self.lms.get(&format!("/api/invitations/{}", self.id())).await
    }

    /// The requirements that findings name, each with its place.
    pub(crate) async fn findings(&self) -> Vec<(String, String)> {
        let shown = self.shown().await;
        let all = shown["findings"].as_array().unwrap().iter();
        all.map(|finding| (text(finding, "requirement"), text(finding, "where"))).collect()
    }

    pub(crate) async fn requirements(&self) -> Vec<String> {
        self.findings().await.into_iter().map(|(requirement, _)| requirement).collect()
    }

    /// What the journal has of the invitation.
    pub(crate) async fn exchanges(&self) -> Vec<Value> {
        let path = format!("/api/exchanges?invitation={}", self.id());
        self.lms.get(&path).await["exchanges"].as_array().unwrap().clone()
    }
}

/// A good registration, as in the examples of the specification.
pub(crate) fn metadata() -> Value {
    json!({
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": "http://tool.localhost:9/login",
        "redirect_uris": ["http://tool.localhost:9/launch", "http://tool.localhost:9/picker"],
        "client_name": "Demo Tool",
        "client_name#fr": "Outil de démonstration",
        "jwks_uri": "http://tool.localhost:9/jwks",
        "logo_uri": "http://tool.localhost:9/logo.png",
        "client_uri": "http://tool.localhost:9/about",
        "token_endpoint_auth_method": "private_key_jwt",
        "contacts": ["dev@tool.test"],
        "scope": format!("{SCORE} {ROSTER}"),
        TOOL_CONFIGURATION: {
            "domain": "tool.localhost:9",
            "description": "Quizzes",
            "target_link_uri": "http://tool.localhost:9/launch",
            "custom_parameters": {"context": "$Context.id", "mode": "plain"},
            "claims": ["iss", "sub", "name", "email"],
            "messages": [
                {"type": "LtiResourceLinkRequest"},
                {
                    "type": "LtiDeepLinkingRequest",
                    "target_link_uri": "http://tool.localhost:9/picker",
                    "label": "Add quiz",
                    "icon_uri": "http://tool.localhost:9/i.png",
                    "placements": ["ContentArea"],
                    "custom_parameters": {"mode": "pick"},
                    "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"],
                },
            ],
        },
    })
}
