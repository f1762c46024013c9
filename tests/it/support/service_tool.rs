//! A tool without pages: it signs assertions, gets access tokens, and calls services.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::{Client, Response};
use serde_json::{Value, json};

pub(crate) const LINE_ITEM: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
pub(crate) const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
pub(crate) const RESULT: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";

/// The client id and the `kid` of the key.
const NAME: &str = "service-tool";

/// A tool that is registered with the PEM of its key.
pub(crate) struct ServiceTool {
    http: Client,
    key: KeyPair,
    /// Of the campus, with a slash at the end.
    home: String,
}

impl ServiceTool {
    /// Registers itself on a campus.
    pub(crate) async fn register(home: &str) -> Self {
        let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let tool = Self { http: Client::new(), key, home: home.to_owned() };
        let registration = json!({
            "client_id": NAME, "name": "Service tool", "deployments": ["service-1"], "pem": tool.pem(),
            "login_url": "http://localhost:9/login", "target_link_uri": "http://localhost:9/",
        });
        tool.control("PUT", "registrations", registration).await;
        tool
    }

    fn pem(&self) -> String {
        let der: PublicKeyX509Der<'_> = self.key.public_key().as_der().unwrap();
        let text = STANDARD.encode(der.as_ref());
        let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }

    /// A call of the control API that succeeds.
    pub(crate) async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let request = self.http.request(method.parse().unwrap(), format!("{}api/{path}", self.home));
        let request = if method == "GET" { request } else { request.json(&body) };
        let response = request.send().await.unwrap();
        let (status, text) = (response.status(), response.text().await.unwrap());
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// A course with so many learners, `learner-1` and on.
    pub(crate) async fn course(&self, id: &str, learners: usize) {
        self.control("POST", "courses", json!({"id": id, "title": id})).await;
        for learner in (1..=learners).map(learner) {
            self.control("POST", "people", json!({"id": learner, "name": learner})).await;
            let roles = ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"];
            let enrolment = json!({"course": id, "person": learner, "roles": roles});
            self.control("POST", "enrolments", enrolment).await;
        }
        let link = json!({"id": format!("{id}-link"), "course": id, "client_id": NAME, "title": "Quiz"});
        self.control("POST", "links", link).await;
    }

    /// A line item of this tool, as the control API shows it: `id` and `url` matter.
    pub(crate) async fn line_item(&self, course: &str, label: &str) -> Value {
        let item = json!({"course": course, "client_id": NAME, "label": label, "score_maximum": 100});
        self.control("POST", "line_items", item).await
    }

    /// An access token for these scopes.
    pub(crate) async fn token(&self, scopes: &[&str]) -> String {
        let endpoint = self.control("GET", "platform", Value::Null).await["token_endpoint"].clone();
        let endpoint = endpoint.as_str().unwrap();
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &self.assertion(endpoint)),
            ("scope", &scopes.join(" ")),
        ];
        let answer = self.http.post(endpoint).form(&fields).send().await.unwrap();
        let (status, body) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{status} {body}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["scope"], scopes.join(" "), "all that was asked is granted");
        body["access_token"].as_str().unwrap().to_owned()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a tool of the test's own has no clock but that of the system"
    )]
    fn assertion(&self, audience: &str) -> String {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let claims = json!({
            "iss": NAME, "sub": NAME, "aud": audience, "iat": since.as_secs(), "exp": since.as_secs() + 60,
            "jti": format!("{}", since.as_nanos()),
        });
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": NAME});
        let message = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Posts one final score; whoever asks decides what the answer means.
    pub(crate) async fn post_score(
        &self,
        line_item: &str,
        token: &str,
        score: &Score,
    ) -> reqwest::Result<Response> {
        self.http
            .post(with_segment(line_item, "scores"))
            .bearer_auth(token)
            .header("content-type", "application/vnd.ims.lis.v1.score+json")
            .body(score.json().to_string())
            .send()
            .await
    }

    /// The results of a line item, all pages.
    pub(crate) async fn results(&self, line_item: &str, token: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut next = Some(with_segment(line_item, "results"));
        while let Some(url) = next {
            let request = self.http.get(&url).bearer_auth(token);
            let answer = request
                .header("accept", "application/vnd.ims.lis.v2.resultcontainer+json")
                .send()
                .await
                .unwrap();
            next = next_page(&answer);
            let (status, body) = (answer.status(), answer.text().await.unwrap());
            assert!(status.is_success(), "{url}: {status} {body}");
            all.extend(serde_json::from_str::<Vec<Value>>(&body).unwrap());
        }
        all
    }
}

/// The id of the n-th learner.
pub(crate) fn learner(number: usize) -> String {
    format!("learner-{number}")
}

/// One score of a learner.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Score {
    pub(crate) person: String,
    pub(crate) given: f64,
    /// Milliseconds after some morning.
    pub(crate) at: u64,
}

impl Score {
    pub(crate) fn new(person: String, given: f64, at: u64) -> Self {
        Self { person, given, at }
    }

    /// The moment as ISO 8601 (AGS-064).
    pub(crate) fn timestamp(&self) -> String {
        let (seconds, milliseconds) = (self.at / 1000, self.at % 1000);
        let (hours, minutes) = (8 + seconds / 3600, seconds / 60 % 60);
        format!("2025-11-24T{hours:02}:{minutes:02}:{:02}.{milliseconds:03}Z", seconds % 60)
    }

    fn json(&self) -> Value {
        json!({
            "userId": self.person, "scoreGiven": self.given, "scoreMaximum": 100, "timestamp": self.timestamp(),
            "activityProgress": "Completed", "gradingProgress": "FullyGraded",
        })
    }
}

/// A URL with one more segment in its path; the query stays (AGS-060).
fn with_segment(url: &str, segment: &str) -> String {
    match url.split_once('?') {
        Some((path, query)) => format!("{path}/{segment}?{query}"),
        None => format!("{url}/{segment}"),
    }
}

/// The address with the relation `next`, where there is one.
fn next_page(answer: &Response) -> Option<String> {
    let links = answer.headers().get_all("link").iter().filter_map(|value| value.to_str().ok());
    let next = links.flat_map(|value| value.split(',')).find(|link| link.contains("rel=\"next\""))?;
    let (_, rest) = next.split_once('<')?;
    Some(rest.split_once('>')?.0.to_owned())
}
