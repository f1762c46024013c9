//! Which site a URL belongs to, and whether a request crosses sites (RFC 6265bis 5.2, schemeful).

use reqwest::Method;
use url::{Host, Origin, Url};

use super::suffix;

/// A scheme with a registrable domain. Ports play no part: `localhost:8080` and `localhost:3000` are one site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Site {
    Of {
        scheme: String,
        domain: String,
    },
    /// The origin that this browser is told to treat as foreign to everybody else.
    Other,
}

/// How sites are told apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct SiteRules {
    /// Treated as a site of its own although it may share a host with the tool (OIDC-023).
    other: Option<Origin>,
}

/// Who causes a request, and where its answer is shown.
#[derive(Debug, Clone)]
pub(crate) struct SiteContext {
    /// The page that caused it; none if a person typed the address.
    pub(crate) initiator: Option<Url>,
    /// The top-level page, if the request loads a frame inside it.
    pub(crate) embedder: Option<Url>,
    pub(crate) method: Method,
}

/// How near the request is to the site it goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nearness {
    SameSite,
    /// Cross-site, and the answer becomes the top-level page.
    CrossSiteTopLevel {
        safe_method: bool,
    },
    /// Cross-site, inside a frame.
    CrossSiteFrame,
}

impl SiteContext {
    pub(crate) fn top_level(&self) -> bool {
        self.embedder.is_none()
    }
}

impl SiteRules {
    pub(crate) fn with_other_site(page: &Url) -> Self {
        Self { other: Some(page.origin()) }
    }

    pub(crate) fn site(&self, url: &Url) -> Site {
        if self.other.as_ref() == Some(&url.origin()) {
            return Site::Other;
        }
        let host = url.host_str().unwrap_or_default();
        Site::Of { scheme: url.scheme().to_owned(), domain: suffix::registrable(host).to_owned() }
    }

    pub(crate) fn same_site(&self, one: &Url, other: &Url) -> bool {
        self.site(one) == self.site(other)
    }

    /// The site of the top-level page once the answer is shown.
    pub(crate) fn top_level_site(&self, url: &Url, context: &SiteContext) -> Site {
        self.site(context.embedder.as_ref().unwrap_or(url))
    }

    pub(crate) fn nearness(&self, url: &Url, context: &SiteContext) -> Nearness {
        let near = |page: &Option<Url>| page.as_ref().is_none_or(|page| self.same_site(page, url));
        if near(&context.initiator) && near(&context.embedder) {
            Nearness::SameSite
        } else if context.top_level() {
            Nearness::CrossSiteTopLevel { safe_method: is_safe(&context.method) }
        } else {
            Nearness::CrossSiteFrame
        }
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE)
}

/// Whether the address may set and get `Secure` cookies. On plain http at a loopback host Chrome and Firefox allow it.
pub(crate) fn is_trustworthy(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

/// Whether the URL never leaves this machine: `localhost`, `*.localhost`, 127.0.0.0/8 and `::1`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use url::Url;

    use super::{Nearness, SiteContext, SiteRules, is_loopback};

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn ports_do_not_divide_sites_but_hosts_and_schemes_do() {
        for (one, other, same) in [
            ("http://localhost:8080/", "http://localhost:3000/x", true),
            ("http://localhost:8080/", "http://127.0.0.1:8080/", false),
            ("http://localhost/", "https://localhost/", false),
            ("http://a.localhost/", "http://localhost/", false),
            ("https://lms.school.edu/", "https://tool.school.edu/", true),
            ("https://a.github.io/", "https://b.github.io/", false),
            ("http://[::1]:1/", "http://[::1]:2/", true),
            ("http://10.0.0.1/", "http://11.0.0.1/", false),
        ] {
            assert_eq!(SiteRules::default().same_site(&url(one), &url(other)), same, "{one} {other}");
        }
    }

    #[test]
    fn one_origin_can_be_declared_a_site_of_its_own() {
        let rules = SiteRules::with_other_site(&url("http://localhost:8080/main"));
        assert!(!rules.same_site(&url("http://localhost:8080/"), &url("http://localhost:3000/")));
        assert!(rules.same_site(&url("http://localhost:8080/a"), &url("http://localhost:8080/b")));
        assert!(rules.same_site(&url("http://localhost:3000/"), &url("http://localhost:3001/")));
    }

    #[test]
    fn nearness_follows_the_initiator_the_frame_and_the_method() {
        let (tool, platform) = ("https://tool.org/", "https://lms.edu/");
        let cross = |safe_method| Nearness::CrossSiteTopLevel { safe_method };
        for (initiator, embedder, method, expected) in [
            (None, None, Method::POST, Nearness::SameSite),
            (Some(tool), None, Method::POST, Nearness::SameSite),
            (Some(platform), None, Method::GET, cross(true)),
            (Some(platform), None, Method::POST, cross(false)),
            (Some(platform), Some(platform), Method::GET, Nearness::CrossSiteFrame),
            (Some(tool), Some(platform), Method::GET, Nearness::CrossSiteFrame),
            (Some(tool), Some(tool), Method::GET, Nearness::SameSite),
        ] {
            let context = SiteContext { initiator: initiator.map(url), embedder: embedder.map(url), method };
            assert_eq!(SiteRules::default().nearness(&url(tool), &context), expected, "{context:?}");
        }
    }

    #[test]
    fn loopback_is_told_by_name_and_by_address() {
        for (text, loopback) in [
            ("http://localhost/", true),
            ("http://a.LOCALHOST/", true),
            ("http://127.9.9.9/", true),
            ("http://[::1]/", true),
            ("http://notlocalhost/", false),
            ("http://128.0.0.1/", false),
            ("mailto:x@localhost", false),
        ] {
            assert_eq!(is_loopback(&url(text)), loopback, "{text}");
        }
    }
}
