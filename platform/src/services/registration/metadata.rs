//! What a tool says about itself, as it came: a JSON object, looked into by the rules.

use homeroom_vocab::registration::TOOL_CONFIGURATION;
use homeroom_vocab::registration::tool::{DOMAIN, MESSAGES, SECONDARY_DOMAINS};
use serde_json::{Map, Value};
use url::Url;

use super::document::Offer;
use crate::domain::edge::WebUrl;

/// A registration with what it may ask for.
#[derive(Debug)]
pub(super) struct Metadata<'a> {
    pub(super) members: &'a Map<String, Value>,
    pub(super) offer: &'a Offer,
}

impl<'a> Metadata<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.members.get(name)
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    /// The part that LTI adds.
    pub(super) fn tool(&self) -> Option<&'a Map<String, Value>> {
        self.get(TOOL_CONFIGURATION)?.as_object()
    }

    /// A member of that part.
    pub(super) fn of_tool(&self, name: &str) -> Option<&'a Value> {
        self.tool()?.get(name)
    }

    /// The messages that are objects; others are told by a rule.
    pub(super) fn messages(&self) -> impl Iterator<Item = &'a Map<String, Value>> {
        let all = self.of_tool(MESSAGES).and_then(Value::as_array);
        all.into_iter().flatten().filter_map(Value::as_object)
    }

    /// The domains that the tool says it covers, as far as they are some.
    fn domains(&self) -> impl Iterator<Item = &'a str> {
        let more = self.of_tool(SECONDARY_DOMAINS).and_then(Value::as_array);
        let more = more.into_iter().flatten().filter_map(Value::as_str);
        let all = self.of_tool(DOMAIN).and_then(Value::as_str).into_iter().chain(more);
        all.filter(|name| is_domain(name))
    }

    /// Whether a URL lies on one of the domains, or below one (DYN-048). What is no URL is told elsewhere, and so is a
    /// domain that is missing.
    pub(super) fn covers(&self, url: &str) -> bool {
        let Some(url) = web_url(url) else { return true };
        let mut domains = self.domains().peekable();
        domains.peek().is_none() || domains.any(|domain| is_on(&url, domain))
    }
}

/// An absolute http(s) URL.
pub(super) fn web_url(text: &str) -> Option<Url> {
    WebUrl::parse("url", text).ok()?;
    Url::parse(text).ok()
}

/// Whether a URL lies on a domain or below it; a port counts where the domain has one, as on a developer's machine.
fn is_on(url: &Url, domain: &str) -> bool {
    let Ok(own) = Url::parse(&format!("http://{domain}/")) else { return false };
    let (Some(host), Some(own)) = (url.host_str(), own.host_str()) else { return false };
    let (host, own) = (host.trim_end_matches('.'), own.trim_end_matches('.'));
    let is_below = host.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    is_below && port(domain).is_none_or(|port| url.port_or_known_default() == Some(port))
}

/// The port that a domain names, if it names one.
fn port(domain: &str) -> Option<u16> {
    domain.rsplit_once(':').and_then(|(_, port)| port.parse().ok())
}

/// Whether a text is a host name with at most a port, and nothing of a URL around it (DYN-046).
pub(super) fn is_domain(text: &str) -> bool {
    let parsed = Url::parse(&format!("http://{text}/"));
    parsed.is_ok_and(|url| {
        let bare = url.path() == "/" && url.username().is_empty() && url.password().is_none();
        bare && !text.contains(['/', '\\', '?', '#', '@', ' ']) && url.host_str().is_some()
    })
}

/// The texts of an array; nothing else of it.
pub(super) fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether a value is an array of texts.
pub(super) fn is_texts(value: &Value) -> bool {
    value.as_array().is_some_and(|all| all.iter().all(Value::is_string))
}

/// Whether a value is an object of texts.
pub(super) fn is_map_of_texts(value: &Value) -> bool {
    value.as_object().is_some_and(|all| all.values().all(Value::is_string))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_lies_on_its_domain_and_below_it() {
        for (url, domain, expected) in [
            ("https://tool.test/a", "tool.test", true),
            ("https://TOOL.test/a", "Tool.test", true),
            ("https://www.tool.test/a", "tool.test", true),
            ("http://localhost:9000/a", "localhost", true),
            ("http://localhost:9000/a", "localhost:9000", true),
            ("http://localhost:9000/a", "localhost:9001", false),
            ("https://tool.test/a", "tool.test:443", true),
            ("http://[::1]:9000/a", "[::1]:9000", true),
            ("https://m\u{fc}ller.test/a", "m\u{fc}ller.test", true),
            ("https://eviltool.test/a", "tool.test", false),
            ("https://tool.test.evil.test/a", "tool.test", false),
        ] {
            assert_eq!(is_on(&Url::parse(url).unwrap(), domain), expected, "{url} {domain}");
        }
    }

    #[test]
    fn a_domain_is_a_host_and_no_url() {
        for good in ["tool.test", "localhost", "localhost:9000", "[::1]:9000", "127.0.0.1"] {
            assert!(is_domain(good), "{good}");
        }
        for bad in ["", "https://tool.test", "tool.test/", "a b", "user@tool.test", "tool.test?x", "//x"] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
