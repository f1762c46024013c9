//! Whether a tool reads all pages of a list, by the URLs that the platform gives (AGS-025, NRPS-012, NRPS-013).

use std::sync::Arc;

use super::link_header::links;
use super::url::{target, told};
use crate::service_calls::ServiceCall;

/// How a tool went through the pages.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Paging {
    /// No answer had a next page.
    OnePage,
    /// So many next pages were given, and all were asked for.
    Whole(usize),
    /// A next page was not asked for by the URL that was given.
    Missed { given: String, asked: String },
}

/// The addresses that an answer gives for that relation, whole.
pub(crate) fn related(call: &ServiceCall, relation: &str) -> Vec<String> {
    let headers = call.response_headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link"));
    let links = links(headers.map(|(_, value)| value.as_str()));
    let wanted = |relations: &[String]| relations.iter().any(|each| each == relation);
    links.into_iter().filter(|link| wanted(&link.relations)).map(|link| link.url).collect()
}

/// Whether every next page was asked for.
pub(crate) fn paging(calls: &[Arc<ServiceCall>]) -> Paging {
    let read = calls.iter().filter(|call| call.method == "GET" && call.is_answered_well());
    let given: Vec<_> =
        read.flat_map(|call| related(call, "next").into_iter().map(move |url| (call, url))).collect();
    let is_asked = |url: &str| calls.iter().any(|call| call.method == "GET" && call.url == target(url));
    if given.is_empty() {
        return Paging::OnePage;
    }
    match given.iter().find(|(_, url)| !is_asked(url)) {
        None => Paging::Whole(given.len()),
        Some((page, url)) => Paging::Missed { given: url.clone(), asked: after(calls, page) },
    }
}

/// What came instead of the next page: the next call for the same list.
fn after(calls: &[Arc<ServiceCall>], page: &ServiceCall) -> String {
    let later = calls.iter().filter(|call| call.number > page.number && call.path() == page.path());
    later
        .min_by_key(|call| call.number)
        .map_or_else(|| "no further page was asked for".to_owned(), |call| told(call))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::service_calls::tests::call;

    fn page(number: u64, url: &str, link: &str) -> Arc<ServiceCall> {
        Arc::new(call(&json!({
            "number": number, "kind": "nrps", "method": "GET", "url": url, "response_headers": [["link", link]],
        })))
    }

    const NEXT: &str = r#"<http://h/m?x=1&page=2>; rel="next""#;

    #[test]
    fn a_list_is_whole_when_each_next_page_was_asked_for_as_given() {
        let whole = [page(1, "/m?x=1", NEXT), page(2, "/m?x=1&page=2", "")];
        assert_eq!(paging(&whole), Paging::Whole(1));
        assert_eq!(paging(&[page(1, "/m", r#"<http://h/d>; rel="differences""#)]), Paging::OnePage);
    }

    #[test]
    fn a_page_that_is_left_out_is_told_with_what_came_instead() {
        let given = "http://h/m?x=1&page=2".to_owned();
        let asked = "no further page was asked for".to_owned();
        assert_eq!(paging(&[page(1, "/m?x=1", NEXT)]), Paging::Missed { given: given.clone(), asked });
        let asked = "GET /m?x=1&page=2&limit=5 (exchange 2 of the platform)".to_owned();
        let changed = [page(1, "/m?x=1", NEXT), page(2, "/m?x=1&page=2&limit=5", "")];
        assert_eq!(paging(&changed), Paging::Missed { given, asked });
    }

    #[test]
    fn an_answer_that_tells_a_failure_gives_no_page() {
        let mut failed = call(&json!({"method": "GET", "status": 500, "response_headers": [["link", NEXT]]}));
        failed.kind = crate::service_calls::CallKind::Nrps;
        assert_eq!(paging(&[Arc::new(failed)]), Paging::OnePage);
    }
}
