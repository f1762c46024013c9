//! Whether an answer may set a cookie at all, judged by the cookie and the address alone (RFC 6265bis 5.7).

use jiff::Timestamp;
use url::Url;

use super::cookie::{Cookie, SameSite, SetCookie, default_path, path_covers};
use super::decision::Reason;
use super::jar::Policy;
use super::site::Site;
use super::suffix;

/// Makes a cookie of what was read, or says which rule forbids it.
pub(crate) fn judge(
    mut read: SetCookie,
    url: &Url,
    policy: Policy,
    top_level: Site,
    now: Timestamp,
) -> Result<Cookie, Reason> {
    check_prefix(&read)?;
    read.domain = admitted_domain(read.domain.take(), url)?;
    if read.secure && !policy.trusts(url) {
        return Err(Reason::SecureOverPlainHttp);
    }
    if read.same_site == SameSite::None && !read.secure {
        return Err(Reason::NoneWithoutSecure);
    }
    if read.partitioned && !read.secure {
        return Err(Reason::PartitionedWithoutSecure);
    }
    let partition = read.partitioned.then_some(top_level);
    Ok(cookie(read, url, partition, now))
}

/// The cookie that the address sets, without any check.
pub(crate) fn cookie(read: SetCookie, url: &Url, partition: Option<Site>, now: Timestamp) -> Cookie {
    let host_only = read.domain.is_none();
    Cookie {
        domain: read.domain.unwrap_or_else(|| host(url).to_owned()),
        host_only,
        path: read.path.unwrap_or_else(|| default_path(url).to_owned()),
        name: read.name,
        value: read.value,
        secure: read.secure,
        http_only: read.http_only,
        same_site: read.same_site,
        partition,
        expires: read.expires,
        created: now,
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
