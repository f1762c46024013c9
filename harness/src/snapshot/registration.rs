//! What a tool asked of the platform to register itself, as lines.

use serde_json::Value;

use super::exchange::{Block, Shower};
use super::labels::masked;
use super::time::Now;
use super::token;
use crate::registration_calls::{RegistrationCall, Step};

/// The parameter that marks the configuration of an invitation.
const INVITATION: &str = "invitation";

/// How scopes and names begin.
const SPECIFICATIONS: &str = "https://purl.imsglobal.org/spec/";

/// The member that says what the tool is.
const TOOL: &str = "https://purl.imsglobal.org/spec/lti-tool-configuration";

impl Shower<'_> {
    /// Shows the next call of the tool.
    pub(super) fn show_registration(&mut self, call: &RegistrationCall) -> Block {
        self.now = Now::around(call.at_ms.div_euclid(1000));
        let path = self.registration_path(call);
        self.line(format!("tool: {} [platform]{path}", call.method));
        let query = call.url.split_once('?').map_or("", |(_, query)| query);
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let value =
                if name == INVITATION { self.labels.name(INVITATION, &value) } else { masked(&value) };
            let name = self.labels.text(&name);
            self.line(format!("  > query {name}: {value}"));
        }
        let authorization = match call.request_header("authorization").map(|header| header.split_once(' ')) {
            None => "none".to_owned(),
            Some(Some((scheme, token))) => {
                format!("{scheme} {}", self.labels.name("registration-token", token))
            }
            Some(None) => "[value]".to_owned(),
        };
        self.line(format!("  > authorization: {authorization}"));
        if let Some(media_type) = call.request_header("content-type") {
            let media_type = self.labels.text(media_type);
            self.line(format!("  > content-type: {media_type}"));
        }
        self.registration_body(call);
        self.line(format!("  < {}{}", call.status, answered(call)));
        std::mem::take(&mut self.block)
    }

    /// The path, with a label for the invitation at its end.
    fn registration_path(&mut self, call: &RegistrationCall) -> String {
        match (call.step, call.path().rsplit_once("/register/")) {
            (Step::Registration, Some((before, invitation))) => {
                let invitation = self.labels.name(INVITATION, invitation);
                format!("{}/register/{invitation}", self.labels.base(before))
            }
            _ => self.labels.base(call.path()),
        }
    }

    fn registration_body(&mut self, call: &RegistrationCall) {
        if call.request_body.is_empty() {
            return;
        }
        let body = call.content().map_or_else(|| call.request_body.clone(), |body| short(body).to_string());
        match token::json_lines(&body, self.now.roughly(), self.keys, &mut self.labels) {
            Some(lines) => lines.into_iter().for_each(|line| self.line(format!("  > {line}"))),
            None => self.line("  > body: not JSON".to_owned()),
        }
    }
}

/// The scopes one by one, and names without what they all begin with.
fn short(mut body: Value) -> Value {
    let Some(members) = body.as_object_mut() else { return body };
    if let Some(Value::String(scope)) = members.get("scope") {
        let scopes = scope.split(' ').map(|scope| scope.replace(SPECIFICATIONS, ""));
        let scopes = Value::Array(scopes.map(Value::String).collect());
        members.insert("scope (each)".to_owned(), scopes);
        members.remove("scope");
    }
    if let Some(tool) = members.remove(TOOL) {
        members.insert(TOOL.replace(SPECIFICATIONS, ""), tool);
    }
    body
}

fn answered(call: &RegistrationCall) -> String {
    let header = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
    let media_type = call.response_headers.iter().find(header).map_or("", |(_, value)| value);
    match media_type.split(';').next().unwrap_or_default().trim() {
        "" => String::new(),
        essence => format!(" {essence}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use url::Url;

    use super::super::keys::Keys;
    use super::super::labels::Labels;
    use super::super::scope::Scope;
    use super::*;

    #[test]
    fn a_registration_is_shown_in_words_that_stay_the_same() {
        let platform = Url::parse("http://localhost:81/main").unwrap();
        let tool = Url::parse("http://localhost:90/").unwrap();
        let scope = Scope::new("ab12cd", Some(&platform), &[tool], None, Vec::new());
        let keys = Keys::default();
        let mut shower = Shower::new(Labels::new(&scope), &keys, Now::around(0));
        let calls = json!([
            {
                "number": 1, "at": "2026-11-22T09:00:00Z", "kind": "configuration", "method": "GET",
                "url": "/enrolment/.well-known/openid-configuration?invitation=i-77", "status": 200,
                "request_headers": [["authorization", "Bearer rt-1"]], "request_body": "",
                "response_headers": [["content-type", "application/json"]], "response_body": "{}",
            },
            {
                "number": 2, "at": "2026-11-22T09:00:00Z", "kind": "registration", "method": "POST",
                "url": "/enrolment/lti/register/i-77", "status": 201,
                "request_headers": [["authorization", "Bearer rt-1"], ["content-type", "application/json"]],
                "request_body": r#"{"jwks_uri":"http://localhost:90/keys","client_name":"Quizzes","scope":"openid https://purl.imsglobal.org/spec/a"}"#,
                "response_headers": [], "response_body": "{}",
            },
        ]);
        let calls: Vec<RegistrationCall> = serde_json::from_value(calls).unwrap();
        let shown: Vec<_> = calls.iter().flat_map(|call| shower.show_registration(call).lines).collect();
        assert_eq!(
            shown,
            [
                "tool: GET [platform]/enrolment/.well-known/openid-configuration",
                "  > query invitation: [invitation-1]",
                "  > authorization: Bearer [registration-token-1]",
                "  < 200 application/json",
                "tool: POST [platform]/enrolment/lti/register/[invitation-1]",
                "  > authorization: Bearer [registration-token-1]",
                "  > content-type: application/json",
                "  > client_name: \"Quizzes\"",
                "  > jwks_uri: \"[tool]/keys\"",
                "  > scope (each)[0]: \"openid\"",
                "  > scope (each)[1]: \"a\"",
                "  < 201",
            ]
        );
    }
}
