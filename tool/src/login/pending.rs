//! Logins that were begun here, until the platform answers (OIDC-040, OIDC-041, OIDC-082, OIDC-083).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::login::LoginRequest;
use crate::platform::{Platform, PlatformId};
use crate::platforms::Platforms;
use crate::store::{Shelf, StoreError};
use crate::variants::{Variant, Variants};
use crate::vault::{Vault, logged};

/// How long a platform may take to answer, in seconds (ATK-071).
pub(crate) const LIFE: i64 = 600;

/// These read again what the login initiation said. A correct tool does not, and keeps none of it: strangers write it.
const BY_REQUEST: [Defect; 5] = [
    Defect::TARGET_FROM_LOGIN,
    Defect::USER_FROM_LOGIN_HINT,
    Defect::LOGIN_TARGET_FOLLOWED,
    Defect::ERROR_LOGIN_LOOP,
    Defect::MISSING_CLAIMS_ASSUMED,
];

/// These find a login by its nonce. A correct tool does not, and keeps no list.
const BY_NONCE: [Defect; 3] = [Defect::STATE_UNCHECKED, Defect::STATE_NOT_SENT, Defect::NONCE_SHARED];

/// A login that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) state: String,
    pub(crate) nonce: String,
    /// What the browser's cookie must hold.
    pub(crate) binding: String,
    /// Who may answer (SEC-031), as it is now.
    pub(crate) platform: Arc<Platform>,
    /// What the platform said then; nothing of it is left when the answer comes.
    pub(crate) request: LoginRequest,
}

/// What is kept of a login under its state.
#[derive(Debug, Serialize, Deserialize)]
struct Login {
    nonce: String,
    binding: String,
    platform: PlatformId,
    request: Option<LoginRequest>,
}

/// Why an answer belongs to no login.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLogin {
    #[error("it was never begun, or its time is over")]
    Unknown,
    #[error("it is answered")]
    Answered,
    #[error("it was begun in another browser")]
    OtherBrowser,
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug)]
pub(crate) struct Logins {
    vault: Vault,
    platforms: Platforms,
    clock: Clock,
    entropy: Entropy,
    defects: Defects,
    variants: Variants,
    count: AtomicU64,
    /// Whether any browser may answer.
    unbound: bool,
}

impl Logins {
    pub(crate) fn new(
        (vault, platforms): (Vault, Platforms),
        clock: Clock,
        entropy: Entropy,
        defects: Defects,
        variants: Variants,
    ) -> Self {
        Self {
            vault,
            platforms,
            clock,
            entropy,
            defects,
            variants,
            count: AtomicU64::default(),
            unbound: false,
        }
    }

    /// Takes answers from every browser; for development.
    pub(crate) fn unbound(self) -> Self {
        Self { unbound: true, ..self }
    }

    pub(crate) async fn open(
        &self,
        platform: Arc<Platform>,
        request: LoginRequest,
    ) -> Result<Arc<Pending>, StoreError> {
        let (state, nonce, binding) = (self.state(), self.word(Defect::NONCE_COUNTER), self.entropy.word());
        let id = platform.id();
        let login = Login {
            nonce: nonce.clone(),
            binding: binding.clone(),
            platform: id.clone(),
            request: self.has_one_of(&BY_REQUEST).then(|| request.clone()),
        };
        // Where the platform was deleted meanwhile nothing is kept, and no answer is taken.
        let _kept = self.vault.put(Shelf::Logins, &state, Some(&id), Arc::new(login), Some(LIFE)).await?;
        if self.has_one_of(&BY_NONCE) {
            let found = Arc::new(state.clone());
            self.vault.put(Shelf::Logins, &under(&nonce), Some(&id), found, Some(LIFE)).await?;
        }
        Ok(Arc::new(Pending { state, nonce, binding, platform, request }))
    }

    fn has_one_of(&self, defects: &[Defect]) -> bool {
        defects.iter().any(|defect| self.defects.has(*defect))
    }

    fn state(&self) -> String {
        let word = self.word(Defect::STATE_COUNTER);
        if self.variants.has(Variant::STATE_LIKE_TOKEN) { self.like_token(&word) } else { word }
    }

    /// What libraries that keep no logins send: everything about the login, signed. Here it is a mere key.
    fn like_token(&self, word: &str) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "HS256"}));
        let issued = self.clock.seconds();
        let payload = part(json!({"jti": word, "iat": issued, "exp": issued + LIFE, "sub": "login"}));
        format!("{header}.{payload}.{}", self.entropy.word())
    }

    fn word(&self, predictable: Defect) -> String {
        if self.defects.has(predictable) {
            return (self.count.fetch_add(1, Ordering::Relaxed) + 1).to_string();
        }
        self.entropy.word()
    }

    /// Takes the login that an answer belongs to. It can be taken once, also by two answers at the same time;
    /// a browser that did not begin it cannot use it up.
    pub(crate) async fn answer(&self, state: &str, bindings: &[String]) -> Result<Arc<Pending>, NoLogin> {
        let login = self.find(state).await?.ok_or(NoLogin::Unknown)?;
        if self.is_answered(state).await? {
            let anybodys = self.defects.has(Defect::STATE_REUSABLE_ANYWHERE);
            return if anybodys { Ok(login) } else { Err(NoLogin::Answered) };
        }
        let unbound = self.unbound || self.defects.has(Defect::STATE_UNBOUND);
        if !bindings.contains(&login.binding) && !unbound {
            return Err(NoLogin::OtherBrowser);
        }
        if self.defects.has(Defect::STATE_REUSABLE) {
            return Ok(login);
        }
        self.take(login).await
    }

    /// Takes the open login with this nonce. Only [`Defect::STATE_UNCHECKED`] has a use for this.
    pub(crate) async fn answer_by_nonce(&self, nonce: &str) -> Result<Arc<Pending>, NoLogin> {
        let login = self.open_with(nonce).await?.ok_or(NoLogin::Unknown)?;
        self.take(login).await
    }

    /// The open login with this nonce. Only [`Defect::NONCE_SHARED`] and [`Defect::STATE_NOT_SENT`] have
    /// a use for this.
    pub(crate) async fn open_with(&self, nonce: &str) -> Result<Option<Arc<Pending>>, StoreError> {
        let Some(state) = self.vault.get::<String>(Shelf::Logins, &under(nonce)).await? else {
            return Ok(None);
        };
        if self.is_answered(&state).await? { Ok(None) } else { self.find(&state).await }
    }

    async fn take(&self, login: Arc<Pending>) -> Result<Arc<Pending>, NoLogin> {
        let id = login.platform.id();
        let mark = Arc::new(true);
        let first = self.vault.claim(Shelf::Answers, &login.state, Some(&id), mark, Some(LIFE)).await?;
        if first { Ok(login) } else { Err(NoLogin::Answered) }
    }

    async fn is_answered(&self, state: &str) -> Result<bool, StoreError> {
        Ok(self.vault.get::<bool>(Shelf::Answers, state).await?.is_some())
    }

    /// The login with this state, answered or not. One that cannot be read is none: the person can begin again.
    async fn find(&self, state: &str) -> Result<Option<Arc<Pending>>, StoreError> {
        let found = match self.vault.get::<Login>(Shelf::Logins, state).await {
            Err(unreadable @ StoreError::Unreadable { .. }) => logged(Err(unreadable)).flatten(),
            found => found?,
        };
        let Some(login) = found else { return Ok(None) };
        let platform = self.platforms.by_id(&login.platform).await?;
        Ok(platform.map(|platform| {
            Arc::new(Pending {
                state: state.to_owned(),
                nonce: login.nonce.clone(),
                binding: login.binding.clone(),
                platform,
                request: login.request.clone().unwrap_or_default(),
            })
        }))
    }
}

/// A key that is no state: states have no spaces.
fn under(nonce: &str) -> String {
    format!("nonce {nonce}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::keys::pairs::{KeyPairs, OwnKeys};
    use crate::platform::sample;

    async fn logins(defects: Defects) -> (Logins, Clock) {
        let clock = Clock::fixed(Timestamp::UNIX_EPOCH);
        let vault = Vault::in_memory(clock.clone()).await;
        let keys = OwnKeys::open(vault.clone(), KeyPairs::Shared, Defects::default()).await.unwrap();
        let platforms = Platforms::new(vault.clone(), keys);
        platforms.register(sample("https://lms.test", "client", &["1"])).await.unwrap();
        let (entropy, variants) = (Entropy::seeded(1), Variants::default());
        (Logins::new((vault, platforms), clock.clone(), entropy, defects, variants), clock)
    }

    async fn open(logins: &Logins) -> Arc<Pending> {
        let request = LoginRequest {
            issuer: "https://lms.test".into(),
            login_hint: "u".into(),
            target_link_uri: "https://tool.test/".into(),
            message_hint: None,
            client_id: None,
            deployment_id: None,
        };
        logins.open(Arc::new(sample("https://lms.test", "client", &["1"])), request).await.unwrap()
    }

    async fn answer(logins: &Logins, pending: &Pending) -> Result<Arc<Pending>, NoLogin> {
        logins.answer(&pending.state, std::slice::from_ref(&pending.binding)).await
    }

    #[tokio::test]
    async fn every_login_has_its_own_state_nonce_and_binding() {
        let (logins, _) = logins(Defects::default()).await;
        let mut words = HashSet::new();
        for _ in 0..20 {
            let login = open(&logins).await;
            words.extend([login.state.clone(), login.nonce.clone(), login.binding.clone()]);
        }
        assert_eq!(words.len(), 60);
    }

    #[tokio::test]
    async fn a_login_is_answered_once() {
        let (logins, _) = logins(Defects::default()).await;
        let (first, second) = (open(&logins).await, open(&logins).await);
        assert_eq!(answer(&logins, &second).await.unwrap().nonce, second.nonce);
        assert_eq!(answer(&logins, &first).await.unwrap().nonce, first.nonce);
        assert!(matches!(answer(&logins, &first).await, Err(NoLogin::Answered)));
    }

    #[tokio::test]
    async fn another_browser_can_neither_use_a_login_nor_use_it_up() {
        let (logins, _) = logins(Defects::default()).await;
        let (mine, other) = (open(&logins).await, open(&logins).await);
        let foreign = [other.binding.clone()];
        assert!(matches!(logins.answer(&mine.state, &foreign).await, Err(NoLogin::OtherBrowser)));
        assert!(matches!(logins.answer(&mine.state, &[]).await, Err(NoLogin::OtherBrowser)));
        assert!(answer(&logins, &mine).await.is_ok());
    }

    #[tokio::test]
    async fn a_late_answer_is_refused() {
        let (logins, clock) = logins(Defects::default()).await;
        let login = open(&logins).await;
        clock.advance(Duration::from_mins(10));
        assert!(matches!(answer(&logins, &login).await, Err(NoLogin::Unknown)));
    }

    #[tokio::test]
    async fn an_invented_state_is_refused() {
        let (logins, _) = logins(Defects::default()).await;
        let login = open(&logins).await;
        for state in ["invented", "", &under(&login.nonce)] {
            assert!(matches!(logins.answer(state, &[]).await, Err(NoLogin::Unknown)), "{state}");
        }
    }

    #[tokio::test]
    async fn a_platform_that_is_gone_answers_no_login() {
        let (logins, _) = logins(Defects::default()).await;
        let login = open(&logins).await;
        assert!(logins.platforms.delete(&login.platform.id()).await.unwrap());
        assert!(matches!(answer(&logins, &login).await, Err(NoLogin::Unknown)));
        let late = open(&logins).await;
        assert!(matches!(answer(&logins, &late).await, Err(NoLogin::Unknown)));
    }

    #[tokio::test]
    async fn a_login_is_answered_by_the_platform_as_it_is_now() {
        let (logins, _) = logins(Defects::default()).await;
        let login = open(&logins).await;
        logins.platforms.register(sample("https://lms.test", "client", &["1"]).name("New")).await.unwrap();
        assert_eq!(answer(&logins, &login).await.unwrap().platform.name.as_deref(), Some("New"));
    }

    #[tokio::test]
    async fn defects_break_one_rule_each() {
        let (counting, _) = logins(Defects::new(vec![&Defect::STATE_COUNTER])).await;
        let states = (open(&counting).await.state.clone(), open(&counting).await.state.clone());
        assert_eq!(states, ("1".into(), "2".into()));
        let (unbound, _) = logins(Defects::new(vec![&Defect::STATE_UNBOUND])).await;
        let login = open(&unbound).await;
        assert!(unbound.answer(&login.state, &[]).await.is_ok());
        assert!(matches!(unbound.answer(&login.state, &[]).await, Err(NoLogin::Answered)));
        let (reusable, _) = logins(Defects::new(vec![&Defect::STATE_REUSABLE])).await;
        let login = open(&reusable).await;
        assert!(answer(&reusable, &login).await.is_ok() && answer(&reusable, &login).await.is_ok());
        let (unchecked, _) = logins(Defects::new(vec![&Defect::STATE_UNCHECKED])).await;
        let login = open(&unchecked).await;
        assert!(unchecked.answer_by_nonce(&login.nonce).await.is_ok());
        assert!(matches!(unchecked.answer_by_nonce(&login.nonce).await, Err(NoLogin::Unknown)));
    }
}
