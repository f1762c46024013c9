//! The ids of assertions that were used, so that none is good twice while it lives (TOK-012).

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};

/// How many are remembered; the oldest go first. A tool that asks for a token before each call stays far below it.
const CAPACITY: usize = 100_000;

/// An id of one client, in a size that does not depend on the tool.
type Print = [u8; 32];

/// The ids with the second in which their assertions end.
#[derive(Debug, Default)]
pub(crate) struct Jtis(Mutex<Used>);

#[derive(Debug, Default)]
struct Used {
    ends: HashMap<Print, i64>,
    order: VecDeque<Print>,
}

fn print(client: &str, jti: &str) -> Print {
    let text = format!("{}:{client}{jti}", client.len());
    let mut print = [0; 32];
    print.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
    print
}

impl Jtis {
    fn used(&self) -> MutexGuard<'_, Used> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a living assertion of this client had this id.
    pub(crate) fn knows(&self, client: &str, jti: &str, now: i64) -> bool {
        self.used().ends.get(&print(client, jti)).is_some_and(|end| *end > now)
    }

    /// From now on the id is used; says whether it was free, since two requests may bring it at once.
    pub(crate) fn take(&self, client: &str, jti: &str, end: i64, now: i64) -> bool {
        let (print, mut used) = (print(client, jti), self.used());
        let before = used.ends.insert(print, end);
        if before.is_none() {
            used.order.push_back(print);
        }
        while used.order.len() > CAPACITY {
            if let Some(oldest) = used.order.pop_front() {
                used.ends.remove(&oldest);
            }
        }
        before.is_none_or(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_used_by_its_client_until_its_assertion_ends() {
        let jtis = Jtis::default();
        assert!(jtis.take("a", "1", 100, 0));
        assert!(jtis.knows("a", "1", 99) && !jtis.knows("a", "1", 100));
        assert!(!jtis.knows("a1", "", 0) && !jtis.knows("b", "1", 0));
        assert!(!jtis.take("a", "1", 100, 0) && jtis.take("a", "1", 200, 100));
    }
}
