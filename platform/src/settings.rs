//! What the embedder decides before the platform starts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use url::Url;

use crate::keys::supply::KeySupply;

/// How many exchanges a campus remembers unless told otherwise.
pub const DEFAULT_JOURNAL: usize = 10_000;

/// Where to listen, what to be called, where to keep things.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The addresses to listen on; loopback only.
    pub listen: Listen,
    /// The base of every URL that browsers and tools see. Default: the address listened on.
    pub public_url: Option<Url>,
    /// The base of the URLs that a tool's server calls (JWKS, token), for tools in a container.
    pub backchannel_url: Option<Url>,
    /// Further `Host` names to answer to, beside loopback and the two URLs above.
    pub allow_hosts: Vec<String>,
    /// Where people, courses, registrations and keys are kept.
    pub state: State,
    /// How many exchanges each campus remembers.
    pub journal: usize,
    /// Where new keys come from. Default: a supply of its own.
    pub keys: KeySupply,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: Listen::Localhost(8080),
            public_url: None,
            backchannel_url: None,
            allow_hosts: Vec::new(),
            state: State::Memory,
            journal: DEFAULT_JOURNAL,
            keys: KeySupply::default(),
        }
    }
}

/// Where the platform keeps what must last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nowhere: everything is gone when the platform stops.
    Memory,
    /// In this directory, which is made when it is missing.
    Directory(PathBuf),
}

/// The addresses to listen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// `localhost`: 127.0.0.1 and `::1` with one port; port 0 picks one that is free on both.
    Localhost(u16),
    /// Exactly these.
    Addresses(Vec<SocketAddr>),
}

impl Listen {
    /// The addresses to bind, in order.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        match self {
            Self::Localhost(port) => vec![
                SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), *port),
                SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), *port),
            ],
            Self::Addresses(addresses) => addresses.clone(),
        }
    }
}

impl From<Vec<SocketAddr>> for Listen {
    fn from(addresses: Vec<SocketAddr>) -> Self {
        Self::Addresses(addresses)
    }
}

/// The text is no address to listen on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no address to listen on: expected `localhost:PORT` or `ADDRESS:PORT`, such as `localhost:8080`"
)]
pub struct BadListen(String);

impl FromStr for Listen {
    type Err = BadListen;

    fn from_str(text: &str) -> Result<Self, BadListen> {
        let bad = || BadListen(text.to_owned());
        if let Some(port) = text.strip_prefix("localhost:") {
            return port.parse().map(Self::Localhost).map_err(|_| bad());
        }
        text.parse().map(|address| Self::Addresses(vec![address])).map_err(|_| bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_means_both_families() {
        let listen: Listen = "localhost:8080".parse().unwrap();
        let texts: Vec<String> = listen.addresses().iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["127.0.0.1:8080", "[::1]:8080"]);
    }

    #[test]
    fn a_plain_address_means_itself() {
        let listen: Listen = "127.0.0.1:9000".parse().unwrap();
        assert_eq!(listen.addresses().len(), 1);
    }

    #[test]
    fn a_bad_address_is_told_what_a_good_one_looks_like() {
        let error = "localhost:http".parse::<Listen>().unwrap_err().to_string();
        assert!(error.contains("localhost:8080"), "{error}");
    }
}
