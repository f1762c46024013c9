//! Where the tool listens. `localhost` means both loopback addresses, because clients try either first.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::reference::error::StartError;

/// How often a port that is free on 127.0.0.1 may turn out to be taken on `::1`.
const ATTEMPTS: usize = 20;

/// The open sockets, and the authority that stands in the tool's URLs.
#[derive(Debug)]
pub(crate) struct Listening {
    pub(crate) sockets: Vec<TcpListener>,
    pub(crate) authority: String,
    pub(crate) port: u16,
}

/// Opens `localhost:P`, `127.0.0.1:P` or `[::1]:P`; port 0 picks a free one.
pub(crate) fn open(listen: &str) -> Result<Listening, StartError> {
    if let Some(port) = listen.strip_prefix("localhost:") {
        let port = port.parse().map_err(|_| StartError::Address(listen.to_owned()))?;
        return open_localhost(port)
            .map_err(|source| StartError::Listen { listen: listen.to_owned(), source });
    }
    let address: SocketAddr = listen.parse().map_err(|_| StartError::Address(listen.to_owned()))?;
    if !address.ip().is_loopback() {
        return Err(StartError::NotLoopback(listen.to_owned()));
    }
    open_one(address).map_err(|source| StartError::Listen { listen: listen.to_owned(), source })
}

fn open_one(address: SocketAddr) -> io::Result<Listening> {
    let socket = TcpListener::bind(address)?;
    let address = socket.local_addr()?;
    Ok(Listening { sockets: vec![socket], authority: address.to_string(), port: address.port() })
}

fn open_localhost(wanted: u16) -> io::Result<Listening> {
    let attempts = if wanted == 0 { ATTEMPTS } else { 1 };
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..attempts {
        match open_both(wanted) {
            Ok(listening) => return Ok(listening),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn open_both(wanted: u16) -> io::Result<Listening> {
    let v4 = TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), wanted))?;
    let port = v4.local_addr()?.port();
    let sockets = match TcpListener::bind(SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), port)) {
        Ok(v6) => vec![v4, v6],
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
        // A machine without IPv6: 127.0.0.1 is all there is.
        Err(_) => vec![v4],
    };
    Ok(Listening { sockets, authority: format!("localhost:{port}"), port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn localhost_picks_one_port_for_all_its_addresses() {
        let listening = open("localhost:0").unwrap();
        assert_ne!(listening.port, 0);
        assert_eq!(listening.authority, format!("localhost:{}", listening.port));
        for socket in &listening.sockets {
            assert_eq!(socket.local_addr().unwrap().port(), listening.port);
        }
    }

    #[test]
    fn a_port_in_use_is_an_error_that_names_it() {
        let taken = open("localhost:0").unwrap();
        let again = format!("localhost:{}", taken.port);
        let error = open(&again).unwrap_err().to_string();
        assert!(error.contains(&again), "{error}");
    }

    #[test]
    fn only_loopback_is_served() {
        assert!(matches!(open("0.0.0.0:0"), Err(StartError::NotLoopback(_))));
        assert!(matches!(open("nowhere"), Err(StartError::Address(_))));
        assert!(matches!(open("localhost:99999"), Err(StartError::Address(_))));
        assert_eq!(open("127.0.0.1:0").unwrap().sockets.len(), 1);
    }
}
