//! Each rule with calls that keep it, in ways that are unusual and right, and with one that breaks it.

mod grades;
mod rosters;
mod tokens;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::super::answer::ToolKeys;
use super::super::key_set::KeySet;
use super::*;

const NOW: i64 = 1_764_000_000;
const COURSE: &str = "http://lms/main/lti/courses/bio";
const SCOPES: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/";
const ROSTER_SCOPE: &str = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// A call of the course, a second after the one before it.
fn call(number: u64, kind: &'static str, method: &str, url: &str) -> Wire {
    let at = i64::try_from(number).unwrap();
    Wire {
        number,
        campus: "main".to_owned(),
        whose: Some("the case `grades.final`".to_owned()),
        at_ms: (NOW + at) * 1000,
        lasted_ms: 5,
        kind,
        course: (kind != "token").then(|| "bio".to_owned()),
        method: method.to_owned(),
        url: url.to_owned(),
        request_headers: header("Authorization", "Bearer at-1"),
        status: 200,
        ..Wire::default()
    }
}

fn header(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}

impl Wire {
    fn with_header(mut self, name: &str, value: &str) -> Self {
        self.request_headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.request_headers.extend(header(name, value));
        self
    }

    fn without_header(mut self, name: &str) -> Self {
        self.request_headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self
    }

    fn with_body(mut self, body: &Value) -> Self {
        self.request_body = body.to_string();
        self
    }

    fn answered(mut self, status: u16, body: &Value) -> Self {
        self.status = status;
        self.response_body = body.to_string();
        self
    }

    fn leading_to(mut self, link: &str) -> Self {
        self.response_headers.extend(header("link", link));
        self
    }
}

/// The claims of a good assertion.
fn claims() -> Value {
    json!({
        "iss": "tool", "sub": "tool", "aud": "http://lms/main/lti/token", "iat": NOW, "exp": NOW + 300, "jti": "j-1",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
    })
}

fn assertion(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2ln", part(header), part(claims))
}

/// A good request for all scopes, and the access token `at-<number>`.
fn token_request(number: u64, claims: &Value) -> Wire {
    let assertion = assertion(&json!({"alg": "RS256", "kid": "k", "typ": "JWT"}), claims);
    token_request_with(number, &fields(&assertion))
}

fn fields(assertion: &str) -> Vec<(&'static str, String)> {
    let scopes = ["lineitem", "score", "result.readonly"].map(|scope| format!("{SCOPES}{scope}"));
    vec![
        ("grant_type", "client_credentials".to_owned()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned()),
        ("client_assertion", assertion.to_owned()),
        ("scope", format!("{} {ROSTER_SCOPE}", scopes.join(" "))),
    ]
}

fn token_request_with(number: u64, fields: &[(&str, String)]) -> Wire {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let scope = fields.iter().find(|(name, _)| *name == "scope").map(|(_, scope)| scope.clone());
    let token = json!({
        "access_token": format!("at-{number}"), "token_type": "bearer", "expires_in": 3600, "scope": scope,
    });
    let wire = call(number, "token", "POST", "http://lms/main/lti/token").without_header("Authorization");
    let wire = wire.with_header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    Wire { request_body: body, ..wire }.answered(200, &token)
}

/// What a launch told the tool: a learner in the course, its line item, its roster.
fn launch() -> Message {
    let payload = json!({
        "aud": "tool", "sub": "ada",
        "https://purl.imsglobal.org/spec/lti/claim/roles": [LEARNER],
        "https://purl.imsglobal.org/spec/lti/claim/context": {"id": "bio"},
        "https://purl.imsglobal.org/spec/lti/claim/resource_link": {"id": "link-1"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
            "scope": [format!("{SCOPES}score"), format!("{SCOPES}lineitem")],
            "lineitems": format!("{COURSE}/lineitems?type_id=7"),
            "lineitem": format!("{COURSE}/lineitems/5?type_id=7"),
        },
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": format!("{COURSE}/memberships?type_id=7"), "service_versions": ["2.0"],
        },
    });
    Message { campus: "main".to_owned(), payload: payload.into() }
}

/// A teacher of the same course, whose launch names no line item.
fn teacher_launch() -> Message {
    let mut launch = launch();
    let mut payload = (*launch.payload).clone();
    payload["sub"] = "boole".into();
    payload["https://purl.imsglobal.org/spec/lti/claim/roles"] =
        json!(["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"]);
    launch.payload = payload.into();
    launch
}

fn client(campus: &str, keys: ToolKeys) -> Client {
    Client {
        campus: campus.to_owned(),
        id: "tool".to_owned(),
        deployments: vec!["1".to_owned()],
        audiences: vec![format!("http://lms/{campus}/lti/token")],
        scopes: vec![format!("{SCOPES}result.readonly"), ROSTER_SCOPE.to_owned()],
        keys,
    }
}

fn published() -> ToolKeys {
    let set = r#"{"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"}]}"#;
    ToolKeys::Published(KeySet::read(set).unwrap())
}

fn facts() -> Facts {
    let clients = vec![client("main", published()), client("north", published())];
    Facts { clients, messages: vec![launch(), teacher_launch()], moved: Vec::new() }
}

fn evidence_with(calls: Vec<Wire>, facts: Facts) -> Evidence {
    Evidence::gather(calls.into_iter().map(|wire| Arc::new(Call::read(wire))).collect(), facts)
}

fn judged(calls: Vec<Wire>, rule: &str) -> Judged {
    evidence_with(calls, facts()).judge(rule).unwrap_or_else(|| panic!("no rule `{rule}`"))
}

fn broken(calls: Vec<Wire>, rule: &str) -> String {
    match judged(calls, rule) {
        Judged::Broken(broken) => format!("{} / {}", broken.expected, broken.actual),
        other => panic!("`{rule}`: {other:?}"),
    }
}

/// Judges by all rules; those that are broken, by name.
fn broken_rules(calls: &[Wire]) -> Vec<&'static str> {
    let evidence = evidence_with(calls.to_vec(), facts());
    let is_broken = |rule: &&str| matches!(evidence.judge(rule), Some(Judged::Broken(_)));
    rule_names().into_iter().filter(is_broken).collect()
}

#[test]
fn an_unknown_rule_is_not_silently_kept() {
    assert_eq!(Evidence::default().judge("token: methd"), None);
}

#[test]
fn without_calls_nothing_is_seen_and_it_is_said_of_what() {
    for rule in rule_names() {
        let judged = Evidence::default().judge(rule);
        assert!(matches!(judged, Some(Judged::NothingSeen(why)) if why.contains("the tool has")), "{rule}");
    }
}

#[test]
fn every_rule_has_a_name_of_its_own() {
    let mut names = rule_names();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_failure_names_the_call_its_case_and_how_many_are_like_it() {
    let bad = |number| token_request_with(number, &[("grant_type", "password".to_owned())]);
    let text = broken(vec![bad(3), bad(4), bad(5)], "token: grant_type");
    assert!(
        text.contains("`grant_type` = `password` in call 3 of campus `main`, POST http://lms/main/lti/token"),
        "{text}"
    );
    assert!(text.contains("(the case `grades.final`); and 2 more calls are like it"), "{text}");
}
