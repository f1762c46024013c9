//! Whether an answer lets the platform show it in a frame (OIDC-022).

use super::page::Page;

/// The header that forbids the platform's origin to frame the page, if one does. Where a policy speaks of frames, browsers
/// do not look at the older header.
pub(crate) fn forbidden_by(page: &Page, platform: &str) -> Option<String> {
    let policies = page.headers.iter().filter(|(name, _)| name == "content-security-policy");
    let directives: Vec<_> =
        policies.flat_map(|(_, policy)| policy.split([';', ','])).map(str::trim).collect();
    let mut ancestors = directives.into_iter().filter_map(sources_of_ancestors).peekable();
    if ancestors.peek().is_some() {
        let forbids = |sources: &&str| !sources.split_whitespace().any(|source| allows(source, platform));
        let sources = ancestors.find(forbids)?;
        return Some(format!("`Content-Security-Policy: frame-ancestors {sources}`"));
    }
    let options = page.header("x-frame-options").unwrap_or_default().to_ascii_uppercase();
    let forbidden = options.contains("DENY") || options.contains("SAMEORIGIN");
    forbidden.then(|| format!("`X-Frame-Options: {options}`"))
}

fn sources_of_ancestors(directive: &str) -> Option<&str> {
    let (name, sources) = directive.split_once(char::is_whitespace).unwrap_or((directive, ""));
    name.eq_ignore_ascii_case("frame-ancestors").then(|| sources.trim())
}

/// A source is `*`, a scheme, or a host with or without scheme and port, any of them `*`.
fn allows(source: &str, platform: &str) -> bool {
    let (scheme, authority) = platform.split_once("://").unwrap_or(("", platform));
    if source == "*" || source.strip_suffix(':') == Some(scheme) {
        return true;
    }
    let wanted = match source.split_once("://") {
        Some((wanted, rest)) if wanted == scheme => rest,
        Some(_) => return false,
        None => source,
    };
    let wanted = wanted.split('/').next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let (wanted_host, wanted_port) = wanted.split_once(':').unwrap_or((wanted, ""));
    let below = wanted_host.strip_prefix('*').is_some_and(|domain| host.ends_with(domain));
    (wanted_host == host || below) && (wanted_port == "*" || wanted_port == port)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLATFORM: &str = "http://localhost:8080";

    #[test]
    fn a_frame_is_allowed_by_star_scheme_host_or_origin() {
        for source in
            ["*", "http:", PLATFORM, "localhost:8080", "http://localhost:*", "localhost:*", "*:8080"]
        {
            assert!(allows(source, PLATFORM), "{source}");
        }
        for source in [
            "'none'",
            "'self'",
            "https:",
            "http://localhost:8081",
            "https://localhost:8080",
            "localhost",
            "*.host:8080",
        ] {
            assert!(!allows(source, PLATFORM), "{source}");
        }
    }

    #[test]
    fn the_header_that_forbids_is_named() {
        let page = |name: &str, value: &str| Page {
            headers: vec![(name.to_owned(), value.to_owned())],
            ..Page::default()
        };
        let forbidden = |name, value| forbidden_by(&page(name, value), PLATFORM);
        assert_eq!(forbidden("x-frame-options", "deny").as_deref(), Some("`X-Frame-Options: DENY`"));
        assert_eq!(
            forbidden("content-security-policy", "default-src 'self'; frame-ancestors 'none'").as_deref(),
            Some("`Content-Security-Policy: frame-ancestors 'none'`")
        );
        assert_eq!(forbidden("content-security-policy", "default-src 'none'"), None);
        let mut both = page("x-frame-options", "SAMEORIGIN");
        both.headers.push(("content-security-policy".to_owned(), "frame-ancestors *".to_owned()));
        assert_eq!(forbidden_by(&both, PLATFORM), None, "browsers take the policy");
    }
}
