//! Which addresses a stranger may make this tool call (DYN-004, ATK-081): the page that registers is public, so whoever
//! opens it chooses them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Longer ones are no address of a platform.
const LONGEST: usize = 4 * 1024;

/// Why an address is not called, as the rest of a sentence about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Relative, or without a host.
    #[error("is no whole web address")]
    NotAUrl,
    /// Longer than 4 KB.
    #[error("is too long")]
    TooLong,
    /// Neither https, nor http where that is allowed.
    #[error("is of another scheme than https")]
    Scheme,
    /// A user name before the host.
    #[error("carries a user name, which hides where it leads")]
    User,
    /// Loopback, private, link-local and the like.
    #[error("lies in a private network")]
    Private,
}

/// What may be called: the public web by https; this machine only if the tool itself is served on it; and hosts that the
/// tool's author trusts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    /// Whether the tool is in development, on the loopback of a machine.
    pub(crate) loopback: bool,
    /// Names or addresses that may be private and without https.
    pub(crate) trusted: Vec<String>,
}

impl Addresses {
    /// The rules for a tool at this address.
    pub(crate) fn of_tool(base: &Url, trusted: Vec<String>) -> Self {
        Self { loopback: base.host().is_some_and(|host| is_loopback(&host)), trusted }
    }

    /// Reads an address that may be called.
    pub(crate) fn read(&self, text: &str) -> Result<Url, AddressError> {
        if text.len() > LONGEST {
            return Err(AddressError::TooLong);
        }
        let url = Url::parse(text).map_err(|_| AddressError::NotAUrl)?;
        self.check(&url).map(|()| url)
    }

    /// Whether an address may be called, as far as it can be told without asking for the addresses of a name.
    pub(crate) fn check(&self, url: &Url) -> Result<(), AddressError> {
        let host = match url.scheme() {
            "http" | "https" => url.host().ok_or(AddressError::NotAUrl)?,
            _ => return Err(AddressError::Scheme),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::User);
        }
        if self.trusts(&host.to_string()) || (self.loopback && is_loopback(&host)) {
            return Ok(());
        }
        if url.scheme() != "https" {
            return Err(AddressError::Scheme);
        }
        let is_public = match host {
            Host::Domain(_) => !is_loopback(&host),
            Host::Ipv4(address) => is_public_v4(address),
            Host::Ipv6(address) => is_public_v6(address),
        };
        if is_public { Ok(()) } else { Err(AddressError::Private) }
    }

    /// Whether a name may stand for this address (a name of the public web can point anywhere).
    pub(crate) fn allows(&self, name: &str, address: IpAddr) -> bool {
        let is_public = match address {
            IpAddr::V4(address) => is_public_v4(address),
            IpAddr::V6(address) => is_public_v6(address),
        };
        is_public || self.trusts(name) || (self.loopback && address.is_loopback() && is_loopback_name(name))
    }

    fn trusts(&self, host: &str) -> bool {
        self.trusted.iter().any(|trusted| trusted.eq_ignore_ascii_case(host))
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => is_loopback_name(name),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// RFC 6761: these names never leave the machine.
fn is_loopback_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        // Behind the gateways of a provider; of the IETF; for benchmarks.
        || (first == 100 && (64..128).contains(&second))
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (second == 18 || second == 19));
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inside) = embedded(address) {
        return is_public_v4(inside);
    }
    let is_special = address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        // Of a site, as it was once; NAT64 of a site; Teredo.
        || matches!(address.segments(), [0xfec0..=0xfeff, ..] | [0x64, 0xff9b, 1, ..] | [0x2001, 0, ..]);
    !is_special
}

/// The IPv4 address that an IPv6 address stands for: mapped or compatible, by NAT64, by 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(base: &str) -> Addresses {
        Addresses::of_tool(&Url::parse(base).unwrap(), vec!["lms.internal".to_owned()])
    }

    fn refused(base: &str, text: &str) -> Option<AddressError> {
        rules(base).read(text).err()
    }

    #[test]
    fn a_tool_on_the_web_calls_the_web_by_https() {
        let public = "https://tool.example/";
        assert_eq!(refused(public, "https://lms.example/c?x=1"), None);
        assert_eq!(refused(public, "https://8.8.8.8/"), None);
        assert_eq!(refused(public, "https://[2606:4700::1111]/"), None);
        for (text, why) in [
            ("http://lms.example/", AddressError::Scheme),
            ("http://localhost:8080/", AddressError::Scheme),
            ("file:///etc/passwd", AddressError::Scheme),
            ("gopher://lms.example/_x", AddressError::Scheme),
            ("data:application/json,{}", AddressError::Scheme),
            ("lms.example/x", AddressError::NotAUrl),
            ("", AddressError::NotAUrl),
            ("https://good.example@lms.example/", AddressError::User),
        ] {
            assert_eq!(refused(public, text), Some(why), "{text}");
        }
    }

    #[test]
    fn private_networks_are_out_of_reach_however_they_are_written() {
        for base in ["https://tool.example/", "http://localhost:3000/"] {
            for host in [
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "2852039166",
                "0xa9fea9fe",
                "[fe80::1]",
                "[fd00::1]",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[2002:a9fe:a9fe::]",
                "[::]",
                "[ff02::1]",
            ] {
                assert_eq!(refused(base, &format!("https://{host}/")), Some(AddressError::Private), "{host}");
                assert_eq!(refused(base, &format!("http://{host}/")), Some(AddressError::Scheme), "{host}");
            }
        }
    }

    #[test]
    fn a_tool_in_development_calls_its_own_machine_too() {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "main.localhost"] {
            let (http, https) = (format!("http://{host}/c"), format!("https://{host}/c"));
            assert_eq!(refused("http://localhost:3000/", &http), None, "{host}");
            assert_eq!(refused("http://127.0.0.1:3000/", &https), None, "{host}");
            assert_eq!(refused("https://tool.example/", &https), Some(AddressError::Private), "{host}");
        }
        assert_eq!(refused("http://localhost:3000/", "https://lms.example/"), None);
        assert_eq!(
            refused("http://localhost:3000/", "http://localhost.evil.test/"),
            Some(AddressError::Scheme)
        );
    }

    #[test]
    fn trusted_hosts_are_called_as_they_stand() {
        assert_eq!(refused("https://tool.example/", "http://LMS.internal:8080/c"), None);
        assert_eq!(
            refused("https://tool.example/", "http://lms.internal.evil.test/"),
            Some(AddressError::Scheme)
        );
        assert!(rules("https://tool.example/").allows("lms.internal", "10.1.2.3".parse().unwrap()));
    }

    #[test]
    fn a_public_name_does_not_lead_into_a_private_network() {
        let development = rules("http://localhost:3000/");
        let allows = |name, address: &str| development.allows(name, address.parse().unwrap());
        assert!(allows("lms.example", "8.8.8.8"));
        assert!(allows("localhost", "127.0.0.1") && allows("localhost", "::1"));
        assert!(!allows("lms.example", "127.0.0.1"));
        assert!(!allows("lms.example", "169.254.169.254"));
        assert!(!allows("localhost", "10.0.0.1"));
    }

    #[test]
    fn addresses_without_end_are_none() {
        let long = format!("https://lms.example/{}", "x".repeat(LONGEST));
        assert_eq!(refused("https://tool.example/", &long), Some(AddressError::TooLong));
    }
}
