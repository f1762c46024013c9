//! The access token of a call: that it is there, whose it is and what it was asked for (TOK-040, AGS-102, NRPS-003).

use super::super::answer::{Not, Ruling, broken};
use super::call::{Call, Resource};
use super::evidence::Evidence;
use super::facts::ROSTER_SCOPE;

const LINE_ITEM: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
const LINE_ITEM_READ: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
const RESULT: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly";

/// What opens a resource for a method; any of them is enough.
fn needed(call: &Call) -> Option<&'static [&'static str]> {
    match (call.resource, call.wire.method.as_str()) {
        (Resource::LineItems | Resource::LineItem, "GET") => Some(&[LINE_ITEM, LINE_ITEM_READ]),
        (Resource::LineItems, "POST") | (Resource::LineItem, "PUT" | "DELETE") => Some(&[LINE_ITEM]),
        (Resource::Scores, "POST") => Some(&[SCORE]),
        (Resource::Results, "GET") => Some(&[RESULT]),
        (Resource::Roster, "GET") => Some(&[ROSTER_SCOPE]),
        _ => None,
    }
}

pub(super) fn header(call: &Call) -> Ruling {
    let expected = "`Authorization: Bearer` with the access token, and no token in the query";
    if call.token_in_query {
        return Err(broken(expected, "`access_token` in the query"));
    }
    if call.bearer().is_some() {
        return Ok(());
    }
    let actual = match call.headers("authorization").count() {
        0 => "no `Authorization`".to_owned(),
        1 => format!("`Authorization` with the scheme `{}`", scheme(call)),
        many => format!("`Authorization` {many} times"),
    };
    Err(broken(expected, actual))
}

/// The rest of the header is a secret.
fn scheme(call: &Call) -> &str {
    let value = call.headers("authorization").next().unwrap_or_default();
    value.split_once(' ').map_or("", |(scheme, _)| scheme)
}

pub(super) fn scope(call: &Call, evidence: &Evidence) -> Ruling {
    let skipped = |why: &str| Err(Not::Applicable(why.to_owned()));
    let Some(needed) = needed(call) else { return skipped("no call needs a scope") };
    if call.bearer().is_none() {
        return skipped("no call brought an access token");
    }
    let Some(grant) = evidence.grant_of(call) else {
        return if call.succeeded() {
            Ok(())
        } else {
            skipped("no call brought an access token of this run")
        };
    };
    let is_in = |scopes: &[String]| needed.iter().any(|scope| scopes.iter().any(|each| each == scope));
    if is_in(&grant.granted) {
        return Ok(());
    }
    // What the tool does when it gets less than it asked for is another requirement (TOK-018).
    if is_in(&grant.asked) {
        return skipped("the platform granted less than the tool asked for");
    }
    let expected = format!("an access token that was asked for with `{}`", needed.join("` or `"));
    Err(broken(expected, format!("one that was asked for with `{}`", grant.asked.join(" "))))
}
