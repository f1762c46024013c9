//! What a tool asked of the services of the platform, as the journal of the platform has it.
//!
//! The shape is pure, so that the oracle can judge it.

use serde::Deserialize;
use serde_json::Value;

/// Where a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CallKind {
    /// To the token endpoint.
    Token,
    /// To line items, scores or results.
    Ags,
    /// To the members of a course.
    Nrps,
}

/// One call and its answer, verbatim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ServiceCall {
    /// In the journal of the campus; rises in the order in which calls ended.
    pub(crate) number: u64,
    #[serde(skip)]
    pub(crate) campus: String,
    /// When the call came, in milliseconds since 1970.
    #[serde(rename = "at", deserialize_with = "millis")]
    pub(crate) at_ms: i64,
    /// How long it took till the answer was ready, in milliseconds.
    #[serde(rename = "duration_ms", deserialize_with = "whole")]
    pub(crate) lasted_ms: i64,
    pub(crate) kind: CallKind,
    /// None for tokens, and where the address names no course.
    #[serde(default)]
    pub(crate) course: Option<String>,
    /// Who asked, by the platform's account.
    #[serde(default)]
    pub(crate) client_id: Option<String>,
    pub(crate) method: String,
    /// Path and query, as they were asked for.
    pub(crate) url: String,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: String,
    /// 0 where no answer was sent.
    pub(crate) status: u16,
    pub(crate) response_headers: Vec<(String, String)>,
    pub(crate) response_body: String,
}

pub(crate) fn millis<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    jiff::Timestamp::deserialize(from).map(jiff::Timestamp::as_millisecond)
}

fn whole<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    let duration = std::time::Duration::try_from_secs_f64(f64::deserialize(from)?.max(0.0) / 1000.0);
    Ok(duration.map_or(i64::MAX, |duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
}

impl ServiceCall {
    /// The first request header of that name.
    pub(crate) fn request_header(&self, name: &str) -> Option<&str> {
        first(&self.request_headers, name)
    }

    /// The first response header of that name.
    pub(crate) fn response_header(&self, name: &str) -> Option<&str> {
        first(&self.response_headers, name)
    }

    /// The access token in `Authorization`.
    pub(crate) fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.request_header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }

    /// Whether the platform did what it was asked.
    pub(crate) fn is_answered_well(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The address without its query.
    pub(crate) fn path(&self) -> &str {
        self.url.split_once('?').map_or(&self.url, |(path, _)| path)
    }

    /// The parameters in the address, in order.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        pairs(self.url.split_once('?').map_or("", |(_, query)| query))
    }

    /// The fields of the body, where it is a form.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&self.request_body)
    }

    /// The body of the call as JSON.
    pub(crate) fn content(&self) -> Option<Value> {
        serde_json::from_str(&self.request_body).ok()
    }

    /// The body of the answer as JSON.
    pub(crate) fn answer(&self) -> Option<Value> {
        serde_json::from_str(&self.response_body).ok()
    }

    /// The access token that this call was answered with.
    pub(crate) fn granted(&self) -> Option<String> {
        if self.kind != CallKind::Token || !self.is_answered_well() {
            return None;
        }
        self.answer()?.get("access_token")?.as_str().map(str::to_owned)
    }
}

pub(crate) fn first<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(each, _)| each.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn pairs(encoded: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded.as_bytes()).into_owned().collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;

    use super::*;

    /// A call as the control API tells it.
    pub(crate) fn call(changes: &Value) -> ServiceCall {
        let mut told = json!({
            "number": 1, "at": "2026-11-22T09:00:00.250Z", "kind": "token", "launch": null, "course": null, "client_id": "c",
            "method": "POST", "url": "/main/lti/token", "status": 200, "request_headers": [], "request_body": "",
            "response_headers": [], "response_body": "", "duration_ms": 12.7, "findings": [],
        });
        for (name, value) in changes.as_object().unwrap() {
            told[name] = value.clone();
        }
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn what_a_call_carries_is_read_from_its_bytes() {
        let asked = call(&json!({
            "kind": "ags", "url": "/main/lti/courses/c/lineitems?limit=2&tag=a%20b", "method": "GET",
            "request_headers": [["Authorization", "bearer  abc "], ["Accept", "x"]],
        }));
        assert_eq!((asked.bearer(), asked.request_header("accept")), (Some("abc"), Some("x")));
        assert_eq!(asked.path(), "/main/lti/courses/c/lineitems");
        assert_eq!(
            asked.query(),
            [("limit".to_owned(), "2".to_owned()), ("tag".to_owned(), "a b".to_owned())]
        );
        assert_eq!((asked.at_ms % 1000, asked.lasted_ms), (250, 12));
    }

    #[test]
    fn a_token_is_granted_by_a_good_answer_of_the_token_endpoint_only() {
        let body = r#"{"access_token":"t","token_type":"bearer"}"#;
        let granted = |changes: Value| call(&changes).granted();
        assert_eq!(granted(json!({"response_body": body})).as_deref(), Some("t"));
        assert_eq!(granted(json!({"response_body": body, "status": 400})), None);
        assert_eq!(granted(json!({"response_body": body, "kind": "ags"})), None);
        assert_eq!(granted(json!({"response_body": "<html>"})), None);
    }

    #[test]
    fn another_scheme_is_no_bearer_token() {
        for header in ["Basic abc", "abc", ""] {
            let asked = call(&json!({"request_headers": [["authorization", header]]}));
            assert_eq!(asked.bearer(), None, "{header}");
        }
    }
}
