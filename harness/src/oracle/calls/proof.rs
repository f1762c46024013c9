//! Traces of faults in answers of the services for grades and rosters: whether a fault really happened, by the bytes.

use std::sync::Arc;

use serde_json::Value;

use super::creation::{Created, created};
use super::pages::related;
use super::url::target;
use crate::service_calls::ServiceCall;

/// The text that faults put where a platform lets people write.
pub(crate) const MARKUP: &str = "'\"><script>homeroom('x')</script>";

/// So many members are many in one answer. The journal keeps a part of such a body only.
const MANY_BYTES: usize = 500_000;

/// A fault and how it shows in one answer, with the value that it was ordered with.
struct Row {
    fault: &'static str,
    /// The calls that can show it.
    met_by: fn(&ServiceCall) -> bool,
    shows: fn(&ServiceCall, &str) -> bool,
}

/// What became of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trace {
    /// It happened.
    Shows,
    /// No call could meet it.
    NotMet,
    /// A call should have met it, and its answer does not show it.
    Missing,
    /// No row knows it.
    Unknown,
}

/// Whether the fault shows in one of these answers.
pub(crate) fn trace(fault: &str, with: Option<&str>, calls: &[Arc<ServiceCall>]) -> Trace {
    let Some(row) = ROWS.iter().find(|row| row.fault == fault) else { return Trace::Unknown };
    let mut met = calls.iter().filter(|call| (row.met_by)(call)).peekable();
    if met.peek().is_none() {
        return Trace::NotMet;
    }
    if met.any(|call| (row.shows)(call, with.unwrap_or_default())) { Trace::Shows } else { Trace::Missing }
}

/// Whether one of these calls could meet the fault.
pub(crate) fn is_met(fault: &str, calls: &[Arc<ServiceCall>]) -> bool {
    ROWS.iter().any(|row| row.fault == fault && calls.iter().any(|call| (row.met_by)(call)))
}

const fn row(
    fault: &'static str,
    met_by: fn(&ServiceCall) -> bool,
    shows: fn(&ServiceCall, &str) -> bool,
) -> Row {
    Row { fault, met_by, shows }
}

const ROWS: &[Row] = &[
    row("service.status_400", is_any, |call, _| call.status == 400),
    row("service.status_401", is_any, |call, _| call.status == 401),
    row("service.status_403", is_any, |call, _| call.status == 403),
    row("service.status_404", is_any, |call, _| call.status == 404),
    row("service.status_409", is_any, |call, _| call.status == 409),
    row("service.status_422", is_any, |call, _| call.status == 422),
    row("service.status_429", is_any, |call, _| {
        call.status == 429 && call.response_header("retry-after").is_some()
    }),
    row("service.status_500", is_any, |call, _| call.status == 500),
    row("service.status_503", is_any, |call, _| call.status == 503),
    row("service.slow", is_any, |call, _| call.status == 0),
    row("service.empty", is_any, |call, _| call.status == 200 && call.response_body.is_empty()),
    row("service.html", is_any, |call, _| {
        call.response_header("content-type").is_some_and(|kind| kind.contains("html"))
    }),
    row("service.redirect_302", is_any, |call, with| call.status == 302 && leads_to(call, with)),
    row("service.redirect_307", is_any, |call, with| call.status == 307 && leads_to(call, with)),
    row("ags.score.status_201", is_score, |call, _| call.status == 201),
    row("ags.score.status_204", is_score, |call, _| call.status == 204 && call.response_body.is_empty()),
    row("ags.next.self", is_list, |call, _| next(call).iter().any(|url| target(url) == call.url)),
    row("ags.next.endless", is_list, |call, _| next(call).iter().any(|url| target(url) != call.url)),
    row("ags.next.foreign", is_list, |call, with| next(call).iter().any(|url| url.starts_with(with))),
    row("ags.label.markup", names_items, |call, _| any_item(call, |item| item["label"] == MARKUP)),
    row("ags.score_maximum.negative", names_items, |call, _| {
        any_item(call, |item| item["scoreMaximum"].as_f64().is_some_and(|maximum| maximum < 0.0))
    }),
    row("ags.id.foreign", names_items, |call, with| {
        any_item(call, |item| item["id"].as_str().is_some_and(|id| id.starts_with(with)))
    }),
    row("ags.created.changed", is_new_item, |call, _| {
        created(&[Arc::new(call.clone())]).iter().any(Created::was_changed)
    }),
    row("ags.results.null_score", is_results, |call, _| {
        any_item(call, |result| result.get("resultScore").is_some_and(Value::is_null))
    }),
    row("ags.results.no_score", is_results, |call, _| {
        any_item(call, |result| result.get("resultScore").is_none())
    }),
    row("ags.results.markup", is_results, |call, _| any_item(call, |result| result["comment"] == MARKUP)),
    row("nrps.next.self", is_members, |call, _| next(call).iter().any(|url| target(url) == call.url)),
    row("nrps.next.repeated", is_members, |call, _| next(call).iter().any(|url| target(url) != call.url)),
    row("nrps.next.endless", is_members, |call, _| next(call).iter().any(|url| target(url) != call.url)),
    row("nrps.next.foreign", is_members, |call, with| next(call).iter().any(|url| url.starts_with(with))),
    row("nrps.link.one_header", is_members, |call, _| {
        headers(call).iter().any(|link| link.contains("next") && link.contains("differences"))
    }),
    row("nrps.link.several_headers", is_members, |call, _| headers(call).len() > 1 && !next(call).is_empty()),
    row("nrps.link.parameter_order", is_members, |call, _| {
        headers(call).iter().any(|link| has_parameter_before_rel(link)) && !next(call).is_empty()
    }),
    row("nrps.link.unquoted", is_members, |call, _| {
        headers(call).iter().any(|link| link.contains("rel=next"))
    }),
    row("nrps.members.bare", is_members, |call, _| {
        any_member(call, |member| {
            member.as_object().is_some_and(|all| all.keys().all(|key| is_required(key)))
        })
    }),
    row("nrps.members.twice", is_members, |call, _| {
        let ids: Vec<_> = members(call).iter().map(|member| member["user_id"].clone()).collect();
        ids.iter().any(|id| ids.iter().filter(|other| *other == id).count() > 1)
    }),
    row("nrps.members.without_id", is_members, |call, _| {
        any_member(call, |member| member.get("user_id").is_none())
    }),
    row("nrps.members.wrong_types", is_members, |call, _| {
        any_member(call, |member| {
            let text = |key: &str| member.get(key).is_none_or(Value::is_string);
            !text("user_id") || !text("name") || !text("email") || !member["roles"].is_array()
        })
    }),
    row("nrps.members.markup", is_members, |call, _| any_member(call, |member| member["name"] == MARKUP)),
    row("nrps.members.many", is_members, |call, _| call.response_body.len() >= MANY_BYTES),
];

fn is_any(_: &ServiceCall) -> bool {
    true
}

fn leads_to(call: &ServiceCall, url: &str) -> bool {
    call.response_header("location") == Some(url)
}

fn is_ok(call: &ServiceCall, method: &str) -> bool {
    call.method == method && call.is_answered_well()
}

fn is_score(call: &ServiceCall) -> bool {
    is_ok(call, "POST") && call.path().ends_with("/scores")
}

fn is_results(call: &ServiceCall) -> bool {
    is_ok(call, "GET") && call.path().ends_with("/results")
}

fn is_container(call: &ServiceCall) -> bool {
    call.path().ends_with("/lineitems")
}

fn is_list(call: &ServiceCall) -> bool {
    is_ok(call, "GET") && (is_container(call) || call.path().ends_with("/results"))
}

fn is_new_item(call: &ServiceCall) -> bool {
    is_ok(call, "POST") && is_container(call)
}

/// An empty list names none.
fn names_items(call: &ServiceCall) -> bool {
    !is_score(call) && !is_results(call) && call.is_answered_well() && any_item(call, |_| true)
}

fn is_members(call: &ServiceCall) -> bool {
    is_ok(call, "GET") && call.path().ends_with("/memberships")
}

fn next(call: &ServiceCall) -> Vec<String> {
    related(call, "next")
}

fn headers(call: &ServiceCall) -> Vec<&str> {
    let links = call.response_headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link"));
    links.map(|(_, value)| value.as_str()).collect()
}

fn has_parameter_before_rel(link: &str) -> bool {
    let parameters = link.split_once('>').map_or("", |(_, parameters)| parameters);
    parameters.find("rel=").is_some_and(|at| parameters[..at].contains('='))
}

fn is_required(member: &str) -> bool {
    ["user_id", "roles"].contains(&member)
}

fn any_item(call: &ServiceCall, wanted: impl Fn(&Value) -> bool) -> bool {
    match call.answer() {
        Some(Value::Array(items)) => items.iter().any(wanted),
        Some(item @ Value::Object(_)) => wanted(&item),
        _ => false,
    }
}

fn members(call: &ServiceCall) -> Vec<Value> {
    call.answer().and_then(|answer| answer["members"].as_array().cloned()).unwrap_or_default()
}

fn any_member(call: &ServiceCall, wanted: impl Fn(&Value) -> bool) -> bool {
    members(call).iter().any(wanted)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    fn got(url: &str, link: &str, body: &Value) -> [Arc<ServiceCall>; 1] {
        [Arc::new(call(&json!({
            "kind": "ags", "method": "GET", "url": url, "response_headers": [["link", link]],
            "response_body": body.to_string(),
        })))]
    }

    #[test]
    fn no_fault_stands_twice() {
        let names: BTreeSet<_> = ROWS.iter().map(|row| row.fault).collect();
        assert_eq!(names.len(), ROWS.len());
        assert_eq!(trace("ags.unheard_of", None, &[]), Trace::Unknown);
    }

    #[test]
    fn an_untouched_answer_has_no_trace_of_any_fault() {
        let pages = r#"<http://h/m/memberships?page=2>; rel="next", <http://h/m/memberships?since=1>; rel="differences""#;
        let member = json!({"user_id": "a", "roles": ["r"], "name": "A", "status": "Active"});
        let roster = got("/m/memberships", pages, &json!({"members": [member]}));
        // A roster of several pages that names its differences in one header is as good as one with these faults.
        let alike = ["nrps.next.repeated", "nrps.next.endless", "nrps.link.one_header"];
        for row in ROWS.iter().filter(|row| row.fault.starts_with("nrps.") && !alike.contains(&row.fault)) {
            assert_eq!(
                trace(row.fault, Some("http://127.0.0.1:1/x"), &roster),
                Trace::Missing,
                "{}",
                row.fault
            );
        }
        let items = json!([{"id": "http://h/lineitems/5", "label": "Quiz", "scoreMaximum": 10}]);
        for fault in [
            "ags.id.foreign",
            "ags.label.markup",
            "ags.score_maximum.negative",
            "ags.next.self",
            "ags.next.foreign",
        ] {
            let listed = got("/lineitems", "", &items);
            assert_eq!(trace(fault, Some("http://127.0.0.1:1/x"), &listed), Trace::Missing, "{fault}");
        }
    }

    #[test]
    fn a_fault_shows_in_an_answer_that_can_show_it() {
        let foreign = "http://127.0.0.1:1/x";
        let shown = |fault: &str, link: &str, body: Value| {
            trace(fault, Some(foreign), &got("/c/lineitems", link, &body))
        };
        assert_eq!(shown("ags.id.foreign", "", json!([{"id": foreign}])), Trace::Shows);
        assert_eq!(shown("ags.id.foreign", "", json!([])), Trace::NotMet);
        assert_eq!(shown("ags.next.self", "<http://h/c/lineitems>; rel=next", json!([])), Trace::Shows);
        assert_eq!(shown("ags.next.foreign", "<http://127.0.0.1:1/x>; rel=next", json!([])), Trace::Shows);
        assert_eq!(shown("ags.label.markup", "", json!({"label": MARKUP})), Trace::Shows);
        assert_eq!(shown("ags.results.markup", "", json!([])), Trace::NotMet);
        assert_eq!(trace("ags.score.status_201", None, &[]), Trace::NotMet);
    }
}
