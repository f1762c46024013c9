//! The nonce of the token is the one of this login, and used once (SEC-019 to SEC-021).

use std::sync::Mutex;

use homeroom_vocab::standard_claim::NONCE;

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::expiring::{Expiring, lock};
use crate::launch::Refusal;
use crate::login::pending::{Logins, Pending};
use crate::token::claims::Claims;
use crate::token::times::WINDOW;

const MOST: usize = 200_000;
/// How long [`Defect::NONCE_FORGOTTEN`] remembers, in milliseconds.
const SHORT_MEMORY: i64 = 10_000;

/// The nonces that were used, for as long as a token can live.
#[derive(Debug)]
pub(crate) struct Nonces {
    clock: Clock,
    defects: Defects,
    /// Each with the time when it was used, in milliseconds.
    used: Mutex<Expiring<i64>>,
}

impl Nonces {
    pub(crate) fn new(clock: Clock, defects: Defects) -> Self {
        Self { clock, defects, used: Mutex::new(Expiring::new(WINDOW, MOST)) }
    }

    pub(crate) fn check(&self, claims: &Claims, login: &Pending, logins: &Logins) -> Result<(), Refusal> {
        if self.defects.has(Defect::NONCE_UNCHECKED) {
            return Ok(());
        }
        let nonce = claims.required_text(NONCE)?;
        let key = format!("{} {nonce}", login.registration.issuer);
        let mut used = lock(&self.used);
        let now = self.clock.millis();
        let is_used = used.get(&key, now).is_some_and(|at| !self.is_forgotten(*at, now));
        if nonce != login.nonce && !self.is_tolerated(nonce, is_used, logins) {
            return Err(Refusal::Nonce);
        }
        let reusable = [Defect::NONCE_REPLAYABLE, Defect::STATE_REUSABLE, Defect::STATE_REUSABLE_ANYWHERE];
        if is_used && !reusable.iter().any(|defect| self.defects.has(*defect)) {
            return Err(Refusal::NonceUsed);
        }
        used.insert(key, now, now);
        Ok(())
    }

    fn is_forgotten(&self, used: i64, now: i64) -> bool {
        self.defects.has(Defect::NONCE_FORGOTTEN) && now - used > SHORT_MEMORY
    }

    /// Whether a defect takes the nonce of another login.
    fn is_tolerated(&self, nonce: &str, is_used: bool, logins: &Logins) -> bool {
        self.defects.has(Defect::NONCE_UNBOUND)
            || self.defects.has(Defect::NONCE_FORGOTTEN)
            || (self.defects.has(Defect::NONCE_REPLAYABLE) && is_used)
            || (self.defects.has(Defect::NONCE_SHARED) && logins.open_with(nonce).is_some())
    }
}
