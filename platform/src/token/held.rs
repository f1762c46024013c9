//! The access tokens that a campus has given, by their hashes: looked up in memory, kept in the database.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeroom_vocab::id::DeploymentId;
use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::jtis::Jtis;
use crate::campus::Campus;
use crate::error::Failure;
use crate::store::StoreError;

/// How long a token that ended is remembered, in milliseconds: so long its use is told as what it is.
pub(crate) const MEMORY: i64 = 60 * 60 * 1000;

/// How many tokens are held; a tool that asks for one before each call reaches this in the end.
const CAPACITY: usize = 20_000;

/// What an access token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessToken {
    pub(crate) client_id: String,
    /// The deployment that the assertion named (TOK-013).
    pub(crate) deployment: Option<DeploymentId>,
    pub(crate) scopes: Vec<String>,
    /// Milliseconds since 1970.
    pub(crate) issued_at: i64,
    /// Milliseconds since 1970.
    pub(crate) expires_at: i64,
    #[serde(default)]
    pub(crate) revoked: bool,
}

impl AccessToken {
    pub(crate) fn is_live(&self, now: i64) -> bool {
        !self.revoked && now < self.expires_at
    }
}

/// All tokens of a campus.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    held: RwLock<HashMap<String, Arc<AccessToken>>>,
    counts: Counts,
    jtis: Jtis,
}

/// What is kept of a token.
pub(crate) fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

impl Tokens {
    /// Those that were kept when the platform stopped.
    pub(crate) fn new(kept: Vec<(String, AccessToken)>) -> Self {
        let held = kept.into_iter().map(|(hash, token)| (hash, Arc::new(token))).collect();
        Self { held: RwLock::new(held), counts: Counts::default(), jtis: Jtis::default() }
    }

    /// What a token stands for, also when it ended lately.
    pub(crate) fn find(&self, token: &str) -> Option<Arc<AccessToken>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).get(&hash(token)).cloned()
    }

    /// How many requests came, by client.
    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The assertions that were used.
    pub(crate) fn jtis(&self) -> &Jtis {
        &self.jtis
    }

    /// How many tokens of a client can be used.
    pub(crate) fn live(&self, client: &str, now: i64) -> usize {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.values().filter(|token| token.client_id == client && token.is_live(now)).count()
    }

    fn hold(&self, hash: String, token: AccessToken, now: i64) -> bool {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.insert(hash, Arc::new(token));
        let is_full = held.len() > CAPACITY;
        if is_full {
            held.retain(|_, token| token.expires_at + MEMORY > now);
            drop_oldest(&mut held);
        }
        is_full
    }

    fn of(&self, client: Option<&str>, now: i64) -> Vec<(String, Arc<AccessToken>)> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let asked = |token: &AccessToken| client.is_none_or(|client| token.client_id == client);
        let live = held.iter().filter(|(_, token)| asked(token) && token.is_live(now));
        live.map(|(hash, token)| (hash.clone(), Arc::clone(token))).collect()
    }
}

/// A tenth of the oldest, so that this is rare.
fn drop_oldest(held: &mut HashMap<String, Arc<AccessToken>>) {
    if held.len() <= CAPACITY {
        return;
    }
    let mut ages: Vec<(i64, String)> =
        held.iter().map(|(hash, token)| (token.issued_at, hash.clone())).collect();
    ages.sort_unstable();
    for (_, hash) in ages.into_iter().take(CAPACITY / 10) {
        held.remove(&hash);
    }
}

impl Campus {
    /// Stores a new token, then lets it take effect.
    pub(crate) async fn keep_token(&self, text: &str, token: AccessToken) -> Result<(), Failure> {
        let (name, now) = (self.name().as_str(), self.ground().clock.milliseconds());
        let hash = hash(text);
        self.store().save_access_token(name, &hash, &token).await?;
        if self.tokens().hold(hash, token, now) {
            self.store().forget_access_tokens(name, now - MEMORY).await?;
        }
        Ok(())
    }

    /// Ends the live tokens of a client, or of all; says how many there were.
    pub(crate) async fn revoke_tokens(&self, client: Option<&str>) -> Result<usize, StoreError> {
        let now = self.ground().clock.milliseconds();
        let live = self.tokens().of(client, now);
        for (hash, token) in &live {
            let ended = AccessToken { revoked: true, ..AccessToken::clone(token) };
            self.store().save_access_token(self.name().as_str(), hash, &ended).await?;
            self.tokens().hold(hash.clone(), ended, now);
        }
        Ok(live.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(client: &str, end: i64) -> AccessToken {
        let client_id = client.to_owned();
        AccessToken {
            client_id,
            deployment: None,
            scopes: vec![],
            issued_at: 0,
            expires_at: end,
            revoked: false,
        }
    }

    #[test]
    fn a_token_is_found_by_its_text_only() {
        let tokens = Tokens::new(vec![(hash("abc"), token("a", 10))]);
        assert_eq!(tokens.find("abc").unwrap().client_id, "a");
        assert!(tokens.find(&hash("abc")).is_none() && tokens.find("ABC").is_none());
    }

    #[test]
    fn a_token_ends_at_its_time_or_when_it_is_revoked() {
        assert!(token("a", 10).is_live(9) && !token("a", 10).is_live(10));
        assert!(!AccessToken { revoked: true, ..token("a", 10) }.is_live(0));
    }

    #[test]
    fn there_is_room_for_so_many_and_the_oldest_go_first() {
        let tokens = Tokens::default();
        for number in 0..=CAPACITY {
            let issued_at = i64::try_from(number).unwrap();
            tokens.hold(number.to_string(), AccessToken { issued_at, ..token("a", i64::MAX / 2) }, 0);
        }
        let held = tokens.held.read().unwrap();
        assert!(
            held.len() <= CAPACITY && !held.contains_key("0") && held.contains_key(&CAPACITY.to_string())
        );
    }
}
