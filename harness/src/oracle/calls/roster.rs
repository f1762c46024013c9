//! How a tool reads the roster of a course (NRPS-015, NRPS-016).

use std::sync::Arc;

use serde_json::Value;

use super::pages::related;
use super::url::{is_at, path, target, told};
use crate::oracle::jwt::Token;
use crate::service_calls::{CallKind, ServiceCall};

const CLAIM: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

/// Parameters with which the roster itself is asked for.
const OWN_PARAMETERS: [&str; 3] = ["role", "limit", "rlid"];

/// The address of the roster, as a launch names it.
pub(crate) fn offered(token: &Token) -> Option<String> {
    token.claim(CLAIM)?.get("context_memberships_url")?.as_str().map(str::to_owned)
}

/// The user ids of those who have left, by the answers.
pub(crate) fn departed(calls: &[Arc<ServiceCall>]) -> Vec<String> {
    let gone = members(calls).into_iter().filter(|member| member["status"] == "Deleted");
    gone.filter_map(|member| member["user_id"].as_str().map(str::to_owned)).collect()
}

/// Whether an answer has a member of that user id.
pub(crate) fn names(calls: &[Arc<ServiceCall>], user: &str) -> bool {
    members(calls).iter().any(|member| member["user_id"] == user)
}

fn members(calls: &[Arc<ServiceCall>]) -> Vec<Value> {
    let answers = calls.iter().filter(|call| call.kind == CallKind::Nrps).filter_map(|call| call.answer());
    answers.flat_map(|answer| answer["members"].as_array().cloned().unwrap_or_default()).collect()
}

/// How the changes of a roster were asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Changes {
    /// The platform has given no URL for them.
    NotOffered,
    AsGiven,
    /// The roster was read anew instead.
    ReadAnew,
    /// What was asked instead, if anything.
    Otherwise {
        given: String,
        asked: Option<String>,
    },
}

/// Whether a tool that has read the roster asks for what changed since, by one of the URLs that it was given.
pub(crate) fn changes(before: &[Arc<ServiceCall>], after: &[Arc<ServiceCall>], roster: &str) -> Changes {
    let given: Vec<_> = before.iter().flat_map(|call| related(call, "differences")).collect();
    let Some(newest) = given.last() else { return Changes::NotOffered };
    let asked: Vec<_> = after.iter().filter(|call| call.kind == CallKind::Nrps).collect();
    if asked.iter().any(|call| call.method == "GET" && given.iter().any(|url| call.url == target(url))) {
        return Changes::AsGiven;
    }
    let next: Vec<_> = after.iter().flat_map(|call| related(call, "next")).collect();
    let anew =
        |call: &ServiceCall| is_whole_roster(call, roster) || next.iter().any(|url| call.url == target(url));
    match asked.iter().find(|call| !anew(call)) {
        None if !asked.is_empty() => Changes::ReadAnew,
        other => Changes::Otherwise { given: newest.clone(), asked: other.map(|call| told(call)) },
    }
}

fn is_whole_roster(call: &ServiceCall, roster: &str) -> bool {
    let own = super::url::query(roster);
    let more = call.query().into_iter().filter(|pair| !own.contains(pair));
    is_at(call, roster) && more.into_iter().all(|(name, _)| OWN_PARAMETERS.contains(&name.as_str()))
}

/// The members of a link were asked for at the URL of the roster, with the id of the link added to its query; or what came
/// instead.
pub(crate) fn asks_for_link(calls: &[Arc<ServiceCall>], roster: &str, link: &str) -> Result<(), String> {
    let asked: Vec<_> = calls.iter().filter(|call| call.kind == CallKind::Nrps).collect();
    let pair = ("rlid".to_owned(), link.to_owned());
    if asked.iter().any(|call| is_at(call, roster) && call.query().contains(&pair)) {
        return Ok(());
    }
    let closest = asked.iter().find(|call| call.url.contains("rlid")).or(asked.first());
    Err(closest.map_or_else(|| format!("no call to {}", path(roster)), |call| told(call)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    const ROSTER: &str = "http://h/c/memberships?x=1";

    fn asked(url: &str, link: &str, members: Value) -> Arc<ServiceCall> {
        Arc::new(call(&json!({
            "kind": "nrps", "method": "GET", "url": url, "response_headers": [["Link", link]],
            "response_body": json!({"members": members}).to_string(),
        })))
    }

    fn first() -> Arc<ServiceCall> {
        let members = json!([{"user_id": "a"}, {"user_id": "b", "status": "Deleted"}]);
        asked("/c/memberships?x=1", "<http://h/c/memberships?since=7>; rel=differences", members)
    }

    #[test]
    fn changes_are_asked_for_by_the_url_that_was_given() {
        let after = |url: &str| changes(&[first()], &[asked(url, "", json!([]))], ROSTER);
        assert_eq!(after("/c/memberships?since=7"), Changes::AsGiven);
        assert_eq!(after("/c/memberships?x=1&limit=50"), Changes::ReadAnew);
        assert!(matches!(
            after("/c/memberships?since=7&limit=50"),
            Changes::Otherwise { asked: Some(_), .. }
        ));
        assert!(matches!(changes(&[first()], &[], ROSTER), Changes::Otherwise { asked: None, .. }));
        assert_eq!(changes(&[], &[], ROSTER), Changes::NotOffered);
    }

    #[test]
    fn the_id_of_the_link_joins_the_query() {
        let link = |url: &str| asks_for_link(&[asked(url, "", json!([]))], ROSTER, "l 1");
        assert_eq!(link("/c/memberships?x=1&rlid=l%201"), Ok(()));
        assert_eq!(link("/c/memberships?rlid=l+1&x=1&limit=5"), Ok(()));
        for wrong in [
            "/c/memberships?x=1?rlid=l%201",
            "/c/memberships?rlid=l%201",
            "/c/memberships?x=1",
            "/c?x=1&rlid=l%201",
        ] {
            assert!(link(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn who_has_left_is_told_by_the_status() {
        assert_eq!(departed(&[first()]), ["b"]);
        assert!(names(&[first()], "b") && !names(&[first()], "c"));
    }
}
