//! Whether an answer may set a cookie at all, judged by the cookie and the address alone (RFC 6265bis 5.7).

use url::Url;

use super::cookie::{Cookie, SameSite, SetCookie, default_path, path_covers};
use super::decision::Reason;
use super::site::{Site, is_trustworthy};
use super::suffix;

/// Makes a cookie of what was read, or says which rule forbids it.
pub(crate) fn judge(mut read: SetCookie, url: &Url, top_level: Site) -> Result<Cookie, Reason> {
    check_prefix(&read)?;
    read.domain = admitted_domain(read.domain.take(), url)?;
    if read.secure && !is_trustworthy(url) {
        return Err(Reason::SecureOverPlainHttp);
    }
    if read.same_site == SameSite::None && !read.secure {
        return Err(Reason::NoneWithoutSecure);
    }
    if read.partitioned && !read.secure {
        return Err(Reason::PartitionedWithoutSecure);
    }
    let partition = read.partitioned.then_some(top_level);
    Ok(cookie(read, url, partition))
}

/// The cookie that the address sets, without any check.
pub(crate) fn cookie(read: SetCookie, url: &Url, partition: Option<Site>) -> Cookie {
    let host_only = read.domain.is_none();
    Cookie {
        domain: read.domain.unwrap_or_else(|| host(url).to_owned()),
        host_only,
        path: read.path.unwrap_or_else(|| default_path(url).to_owned()),
        name: read.name,
        value: read.value,
        secure: read.secure,
        same_site: read.same_site,
        partition,
        expires: read.expires,
    }
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// The domain that the cookie will cover; none for the host alone.
fn admitted_domain(domain: Option<String>, url: &Url) -> Result<Option<String>, Reason> {
    let Some(domain) = domain else { return Ok(None) };
    if !domain.is_ascii() || domain.contains(['/', ' ', '\t', ':']) {
        return Err(Reason::BadDomain);
    }
    if domain == host(url) {
        let alone = suffix::is_address(&domain) || suffix::is_public(&domain);
        return Ok((!alone).then_some(domain));
    }
    if !covers(&domain, host(url)) {
        return Err(Reason::ForeignDomain);
    }
    if suffix::is_public(&domain) { Err(Reason::PublicSuffix) } else { Ok(Some(domain)) }
}

/// Whether the host is the domain or lies below it. Addresses have nothing below them.
fn covers(domain: &str, host: &str) -> bool {
    host == domain
        || (!suffix::is_address(host) && host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')))
}

fn check_prefix(read: &SetCookie) -> Result<(), Reason> {
    let prefixed = |text: &str, prefix: &str| {
        text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let imitates = prefixed(&read.value, "__Secure-") || prefixed(&read.value, "__Host-");
    if read.name.is_empty() && imitates {
        return Err(Reason::NamelessPrefix);
    }
    if prefixed(&read.name, "__Secure-") && !read.secure {
        return Err(Reason::SecurePrefix);
    }
    let bound_to_host = read.secure && read.domain.is_none() && read.path.as_deref() == Some("/");
    if prefixed(&read.name, "__Host-") && !bound_to_host {
        return Err(Reason::HostPrefix);
    }
    Ok(())
}

/// Whether the cookie may go to that host.
pub(crate) fn host_matches(cookie: &Cookie, url: &Url) -> bool {
    if cookie.host_only { cookie.domain == host(url) } else { covers(&cookie.domain, host(url)) }
}

/// Whether a cookie from plain http would stand before a `Secure` one of the same name.
pub(crate) fn would_hide(new: &Cookie, old: &Cookie) -> bool {
    old.secure
        && old.name == new.name
        && (covers(&old.domain, &new.domain) || covers(&new.domain, &old.domain))
        && path_covers(&old.path, &new.path)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use url::Url;

    use super::super::site::SiteRules;
    use super::{Reason, SetCookie, judge};

    const TOOL: &str = "https://tool.example.org/lti/launch";
    const LOCAL: &str = "http://localhost:3000/login";

    fn judged(header: &str, at: &str) -> Result<String, Reason> {
        let url: Url = at.parse().unwrap();
        let read = SetCookie::parse(header, Timestamp::UNIX_EPOCH)?;
        let cookie = judge(read, &url, SiteRules::default().site(&url))?;
        Ok(format!("{} {}{}", if cookie.host_only { "only" } else { "below" }, cookie.domain, cookie.path))
    }

    #[test]
    fn the_domain_must_cover_the_host_and_belong_to_somebody() {
        for (header, at, expected) in [
            ("a=1", TOOL, Ok("only tool.example.org/lti")),
            ("a=1; Domain=", TOOL, Ok("only tool.example.org/lti")),
            ("a=1; Domain=example.org; Path=/", TOOL, Ok("below example.org/")),
            ("a=1; Domain=tool.example.org", TOOL, Ok("below tool.example.org/lti")),
            ("a=1; Domain=other.example.org", TOOL, Err(Reason::ForeignDomain)),
            ("a=1; Domain=ample.org", TOOL, Err(Reason::ForeignDomain)),
            ("a=1; Domain=org", TOOL, Err(Reason::PublicSuffix)),
            ("a=1; Domain=ex\u{e4}mple.org", TOOL, Err(Reason::BadDomain)),
            ("a=1; Domain=example.org:443", TOOL, Err(Reason::BadDomain)),
            ("a=1; Domain=github.io", "https://me.github.io/", Err(Reason::PublicSuffix)),
            ("a=1; Domain=localhost", LOCAL, Ok("only localhost/")),
            ("a=1; Domain=localhost", "http://a.localhost/", Err(Reason::PublicSuffix)),
            ("a=1; Domain=tool", "http://tool:3000/", Ok("only tool/")),
            ("a=1; Domain=127.0.0.1", "http://127.0.0.1/", Ok("only 127.0.0.1/")),
            ("a=1; Domain=0.0.1", "http://127.0.0.1/", Err(Reason::ForeignDomain)),
            ("a=1; Domain=localhost", "http://127.0.0.1/", Err(Reason::ForeignDomain)),
        ] {
            assert_eq!(judged(header, at), expected.map(str::to_owned), "{header} {at}");
        }
    }

    #[test]
    fn some_attributes_demand_secure_and_secure_demands_a_trusted_address() {
        for (header, at, expected) in [
            ("a=1; Secure", TOOL, None),
            ("a=1; Secure", LOCAL, None),
            ("a=1; Secure", "http://127.0.0.2/", None),
            ("a=1; Secure", "http://tool.example.org/", Some(Reason::SecureOverPlainHttp)),
            ("a=1; SameSite=None", TOOL, Some(Reason::NoneWithoutSecure)),
            ("a=1; SameSite=none; secure", TOOL, None),
            ("a=1; Partitioned", TOOL, Some(Reason::PartitionedWithoutSecure)),
            ("a=1; Partitioned; Secure", TOOL, None),
            ("__Secure-a=1", TOOL, Some(Reason::SecurePrefix)),
            ("__secure-a=1", TOOL, Some(Reason::SecurePrefix)),
            ("__Secure-a=1; Secure", TOOL, None),
            ("__Host-a=1; Secure; Path=/", TOOL, None),
            ("__Host-a=1; Secure; Path=/", LOCAL, None),
            ("__Host-a=1; Path=/", TOOL, Some(Reason::HostPrefix)),
            ("__Host-a=1; Secure", TOOL, Some(Reason::HostPrefix)),
            ("__Host-a=1; Secure", LOCAL, Some(Reason::HostPrefix)),
            ("__HOST-a=1; Secure; Path=/lti", TOOL, Some(Reason::HostPrefix)),
            ("__Host-a=1; Secure; Path=/; Domain=tool.example.org", TOOL, Some(Reason::HostPrefix)),
            ("__Host-a=1; Secure; Path=/; Domain=localhost", LOCAL, Some(Reason::HostPrefix)),
            ("=__Host-a=1; Secure; Path=/", TOOL, Some(Reason::NamelessPrefix)),
            ("__Secure-a", TOOL, Some(Reason::NamelessPrefix)),
        ] {
            assert_eq!(judged(header, at).err(), expected, "{header} {at}");
        }
    }
}
