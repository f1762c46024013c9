//! The nonce of the token is the one of this login, and used once (SEC-019 to SEC-021).

use std::sync::Arc;

use homeroom_vocab::standard_claim::NONCE;

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::launch::Refusal;
use crate::login::pending::{Logins, Pending};
use crate::store::{Shelf, StoreError};
use crate::token::claims::Claims;
use crate::token::times::WINDOW;
use crate::vault::Vault;

/// How long [`Defect::NONCE_FORGOTTEN`] remembers, in milliseconds.
const SHORT_MEMORY: i64 = 10_000;

/// These take a nonce more than once.
const REUSABLE: [Defect; 4] = [
    Defect::NONCE_REPLAYABLE,
    Defect::NONCE_FORGOTTEN,
    Defect::STATE_REUSABLE,
    Defect::STATE_REUSABLE_ANYWHERE,
];

/// The nonces that were used, for as long as a token can live.
#[derive(Debug)]
pub(crate) struct Nonces {
    vault: Vault,
    clock: Clock,
    defects: Defects,
}

impl Nonces {
    pub(crate) fn new(vault: Vault, clock: Clock, defects: Defects) -> Self {
        Self { vault, clock, defects }
    }

    pub(crate) async fn check(
        &self,
        claims: &Claims,
        login: &Pending,
        logins: &Logins,
    ) -> Result<(), Refusal> {
        if self.defects.has(Defect::NONCE_UNCHECKED) {
            return Ok(());
        }
        let nonce = claims.required_text(NONCE)?;
        let key = format!("{} {nonce}", login.platform.issuer);
        if nonce != login.nonce && !self.is_tolerated(nonce, &key, logins).await? {
            return Err(Refusal::Nonce);
        }
        let (id, now) = (login.platform.id(), Arc::new(self.clock.millis()));
        let first = self.vault.claim(Shelf::Nonces, &key, Some(&id), Arc::clone(&now), Some(WINDOW)).await?;
        if first || self.is_reusable(&key).await? {
            return Ok(());
        }
        Err(Refusal::NonceUsed)
    }

    /// When the nonce was used, as far as this tool remembers.
    async fn used(&self, key: &str) -> Result<Option<i64>, StoreError> {
        let used = self.vault.get::<i64>(Shelf::Nonces, key).await?;
        let is_forgotten = |at: i64| {
            self.defects.has(Defect::NONCE_FORGOTTEN) && self.clock.millis().saturating_sub(at) > SHORT_MEMORY
        };
        Ok(used.map(|at| *at).filter(|at| !is_forgotten(*at)))
    }

    /// Whether a defect takes the nonce again.
    async fn is_reusable(&self, key: &str) -> Result<bool, StoreError> {
        if self.defects.has(Defect::NONCE_FORGOTTEN) && self.used(key).await?.is_some() {
            return Ok(false);
        }
        Ok(REUSABLE.iter().any(|defect| self.defects.has(*defect)))
    }

    /// Whether a defect takes the nonce of another login.
    async fn is_tolerated(&self, nonce: &str, key: &str, logins: &Logins) -> Result<bool, StoreError> {
        if self.defects.has(Defect::NONCE_UNBOUND) || self.defects.has(Defect::NONCE_FORGOTTEN) {
            return Ok(true);
        }
        if self.defects.has(Defect::NONCE_REPLAYABLE) && self.used(key).await?.is_some() {
            return Ok(true);
        }
        Ok(self.defects.has(Defect::NONCE_SHARED) && logins.open_with(nonce).await?.is_some())
    }
}
