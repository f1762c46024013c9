//! Where a redirect leads and what becomes of the request on the way (Fetch, HTTP-redirect fetch).

use reqwest::Method;
use url::Url;

use super::exchange::Exchange;
use super::request::Request;

/// Whether the status asks to go elsewhere.
pub(crate) fn is_redirect(status: Option<u16>) -> bool {
    matches!(status, Some(301 | 302 | 303 | 307 | 308))
}

/// The target of a redirect answer: nothing if it is none, an error if it leads nowhere.
pub(crate) fn target(exchange: &Exchange) -> Option<Result<Url, String>> {
    if !is_redirect(exchange.status) {
        return None;
    }
    let first = exchange.header("location")?;
    // Browsers refuse several different targets, because they are a mark of header injection.
    if exchange.headers("location").any(|other| other != first) {
        return Some(Err("several different Location headers".to_owned()));
    }
    Some(resolve(&exchange.url, first))
}

/// A relative or absolute address; the old fragment stays unless a new one comes.
fn resolve(base: &Url, location: &str) -> Result<Url, String> {
    let mut url = base.join(location).map_err(|error| format!("Location `{location}`: {error}"))?;
    if url.fragment().is_none() {
        url.set_fragment(base.fragment());
    }
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(format!("Location `{location}`: browsers do not follow redirects to `{other}`")),
    }
}

/// The request after the redirect: 303 always and 301, 302 after a POST become a GET without content.
pub(crate) fn next(request: &Request, status: Option<u16>, url: Url) -> Request {
    let becomes_get = match status {
        Some(301 | 302) => request.method == Method::POST,
        Some(303) => !matches!(request.method, Method::GET | Method::HEAD),
        _ => false,
    };
    let tainted = request.tainted || taints(request, &url);
    let mut next = Request { url, tainted, ..request.clone() };
    if becomes_get {
        next.method = Method::GET;
        next.content = None;
    }
    next
}

fn taints(request: &Request, url: &Url) -> bool {
    let here = request.url.origin();
    url.origin() != here && request.initiator_origin().is_some_and(|origin| origin != here)
}

#[cfg(test)]
mod tests {
    use super::super::request::Request;
    use super::{next, resolve};
    use url::Url;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn methods_change_as_in_browsers() {
        for (status, before, after) in [
            (301, "POST", "GET"),
            (302, "POST", "GET"),
            (303, "POST", "GET"),
            (307, "POST", "POST"),
            (308, "POST", "POST"),
            (302, "PUT", "PUT"),
            (303, "PUT", "GET"),
            (303, "HEAD", "HEAD"),
        ] {
            let mut request = Request::post_form(&url("http://localhost/a"), &[("x", "1")]);
            request.method = before.parse().unwrap();
            let next = next(&request, Some(status), url("http://localhost/b"));
            assert_eq!(next.method.as_str(), after, "{status} {before}");
            assert_eq!(next.content.is_some(), before == after, "{status} {before}");
        }
    }

    #[test]
    fn targets_are_resolved_and_keep_the_fragment() {
        let base = url("http://localhost:3000/a/b?x=1#top");
        for (location, expected) in [
            ("c?y", "http://localhost:3000/a/c?y#top"),
            ("/c#new", "http://localhost:3000/c#new"),
            ("//127.0.0.1/", "http://127.0.0.1/#top"),
            ("", "http://localhost:3000/a/b?x=1#top"),
            ("https://a.org/ä ö", "https://a.org/%C3%A4%20%C3%B6#top"),
        ] {
            assert_eq!(resolve(&base, location).map(String::from).as_deref(), Ok(expected), "{location}");
        }
        for location in
            ["javascript:alert(1)", "file:///etc/passwd", "data:,x", "http://[::1", "http://a:999999/"]
        {
            assert!(resolve(&base, location).is_err(), "{location}");
        }
    }

    #[test]
    fn a_second_change_of_origin_taints_the_request() {
        let platform = url("http://localhost:8080/");
        let request = Request::get(&url("http://localhost:3000/")).initiated_by(&platform);
        assert!(!next(&request, Some(302), url("http://localhost:3000/b")).tainted);
        assert!(next(&request, Some(302), url("http://localhost:8080/b")).tainted);
        let own = Request::get(&platform).initiated_by(&platform);
        assert!(!next(&own, Some(302), url("http://localhost:3000/")).tainted);
    }
}
