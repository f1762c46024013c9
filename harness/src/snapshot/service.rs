//! A call of a service, as lines: what the tool sent, and how the platform answered.

use super::exchange::{Block, Shower};
use super::labels::masked;
use super::mask::Place;
use super::time::Now;
use super::token;
use crate::service_calls::{CallKind, ServiceCall};

/// Parameters of service addresses that the standards give a meaning; others are the platform's own.
const SPOKEN: &[&str] =
    &["limit", "role", "rlid", "resource_link_id", "resource_id", "tag", "user_id", "type_id"];

/// How every scope begins.
const SCOPES: &str = "https://purl.imsglobal.org/spec/";

impl Shower<'_> {
    /// Shows the next call of the tool.
    pub(super) fn show_call(&mut self, call: &ServiceCall) -> Block {
        self.now = Now::around(call.at_ms.div_euclid(1000));
        let path = self.service_path(call.path());
        self.line(format!("tool: {} [platform]{path}", call.method));
        for (name, value) in call.query() {
            let value =
                if SPOKEN.contains(&name.as_str()) { self.labels.word(&value) } else { masked(&value) };
            let name = self.labels.text(&name);
            self.line(format!("  > query {name}: {value}"));
        }
        if call.kind != CallKind::Token {
            let authorization = self.authorization(call);
            self.line(format!("  > authorization: {authorization}"));
        }
        for name in ["accept", "content-type"] {
            if let Some(value) = call.request_header(name) {
                let value = self.labels.text(value);
                self.line(format!("  > {name}: {value}"));
            }
        }
        self.call_content(call);
        let media_type = call.response_header("content-type").unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let separator = if essence.is_empty() { "" } else { " " };
        self.line(format!("  < {}{separator}{essence}", call.status));
        std::mem::take(&mut self.block)
    }

    /// The path, with a label for a line item that the platform has named by chance.
    fn service_path(&mut self, path: &str) -> String {
        let mut shown = Vec::new();
        let mut before = "";
        for segment in path.split('/') {
            let made_by_chance = before == "lineitems" && self.labels.scope.made_in(segment).is_none();
            shown.push(if made_by_chance {
                self.labels.name("line-item", segment)
            } else {
                self.labels.base(segment)
            });
            before = segment;
        }
        shown.join("/")
    }

    fn authorization(&mut self, call: &ServiceCall) -> String {
        match (call.bearer(), call.request_header("authorization")) {
            (Some(token), _) => format!("Bearer {}", self.labels.name("access-token", token)),
            (None, Some(other)) => masked(other),
            (None, None) => "none".to_owned(),
        }
    }

    fn call_content(&mut self, call: &ServiceCall) {
        if call.request_body.is_empty() {
            return;
        }
        if call.kind == CallKind::Token {
            let short = |(name, value): (String, String)| {
                let value = if name == "scope" { value.replace(SCOPES, "") } else { value };
                (name, value)
            };
            return self.pairs("  > form ", Place::Field, call.form().into_iter().map(short).collect());
        }
        match token::json_lines(&call.request_body, self.now.roughly(), self.keys, &mut self.labels) {
            Some(lines) => lines.into_iter().for_each(|line| self.line(format!("  > {line}"))),
            None => self.line("  > body: not JSON".to_owned()),
        }
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
    use crate::service_calls::tests::call;

    fn shown(calls: &[serde_json::Value]) -> Vec<String> {
        let platform = Url::parse("http://localhost:81/main").unwrap();
        let (scope, keys) = (Scope::new("ab12cd", Some(&platform), &[], None, Vec::new()), Keys::default());
        let mut shower = Shower::new(Labels::new(&scope), &keys, Now::around(0));
        calls.iter().flat_map(|one| shower.show_call(&call(one)).lines).collect()
    }

    #[test]
    fn a_score_is_shown_in_words_that_stay_the_same() {
        let score = json!({
            "kind": "ags", "url": "/main/lti/courses/course-3-ab12cd/lineitems/line-x7/scores?type_id=7&page=Zm9v",
            "request_headers": [["authorization", "Bearer secret"], ["content-type", "application/vnd.ims.lis.v1.score+json"]],
            "request_body": r#"{"userId":"person-3-ab12cd","timestamp":"2026-11-22T08:59:48.123Z","scoreGiven":45}"#,
            "response_headers": [["content-type", "application/json; charset=utf-8"]],
        });
        assert_eq!(
            shown(&[score]),
            [
                "tool: POST [platform]/main/lti/courses/course-[id-1]/lineitems/[line-item-1]/scores",
                "  > query type_id: 7",
                "  > query page: [value]",
                "  > authorization: Bearer [access-token-1]",
                "  > content-type: application/vnd.ims.lis.v1.score+json",
                "  > scoreGiven: 45",
                "  > timestamp: \"now\"",
                "  > userId: \"person-[id-1]\"",
                "  < 200 application/json",
            ]
        );
    }

    #[test]
    fn a_call_without_a_token_shows_and_so_does_a_body_that_is_none() {
        let bare =
            json!({"kind": "nrps", "method": "GET", "url": "/m", "request_body": "<xml>", "status": 401});
        assert_eq!(
            shown(&[bare]),
            ["tool: GET [platform]/m", "  > authorization: none", "  > body: not JSON", "  < 401"]
        );
    }

    #[test]
    fn a_request_for_a_token_is_a_form_whose_assertion_is_taken_apart() {
        let asked =
            json!({"request_body": "grant_type=client_credentials&client_assertion=e30.e30.a&scope=x"});
        let lines = shown(&[asked]);
        assert_eq!(
            lines[1..4],
            [
                "  > form client_assertion: [token-1]",
                "  > form grant_type: client_credentials",
                "  > form scope: x",
            ]
        );
    }
}
