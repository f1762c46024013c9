//! Public suffixes, simplified: the last label, or one of a few shared suffixes that tools are commonly hosted under.

use std::net::IpAddr;

/// Suffixes of several labels under which strangers register names. Not the whole list, but the usual hosts of tools
/// and tunnels, and the usual second levels of countries.
const SHARED: &[&str] = &[
    "ac.jp",
    "ac.nz",
    "ac.uk",
    "ac.za",
    "appspot.com",
    "azurewebsites.net",
    "cloudfront.net",
    "co.in",
    "co.jp",
    "co.kr",
    "co.nz",
    "co.uk",
    "co.za",
    "com.au",
    "com.br",
    "com.cn",
    "com.mx",
    "edu.au",
    "edu.cn",
    "firebaseapp.com",
    "fly.dev",
    "github.io",
    "gitlab.io",
    "herokuapp.com",
    "loca.lt",
    "netlify.app",
    "ngrok.app",
    "ngrok-free.app",
    "ngrok.io",
    "onrender.com",
    "org.uk",
    "pages.dev",
    "trycloudflare.com",
    "vercel.app",
    "web.app",
    "workers.dev",
];

/// Whether the host is an address rather than a name. Takes IPv6 with brackets, as URLs write it.
pub(crate) fn is_address(host: &str) -> bool {
    host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}

/// Whether nobody may own the name as a whole.
pub(crate) fn is_public(domain: &str) -> bool {
    !is_address(domain) && (!domain.contains('.') || SHARED.contains(&domain))
}

/// The suffix and one label more; the host itself if it is an address or a public suffix.
pub(crate) fn registrable(host: &str) -> &str {
    if is_address(host) || is_public(host) {
        return host;
    }
    let starts = std::iter::once(0).chain(host.match_indices('.').map(|(at, _)| at + 1));
    let mut names = starts.filter_map(|start| host.get(start..));
    names.find(|name| parent(name).is_some_and(is_public)).unwrap_or(host)
}

fn parent(name: &str) -> Option<&str> {
    name.split_once('.').map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{is_public, registrable};

    #[test]
    fn the_owner_of_a_name_is_one_label_below_its_public_suffix() {
        for (host, owner) in [
            ("localhost", "localhost"),
            ("tool.localhost", "tool.localhost"),
            ("a.tool.localhost", "tool.localhost"),
            ("tool.example.org", "example.org"),
            ("example.org", "example.org"),
            ("a.b.c.ac.uk", "c.ac.uk"),
            ("me.ngrok-free.app", "me.ngrok-free.app"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]"),
            ("", ""),
            ("a..", "."),
        ] {
            assert_eq!(registrable(host), owner, "{host}");
        }
    }

    #[test]
    fn nobody_owns_a_single_label_or_a_shared_suffix() {
        for (domain, public) in
            [("com", true), ("localhost", true), ("github.io", true), ("me.github.io", false), ("::1", false)]
        {
            assert_eq!(is_public(domain), public, "{domain}");
        }
    }
}
