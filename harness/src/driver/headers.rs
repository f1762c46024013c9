//! The headers that a browser adds to a navigation: who asks, from where, and for what.

use reqwest::Method;
use url::Url;

use super::request::Request;
use super::site::{SiteRules, is_loopback};

const AGENT: &str =
    concat!("Mozilla/5.0 (compatible; Homeroom/", env!("CARGO_PKG_VERSION"), "; LTI conformance harness)");
const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// All headers of the request, in the order of the wire, names in lower case.
pub(crate) fn of(request: &Request, cookies: Option<String>, sites: &SiteRules) -> Vec<(String, String)> {
    let mut headers = vec![
        ("host", authority(&request.url)),
        ("user-agent", AGENT.to_owned()),
        ("accept", ACCEPT.to_owned()),
        ("accept-language", "en".to_owned()),
        // As browsers say, since some servers answer others differently; bodies are recorded unpacked.
        ("accept-encoding", "gzip, br".to_owned()),
        ("upgrade-insecure-requests", "1".to_owned()),
    ];
    headers.extend(fetch_metadata(request, sites));
    headers.extend(origin(request).map(|origin| ("origin", origin)));
    headers.extend(referrer(request).map(|referrer| ("referer", referrer)));
    headers.extend(cookies.map(|cookies| ("cookie", cookies)));
    if let Some(content) = &request.content {
        headers.push(("content-type", content.media_type.clone()));
        headers.push(("content-length", content.bytes.len().to_string()));
    }
    headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn fetch_metadata(request: &Request, sites: &SiteRules) -> Vec<(&'static str, String)> {
    if request.url.scheme() != "https" && !is_loopback(&request.url) {
        return Vec::new();
    }
    let destination = if request.embedder.is_some() { "iframe" } else { "document" };
    vec![
        ("sec-fetch-site", relation(request, sites).to_owned()),
        ("sec-fetch-mode", "navigate".to_owned()),
        ("sec-fetch-dest", destination.to_owned()),
    ]
}

fn relation(request: &Request, sites: &SiteRules) -> &'static str {
    let Some(initiator) = &request.initiator else { return "none" };
    if !sites.same_site(initiator, &request.url) {
        "cross-site"
    } else if initiator.origin() == request.url.origin() && !request.tainted {
        "same-origin"
    } else {
        "same-site"
    }
}

/// Browsers name the origin on everything but GET and HEAD, and hide it when the policy or a redirect demands that.
fn origin(request: &Request) -> Option<String> {
    if matches!(request.method, Method::GET | Method::HEAD) {
        return None;
    }
    let initiator = request.initiator.as_ref()?;
    let cross = initiator.origin() != request.url.origin();
    let hidden = match policy(request) {
        "no-referrer" => true,
        "same-origin" => cross,
        "origin" | "unsafe-url" | "origin-when-cross-origin" => false,
        _ => downgrades(initiator, &request.url),
    };
    let shown = if hidden || request.tainted { "null".to_owned() } else { ascii_origin(initiator) };
    Some(shown)
}

fn referrer(request: &Request) -> Option<String> {
    let initiator = request.initiator.as_ref()?;
    let cross = initiator.origin() != request.url.origin();
    let downgrade = downgrades(initiator, &request.url);
    let whole = || stripped(initiator);
    let short = || Some(format!("{}/", ascii_origin(initiator)));
    match policy(request) {
        "no-referrer" => None,
        "unsafe-url" => whole(),
        "origin" => short(),
        "origin-when-cross-origin" => {
            if cross {
                short()
            } else {
                whole()
            }
        }
        "same-origin" => {
            if cross {
                None
            } else {
                whole()
            }
        }
        "no-referrer-when-downgrade" => {
            if downgrade {
                None
            } else {
                whole()
            }
        }
        "strict-origin" => {
            if downgrade {
                None
            } else {
                short()
            }
        }
        _ if downgrade => None,
        _ => {
            if cross {
                short()
            } else {
                whole()
            }
        }
    }
}

/// The last policy of the header that browsers know.
fn policy(request: &Request) -> &str {
    const KNOWN: &[&str] = &[
        "no-referrer",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    ];
    let header = request.referrer_policy.as_deref().unwrap_or_default();
    header.rsplit(',').map(str::trim).find(|name| KNOWN.contains(name)).unwrap_or_default()
}

fn downgrades(from: &Url, to: &Url) -> bool {
    from.scheme() == "https" && to.scheme() != "https" && !is_loopback(to)
}

fn ascii_origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn stripped(url: &Url) -> Option<String> {
    let mut url = url.clone();
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.into())
}

#[cfg(test)]
mod tests;
