//! A tool that calls services: its assertions, its access tokens, its calls.

use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::picker::Tool;
use crate::support::{Lms, lti, merge, text};

pub(crate) const ITEM: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
pub(crate) const ITEM_READONLY: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
pub(crate) const RESULT: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";
pub(crate) const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
pub(crate) const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
pub(crate) const ALL: &[&str] = &[ITEM, ITEM_READONLY, RESULT, SCORE, ROSTER];

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A registered tool with a key set that is served, and the platform that knows it.
pub(crate) struct Caller {
    pub(crate) tool: Tool,
    pub(crate) lms: Lms,
}

impl Caller {
    pub(crate) async fn start() -> Self {
        let (tool, lms) = Tool::start().await;
        Self { tool, lms }
    }

    /// The tool, as it is registered.
    pub(crate) async fn registration(&self) -> Value {
        let all = self.lms.get("/api/registrations").await;
        let own = |tool: &&Value| tool["client_id"] == self.tool.client.as_str();
        all.as_array().unwrap().iter().find(own).unwrap().clone()
    }

    /// The claims of a good assertion, with what differs from it; `null` removes a claim.
    pub(crate) async fn claims(&self, differences: Value) -> Value {
        let now = now();
        let endpoint = text(&self.lms.get("/api/platform").await, "token_endpoint");
        let mut claims = json!({
            "iss": self.tool.client, "sub": self.tool.client, "aud": endpoint, "iat": now, "exp": now + 300,
            "jti": unique(), lti("deployment_id"): self.registration().await["deployments"][0],
        });
        merge(&mut claims, differences);
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        claims
    }

    /// A good assertion, with what differs from it.
    pub(crate) async fn assertion(&self, differences: Value) -> String {
        let key = &self.tool.key;
        key.sign(&json!({"alg": "RS256", "typ": "JWT", "kid": key.kid}), &self.claims(differences).await)
    }

    /// The form of a good request.
    pub(crate) async fn form(&self, scopes: &[&str]) -> Vec<(String, String)> {
        self.form_with(&self.assertion(json!({})).await, scopes)
    }

    /// The form of a request with this assertion.
    #[expect(clippy::unused_self, reason = "read beside `form` in the tests")]
    pub(crate) fn form_with(&self, assertion: &str, scopes: &[&str]) -> Vec<(String, String)> {
        crate::support::pairs(&[
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion),
            ("scope", &scopes.join(" ")),
        ])
    }

    /// Posts a form to the token endpoint.
    pub(crate) async fn ask(&self, form: &[(String, String)]) -> Response {
        self.lms.http.post(self.lms.url("/lti/token")).form(form).send().await.unwrap()
    }

    /// Asks with an assertion that differs from a good one: status and answer.
    pub(crate) async fn ask_with(&self, differences: Value) -> (u16, Value) {
        let assertion = self.assertion(differences).await;
        told(self.ask(&self.form_with(&assertion, ALL)).await).await
    }

    /// A token for these scopes.
    pub(crate) async fn token(&self, scopes: &[&str]) -> String {
        let (status, answer) = told(self.ask(&self.form(scopes).await).await).await;
        assert_eq!(status, 200, "{answer}");
        text(&answer, "access_token")
    }

    /// A call of a service with a token.
    pub(crate) fn call(&self, method: Method, url: &str, token: &str) -> RequestBuilder {
        self.lms.http.request(method, url).bearer_auth(token)
    }

    /// The URL of a service of a course.
    pub(crate) fn service(&self, course: &str, tail: &str) -> String {
        self.lms.url(&format!("/lti/courses/{course}/{tail}"))
    }

    /// The newest exchange of a kind, with its secrets.
    pub(crate) async fn last(&self, kind: &str) -> Value {
        let found = self.lms.get(&format!("/api/exchanges?kind={kind}&secrets=shown")).await;
        found["exchanges"].as_array().unwrap().last().unwrap().clone()
    }

    /// The requirements of the findings on the newest exchange of a kind, with their places.
    pub(crate) async fn findings(&self, kind: &str) -> Vec<String> {
        let exchange = self.last(kind).await;
        let told = |finding: &Value| format!("{} {}", text(finding, "requirement"), text(finding, "where"));
        exchange["findings"].as_array().map(|all| all.iter().map(told).collect()).unwrap_or_default()
    }
}

/// Status and JSON of an answer.
pub(crate) async fn told(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let body = answer.text().await.unwrap();
    (status, serde_json::from_str(&body).unwrap_or_else(|_| panic!("no JSON: {body}")))
}

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the tool's own clock, which no platform sets")]
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

fn unique() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("assertion-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
