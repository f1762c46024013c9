//! Whether a page may be shown in a frame of the platform. Browsers ask the page that is shown in the end: what a
//! redirect says does not count, and where a policy names ancestors, `X-Frame-Options` is not looked at.

use serde::Serialize;
use url::Url;

/// The header that keeps a page out of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Forbidding {
    pub(crate) name: &'static str,
    /// Its value; of a policy only the directive.
    pub(crate) value: String,
    pub(crate) why: String,
    /// What the tool should send instead.
    pub(crate) instead: String,
}

const POLICY: &str = "Content-Security-Policy";
const OPTIONS: &str = "X-Frame-Options";

/// What forbids a page with these headers in a frame of the site at `by`.
pub(crate) fn forbidden(headers: &[(String, String)], page: &Url, by: &Url) -> Option<Forbidding> {
    let named = ancestors(headers);
    if named.is_empty() {
        return by_options(headers, page, by);
    }
    let refused =
        named.into_iter().find(|list| !list.split_ascii_whitespace().any(|one| allows(one, page, by)))?;
    let origin = by.origin().ascii_serialization();
    let why = if refused.eq_ignore_ascii_case("'none'") || refused.is_empty() {
        "the tool lets no site frame this page".to_owned()
    } else {
        format!("`{origin}`, where the frame is, is not on the list")
    };
    let instead = format!("{POLICY}: frame-ancestors {} {origin}", words_to_keep(&refused));
    let instead = instead.replace("  ", " ");
    Some(Forbidding { name: POLICY, value: format!("frame-ancestors {refused}"), why, instead })
}

/// The list of each policy that names ancestors; all of them must allow the frame.
fn ancestors(headers: &[(String, String)]) -> Vec<String> {
    let policies = values(headers, POLICY).flat_map(|value| value.split(','));
    policies.filter_map(|policy| policy.split(';').find_map(list)).collect()
}

/// The sources of a `frame-ancestors` directive.
fn list(directive: &str) -> Option<String> {
    let mut words = directive.split_ascii_whitespace();
    let is_it = words.next()?.eq_ignore_ascii_case("frame-ancestors");
    is_it.then(|| words.collect::<Vec<_>>().join(" "))
}

fn words_to_keep(list: &str) -> String {
    let kept = list.split_ascii_whitespace().filter(|word| !word.eq_ignore_ascii_case("'none'"));
    kept.collect::<Vec<_>>().join(" ")
}

fn values<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Whether one source of a list admits a site.
fn allows(source: &str, page: &Url, by: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    match source.as_str() {
        "*" => matches!(by.scheme(), "http" | "https"),
        "'self'" => by.origin() == page.origin(),
        _ => match source.strip_suffix(':') {
            Some(scheme) => is_scheme(scheme, by.scheme()),
            None => is_host(&source, page, by),
        },
    }
}

/// A source that says http also admits https.
fn is_scheme(source: &str, scheme: &str) -> bool {
    source == scheme || (source == "http" && scheme == "https")
}

/// `[scheme://]host[:port][/path]`, where the host may begin with `*.` and the port be `*`.
fn is_host(source: &str, page: &Url, by: &Url) -> bool {
    let (scheme, rest) = source.split_once("://").unwrap_or((page.scheme(), source));
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    is_scheme(scheme, by.scheme()) && is_name(host, by.host_str().unwrap_or_default()) && is_port(port, by)
}

fn is_name(source: &str, host: &str) -> bool {
    match source.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
        None => source == host || source == "*",
    }
}

fn is_port(source: Option<&str>, by: &Url) -> bool {
    let port = by.port_or_known_default();
    match source {
        Some("*") => true,
        Some("80") if by.scheme() == "https" => matches!(port, Some(80 | 443)),
        Some(source) => source.parse().ok() == port,
        None => by.port().is_none(),
    }
}

/// The older header: one word counts, several different ones forbid, and words that no browser knows say nothing.
fn by_options(headers: &[(String, String)], page: &Url, by: &Url) -> Option<Forbidding> {
    let all: Vec<&str> = values(headers, OPTIONS).flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut words: Vec<String> = all.iter().map(|word| word.to_ascii_lowercase()).collect();
    words.sort_unstable();
    words.dedup();
    let known = |word: &String| matches!(word.as_str(), "deny" | "sameorigin" | "allowall");
    let why = match words.as_slice() {
        [word] if word == "deny" => "the tool lets no site frame this page".to_owned(),
        [word] if word == "sameorigin" && page.origin() != by.origin() => {
            "the tool lets only its own site frame this page".to_owned()
        }
        [_, _, ..] if words.iter().any(known) => "the values contradict each other".to_owned(),
        _ => return None,
    };
    let instead = format!("{POLICY}: frame-ancestors {}", by.origin().ascii_serialization());
    Some(Forbidding { name: OPTIONS, value: all.join(", "), why, instead })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header that keeps `http://localhost:3000/` out of a frame of `by`.
    fn told_by(by: &str, headers: &[(&str, &str)]) -> Option<Forbidding> {
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let page = Url::parse("http://localhost:3000/launch").unwrap();
        forbidden(&headers, &page, &Url::parse(by).unwrap())
    }

    fn told(headers: &[(&str, &str)]) -> Option<&'static str> {
        told_by("http://localhost:8080/", headers).map(|found| found.name)
    }

    fn admits(list: &str, by: &str) -> bool {
        told_by(by, &[("content-security-policy", &format!("default-src 'self'; frame-ancestors {list}"))])
            .is_none()
    }

    #[test]
    fn the_older_header_forbids_by_deny_by_sameorigin_and_by_contradiction() {
        assert_eq!(told(&[]), None);
        for bad in ["DENY", "deny", "SAMEORIGIN", "SAMEORIGIN, ALLOWALL", "deny, sameorigin"] {
            assert_eq!(told(&[("x-frame-options", bad)]), Some("X-Frame-Options"), "{bad}");
        }
        for unknown in ["ALLOW-FROM http://localhost:8080", "ALLOWALL", "nonsense", ""] {
            assert_eq!(told(&[("x-frame-options", unknown)]), None, "{unknown}");
        }
        assert_eq!(
            told(&[("x-frame-options", "SAMEORIGIN"), ("X-Frame-Options", "DENY")]),
            Some("X-Frame-Options")
        );
        assert_eq!(told_by("http://localhost:3000/", &[("x-frame-options", "SAMEORIGIN")]), None);
    }

    #[test]
    fn a_policy_that_names_ancestors_decides_alone() {
        let deny = ("x-frame-options", "DENY");
        assert_eq!(told(&[deny, ("content-security-policy", "frame-ancestors *")]), None);
        assert_eq!(told(&[deny, ("content-security-policy", "default-src 'self'")]), Some("X-Frame-Options"));
        let twice = [("content-security-policy", "frame-ancestors *, frame-ancestors 'none'")];
        assert_eq!(told(&twice), Some("Content-Security-Policy"));
        assert_eq!(told(&[("content-security-policy-report-only", "frame-ancestors 'none'")]), None);
    }

    #[test]
    fn sources_are_matched_as_browsers_match_them() {
        let lms = "http://localhost:8080/";
        for good in [
            "*",
            "http:",
            "http://localhost:8080",
            "localhost:8080",
            "http://*:8080",
            "HTTP://LOCALHOST:*",
            "'self' localhost:8080",
        ] {
            assert!(admits(good, lms), "{good}");
        }
        for bad in [
            "'none'",
            "",
            "'self'",
            "https:",
            "localhost",
            "http://localhost:3000",
            "https://localhost:8080",
            "*.localhost:8080",
        ] {
            assert!(!admits(bad, lms), "{bad}");
        }
        assert!(admits("https://*.school.test", "https://lms.school.test/"));
        assert!(admits("http://lms.school.test:80", "https://lms.school.test/"));
        assert!(!admits("https://*.school.test", "https://school.test/"));
        assert!(admits("http://[::1]:8080", "http://[::1]:8080/"));
    }

    #[test]
    fn what_to_send_instead_keeps_what_was_allowed() {
        let found =
            told_by("http://localhost:8080/", &[("content-security-policy", "frame-ancestors 'none'")])
                .unwrap();
        assert_eq!(found.instead, "Content-Security-Policy: frame-ancestors http://localhost:8080");
        assert_eq!(found.value, "frame-ancestors 'none'");
        let found = told_by(
            "http://localhost:8080/",
            &[("content-security-policy", "frame-ancestors 'self' a.test")],
        )
        .unwrap();
        assert_eq!(
            found.instead,
            "Content-Security-Policy: frame-ancestors 'self' a.test http://localhost:8080"
        );
    }
}
