//! The nonces that tools have used in messages of their own, so that none is good twice (SEC-044, SEC-049).

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};

/// How many are remembered; messages that are older than that have expired.
const CAPACITY: usize = 20_000;

/// A nonce of one client, in a size that does not depend on the tool.
type Print = [u8; 32];

/// All nonces that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    prints: HashSet<Print>,
    order: VecDeque<Print>,
}

fn print(client: &str, nonce: &str) -> Print {
    let text = format!("{}:{client}{nonce}", client.len());
    let mut print = [0; 32];
    print.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    print
}

impl Nonces {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this client has used this nonce.
    pub(crate) fn knows(&self, client: &str, nonce: &str) -> bool {
        self.seen().prints.contains(&print(client, nonce))
    }

    /// From now on the nonce is used.
    pub(crate) fn remember(&self, client: &str, nonce: &str) {
        let (print, mut seen) = (print(client, nonce), self.seen());
        if seen.prints.insert(print) {
            seen.order.push_back(print);
        }
        while seen.order.len() > CAPACITY {
            let Some(oldest) = seen.order.pop_front() else { return };
            seen.prints.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_used_by_its_client_only() {
        let nonces = Nonces::default();
        nonces.remember("a", "1");
        assert!(nonces.knows("a", "1"));
        assert!(!nonces.knows("a1", "") && !nonces.knows("", "a1") && !nonces.knows("b", "1"));
    }
}
