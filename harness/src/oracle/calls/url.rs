//! Addresses of services: a claim and a body name them whole, a journal by path and query.

use crate::service_calls::ServiceCall;

/// Path and query of an address, as they go over the wire.
pub(crate) fn target(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else { return url };
    let rest = rest.split('#').next().unwrap_or_default();
    rest.find(['/', '?']).map_or("/", |at| &rest[at..])
}

/// The path of an address.
pub(crate) fn path(url: &str) -> &str {
    let target = target(url);
    target.split_once('?').map_or(target, |(path, _)| path)
}

/// The parameters of an address.
pub(crate) fn query(url: &str) -> Vec<(String, String)> {
    let query = target(url).split_once('?').map_or("", |(_, query)| query);
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The address of something below a line item: the path grows, the query stays (AGS-060, AGS-090).
pub(crate) fn below(item: &str, segment: &str) -> String {
    let target = target(item);
    match target.split_once('?') {
        Some((path, query)) => format!("{path}/{segment}?{query}"),
        None => format!("{target}/{segment}"),
    }
}

/// Whether a call went there, with all parameters of that address and perhaps more.
pub(crate) fn is_at(call: &ServiceCall, url: &str) -> bool {
    let asked = call.query();
    call.path() == path(url) && query(url).iter().all(|pair| asked.contains(pair))
}

/// A call in the words of a report.
pub(crate) fn told(call: &ServiceCall) -> String {
    format!("{} {} (exchange {} of the platform)", call.method, call.url, call.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_as_it_is_written() {
        assert_eq!(target("http://localhost:1/a/b?c=%20&d"), "/a/b?c=%20&d");
        assert_eq!(target("http://localhost:1"), "/");
        assert_eq!(target("http://localhost:1?x=1#y"), "?x=1");
        assert_eq!(target("/a?b=1"), "/a?b=1");
        assert_eq!(path("http://localhost:1/a/b?c=1"), "/a/b");
        assert_eq!(query("http://localhost:1/a?c=%20"), [("c".to_owned(), " ".to_owned())]);
    }

    #[test]
    fn scores_are_below_the_path_and_not_below_the_query() {
        assert_eq!(below("http://h/1/lineitem?type_id=7", "scores"), "/1/lineitem/scores?type_id=7");
        assert_eq!(below("http://h/1/lineitem", "results"), "/1/lineitem/results");
    }
}
