//! What a launch offers of the service for grades, and whether a tool keeps to it (AGS-005, AGS-102).

use std::sync::Arc;

use serde_json::Value;

use super::url::{path, query, target, told};
use crate::oracle::jwt::Token;
use crate::service_calls::{CallKind, ServiceCall};

const CLAIM: &str = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint";
const SCOPE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/";

/// The claim of a launch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The container.
    pub(crate) line_items: Option<String>,
    /// The line item of the link; a blank one is none.
    pub(crate) line_item: Option<String>,
    /// The last part of each scope.
    pub(crate) scopes: Vec<String>,
}

impl Offer {
    /// What the launch says; `None` if it has no such claim.
    pub(crate) fn of(token: &Token) -> Option<Self> {
        let claim = token.claim(CLAIM)?;
        let url = |name: &str| claim.get(name).and_then(Value::as_str).filter(|url| !url.is_empty());
        let scopes = claim.get("scope").and_then(Value::as_array).cloned().unwrap_or_default();
        let own = |scope: &Value| scope.as_str()?.strip_prefix(SCOPE).map(str::to_owned);
        Some(Self {
            line_items: url("lineitems").map(str::to_owned),
            line_item: url("lineitem").map(str::to_owned),
            scopes: scopes.iter().filter_map(own).collect(),
        })
    }

    /// The first call that goes where nothing was offered, or does what was not: what was offered, and the call.
    pub(crate) fn breach(&self, calls: &[Arc<ServiceCall>]) -> Option<(String, String)> {
        let items = self.items(calls);
        let mut calls = calls.iter().filter(|call| call.kind == CallKind::Ags);
        calls.find_map(|call| Some((self.missing_for(call, &items)?, told(call))))
    }

    /// The line items that the tool may know: of the launch, and of answers.
    pub(crate) fn items(&self, calls: &[Arc<ServiceCall>]) -> Vec<String> {
        self.line_item.iter().cloned().chain(calls.iter().flat_map(|call| named_in(call))).collect()
    }

    fn missing_for(&self, call: &ServiceCall, items: &[String]) -> Option<String> {
        let at = call.path();
        if self.line_items.as_deref().is_some_and(|url| path(url) == at) {
            return self.lacks(if call.method == "POST" { &["lineitem"] } else { READ });
        }
        for item in items.iter().map(|url| path(url)) {
            match at.strip_prefix(item) {
                Some("") => return self.lacks(if call.method == "GET" { READ } else { &["lineitem"] }),
                Some("/scores") => return self.lacks(&["score"]),
                Some("/results") => return self.lacks(&["result.readonly"]),
                _ => {}
            }
        }
        Some(self.told())
    }

    /// Whether a call goes to a path of this offer without its query: to the address of before. What was offered.
    pub(crate) fn stale(&self, call: &ServiceCall) -> Option<String> {
        let below = |url: &str| {
            call.path()
                .strip_prefix(path(url))
                .is_some_and(|rest| ["", "/scores", "/results"].contains(&rest))
        };
        let own = [&self.line_items, &self.line_item].into_iter().flatten().find(|url| below(url))?;
        let asked = call.query();
        let is_whole = query(own).iter().all(|pair| asked.contains(pair));
        (!is_whole).then(|| format!("calls by the URLs of the newest launch, such as {}", target(own)))
    }

    /// One of these scopes is needed.
    fn lacks(&self, one_of: &[&str]) -> Option<String> {
        let has = one_of.iter().any(|scope| self.scopes.iter().any(|own| own == scope));
        (!has).then(|| self.told())
    }

    fn told(&self) -> String {
        let url = |name: &str, url: &Option<String>| match url {
            Some(url) => format!("`{name}` {}", path(url)),
            None => format!("no `{name}`"),
        };
        let urls = [url("lineitems", &self.line_items), url("lineitem", &self.line_item)].join(", ");
        format!("calls within the claim: {urls}, scopes {}", self.scopes.join(" "))
    }
}

const READ: &[&str] = &["lineitem", "lineitem.readonly"];

/// The line items that an answer names.
fn named_in(call: &ServiceCall) -> Vec<String> {
    match call.answer() {
        Some(Value::Array(items)) => items.iter().filter_map(id).collect(),
        Some(item) => id(&item).into_iter().collect(),
        None => Vec::new(),
    }
}

fn id(item: &Value) -> Option<String> {
    item.get("id")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    const ITEM: &str = "http://h/c/lineitems/5";

    fn offer(scopes: &[&str], line_item: Option<&str>) -> Offer {
        Offer {
            line_items: Some("http://h/c/lineitems?x=1".to_owned()),
            line_item: line_item.map(str::to_owned),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        }
    }

    fn ags(method: &str, url: &str, answer: Value) -> Arc<ServiceCall> {
        Arc::new(call(
            &json!({"kind": "ags", "method": method, "url": url, "response_body": answer.to_string()}),
        ))
    }

    #[test]
    fn a_tool_keeps_to_the_urls_of_the_launch_and_of_answers() {
        let full = ["lineitem", "score", "result.readonly"];
        let listed = ags("GET", "/c/lineitems?x=1&limit=5", json!([{"id": "http://h/c/lineitems/6"}]));
        let made = ags("POST", "/c/lineitems", json!({"id": "http://h/c/lineitems/7"}));
        let at = |method, url| ags(method, url, Value::Null);
        let calls = [
            listed,
            made,
            at("POST", "/c/lineitems/5/scores"),
            at("GET", "/c/lineitems/6/results"),
            at("PUT", "/c/lineitems/7"),
        ];
        assert_eq!(offer(&full, Some(ITEM)).breach(&calls), None);
        let (_, told) = offer(&full, None).breach(&calls).unwrap();
        assert!(told.starts_with("POST /c/lineitems/5/scores"), "{told}");
        let (expected, _) = Offer::default().breach(&calls).unwrap();
        assert!(expected.contains("no `lineitems`"), "{expected}");
    }

    #[test]
    fn a_call_by_the_url_of_an_older_launch_is_stale() {
        let offer = offer(&["score"], Some("http://h/c/lineitems/5?x=1"));
        let stale = |url: &str| offer.stale(&ags("POST", url, Value::Null));
        assert_eq!(stale("/c/lineitems/5/scores?x=1"), None);
        assert_eq!(stale("/c/lineitems/6/scores"), None, "an item that the launch does not name");
        assert!(stale("/c/lineitems/5/scores").is_some() && stale("/c/lineitems?x=2").is_some());
    }

    #[test]
    fn a_scope_that_reads_does_not_write() {
        let offer = offer(&["lineitem.readonly"], Some(ITEM));
        let breach = |method, url| offer.breach(&[ags(method, url, Value::Null)]);
        assert_eq!(breach("GET", "/c/lineitems"), None);
        assert_eq!(breach("GET", "/c/lineitems/5"), None);
        for (method, url) in [
            ("POST", "/c/lineitems"),
            ("PUT", "/c/lineitems/5"),
            ("DELETE", "/c/lineitems/5"),
            ("POST", "/c/lineitems/5/scores"),
            ("GET", "/c/lineitems/5/results"),
        ] {
            assert!(breach(method, url).is_some(), "{method} {url}");
        }
    }
}
