//! Whether a cookie goes with a request (RFC 6265bis 5.8.3).

use jiff::Timestamp;
use url::Url;

use super::admission::host_matches;
use super::cookie::{Cookie, SameSite, path_covers};
use super::decision::Reason;
use super::site::{Nearness, Site, is_trustworthy};

/// A request that asks for cookies.
pub(crate) struct Asked<'a> {
    pub(crate) url: &'a Url,
    pub(crate) nearness: Nearness,
    pub(crate) top_level: Site,
    pub(crate) now: Timestamp,
}

/// The first rule that keeps the cookie back; none if it is sent.
pub(crate) fn objection(cookie: &Cookie, asked: &Asked<'_>) -> Option<Reason> {
    if cookie.is_expired(asked.now) {
        Some(Reason::Expired)
    } else if !host_matches(cookie, asked.url) {
        Some(Reason::OtherHost)
    } else if !path_covers(&cookie.path, asked.url.path()) {
        Some(Reason::OtherPath)
    } else if cookie.secure && !is_trustworthy(asked.url) {
        Some(Reason::NeedsSecureConnection)
    } else if cookie.partition.as_ref().is_some_and(|partition| *partition != asked.top_level) {
        Some(Reason::OtherPartition)
    } else {
        same_site_objection(cookie.same_site, asked.nearness)
    }
}

fn same_site_objection(cookie: SameSite, nearness: Nearness) -> Option<Reason> {
    match (cookie, nearness) {
        (SameSite::None, _) | (_, Nearness::SameSite) => None,
        (SameSite::Strict, _) => Some(Reason::StrictCrossSite),
        (_, Nearness::CrossSiteTopLevel { safe_method: true }) => None,
        (_, Nearness::CrossSiteTopLevel { .. }) => Some(Reason::LaxCrossSitePost),
        (_, Nearness::CrossSiteFrame) => Some(Reason::LaxInForeignFrame),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use reqwest::Method;
    use url::Url;

    use super::super::jar::Jar;
    use super::super::site::{SiteContext, SiteRules};

    const TOOL: &str = "https://tool.example.org/lti/launch";
    const LMS: &str = "https://lms.school.edu/course";

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn typed() -> SiteContext {
        SiteContext { initiator: None, embedder: None, method: Method::GET }
    }

    fn from(page: &str, frame: Option<&str>, method: Method) -> SiteContext {
        SiteContext { initiator: Some(url(page)), embedder: frame.map(url), method }
    }

    /// Sets the cookie at one address at time 0 and says whether, and if not why not, it goes to the other.
    fn sent(cookie: &str, set_at: &str, to: &str, context: &SiteContext, age: i64) -> String {
        let mut jar = Jar::new(SiteRules::default());
        jar.store(cookie, &url(set_at), &typed(), Timestamp::UNIX_EPOCH);
        assert!(jar.decisions().is_empty(), "{:?}", jar.decisions());
        let header = jar.header(&url(to), context, Timestamp::from_second(age).unwrap());
        header.unwrap_or_else(|| format!("{:?}", jar.decisions()[0].reason))
    }

    #[test]
    fn the_address_decides_first() {
        for (cookie, set_at, to, expected) in [
            ("a=1", TOOL, TOOL, "a=1"),
            ("a=1", "http://localhost:8080/x", "http://localhost:3000/", "a=1"),
            ("a=1", "http://localhost/", "http://127.0.0.1/", "OtherHost"),
            ("a=1", "http://localhost/", "http://a.localhost/", "OtherHost"),
            ("a=1", "https://example.org/", "https://tool.example.org/", "OtherHost"),
            ("a=1; Domain=example.org", TOOL, "https://other.example.org/lti/", "a=1"),
            ("a=1; Domain=.EXAMPLE.org; Path=/", TOOL, "https://example.org/", "a=1"),
            ("a=1; Domain=example.org; Path=/", TOOL, "https://badexample.org/", "OtherHost"),
            ("a=1", TOOL, "https://tool.example.org/lti", "a=1"),
            ("a=1", TOOL, "https://tool.example.org/ltix", "OtherPath"),
            ("a=1", TOOL, "https://tool.example.org/", "OtherPath"),
            ("a=1; Path=/lti/", TOOL, "https://tool.example.org/lti", "OtherPath"),
            ("a=1; Path=x", TOOL, "https://tool.example.org/lti/y", "a=1"),
            ("a=1; Secure", TOOL, "http://tool.example.org/lti/", "NeedsSecureConnection"),
            ("a=1; Secure", "http://localhost/", "http://localhost:99/", "a=1"),
            ("a=1; Secure", "http://[::1]/", "http://[::1]:99/", "a=1"),
            ("a=1; Max-Age=60", TOOL, TOOL, "a=1"),
            ("a=1; Max-Age=59", TOOL, TOOL, "Expired"),
            ("a=1; Max-Age=59; Expires=Thu, 01 Jan 1970 00:05:00 GMT", TOOL, TOOL, "Expired"),
            ("a=1; Expires=Thu, 01 Jan 1970 00:00:58 GMT", TOOL, TOOL, "Expired"),
            ("a=1; Expires=never", TOOL, TOOL, "a=1"),
        ] {
            assert_eq!(sent(cookie, set_at, to, &typed(), 59), expected, "{cookie} {to}");
        }
    }

    #[test]
    fn same_site_decides_by_who_asks_and_where_it_loads() {
        let lax_post = "LaxCrossSitePost";
        for (cookie, context, expected) in [
            ("a=1", from(LMS, None, Method::GET), "a=1"),
            ("a=1", from(LMS, None, Method::POST), lax_post),
            ("a=1; SameSite=Lax", from(LMS, None, Method::GET), "a=1"),
            ("a=1; SameSite=Lax", from(LMS, None, Method::POST), lax_post),
            ("a=1; SameSite=nonsense", from(LMS, None, Method::POST), lax_post),
            ("a=1; SameSite=Strict", from(LMS, None, Method::GET), "StrictCrossSite"),
            ("a=1; SameSite=Strict", from(TOOL, None, Method::POST), "a=1"),
            ("a=1; SameSite=strict", typed(), "a=1"),
            ("a=1; SameSite=None; Secure", from(LMS, None, Method::POST), "a=1"),
            ("a=1; SameSite=None; Secure", from(LMS, Some(LMS), Method::POST), "a=1"),
            ("a=1; SameSite=Lax", from(LMS, Some(LMS), Method::GET), "LaxInForeignFrame"),
            ("a=1; SameSite=Lax", from(TOOL, Some(LMS), Method::GET), "LaxInForeignFrame"),
            ("a=1; SameSite=Lax", from(TOOL, Some(TOOL), Method::POST), "a=1"),
        ] {
            let got = sent(cookie, TOOL, TOOL, &context, 0);
            assert_eq!(got, expected, "{cookie} {context:?}");
        }
    }

    #[test]
    fn a_fresh_cookie_without_same_site_makes_no_exception() {
        let framed = from(LMS, Some(LMS), Method::POST);
        for (context, expected) in
            [(from(LMS, None, Method::POST), "LaxCrossSitePost"), (framed, "LaxInForeignFrame")]
        {
            assert_eq!(sent("a=1", TOOL, TOOL, &context, 0), expected, "{context:?}");
        }
    }

    #[test]
    fn a_partitioned_cookie_stays_with_its_top_level_site() {
        let mut jar = Jar::new(SiteRules::default());
        let framed = from(LMS, Some(LMS), Method::GET);
        jar.store("a=1; Secure; SameSite=None; Partitioned", &url(TOOL), &framed, Timestamp::UNIX_EPOCH);
        assert_eq!(jar.header(&url(TOOL), &framed, Timestamp::UNIX_EPOCH).as_deref(), Some("a=1"));
        assert_eq!(jar.header(&url(TOOL), &typed(), Timestamp::UNIX_EPOCH), None);
        assert!(jar.decisions()[0].to_string().contains("under another top-level site"));
    }
}
