//! Logins that were begun here, until the platform answers (OIDC-040, OIDC-041, OIDC-082, OIDC-083).

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::entropy::Entropy;
use crate::expiring::{Expiring, lock};
use crate::login::LoginRequest;
use crate::registration::Registration;
use crate::variants::{Variant, Variants};

/// How long a platform may take to answer, in seconds (ATK-071).
pub(crate) const LIFE: i64 = 600;
const MOST: usize = 20_000;

/// A login that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) state: String,
    pub(crate) nonce: String,
    /// What the browser's cookie must hold.
    pub(crate) binding: String,
    /// Who may answer (SEC-031).
    pub(crate) registration: Arc<Registration>,
    pub(crate) request: LoginRequest,
}

#[derive(Debug)]
enum Login {
    Open(Arc<Pending>),
    Answered,
    /// Answered, and still open to everybody. Only with [`Defect::STATE_REUSABLE_ANYWHERE`].
    Anybodys(Arc<Pending>),
}

/// Why an answer belongs to no login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoLogin {
    Unknown,
    Answered,
    OtherBrowser,
}

#[derive(Debug)]
pub(crate) struct Logins {
    clock: Clock,
    entropy: Entropy,
    defects: Defects,
    variants: Variants,
    count: AtomicU64,
    all: Mutex<Expiring<Login>>,
}

impl Logins {
    pub(crate) fn new(clock: Clock, entropy: Entropy, defects: Defects, variants: Variants) -> Self {
        Self {
            clock,
            entropy,
            defects,
            variants,
            count: AtomicU64::default(),
            all: Mutex::new(Expiring::new(LIFE, MOST)),
        }
    }

    pub(crate) fn open(&self, registration: Arc<Registration>, request: LoginRequest) -> Arc<Pending> {
        let pending = Arc::new(Pending {
            state: self.state(),
            nonce: self.word(Defect::NONCE_COUNTER),
            binding: self.entropy.word(),
            registration,
            request,
        });
        let login = Login::Open(Arc::clone(&pending));
        lock(&self.all).insert(pending.state.clone(), login, self.clock.millis());
        pending
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
    pub(crate) fn answer(&self, state: &str, bindings: &[String]) -> Result<Arc<Pending>, NoLogin> {
        let mut logins = lock(&self.all);
        let login = logins.get_mut(state, self.clock.millis()).ok_or(NoLogin::Unknown)?;
        let pending = match login {
            Login::Open(pending) => pending,
            Login::Anybodys(pending) => return Ok(Arc::clone(pending)),
            Login::Answered => return Err(NoLogin::Answered),
        };
        if !bindings.contains(&pending.binding) && !self.defects.has(Defect::STATE_UNBOUND) {
            return Err(NoLogin::OtherBrowser);
        }
        let pending = Arc::clone(pending);
        if self.defects.has(Defect::STATE_REUSABLE_ANYWHERE) {
            *login = Login::Anybodys(Arc::clone(&pending));
        } else if !self.defects.has(Defect::STATE_REUSABLE) {
            *login = Login::Answered;
        }
        Ok(pending)
    }

    /// Takes the open login with this nonce. Only [`Defect::STATE_UNCHECKED`] has a use for this.
    pub(crate) fn answer_by_nonce(&self, nonce: &str) -> Result<Arc<Pending>, NoLogin> {
        let state = self.open_with(nonce).ok_or(NoLogin::Unknown)?.state.clone();
        let mut logins = lock(&self.all);
        let login = logins.get_mut(&state, self.clock.millis()).ok_or(NoLogin::Unknown)?;
        match std::mem::replace(login, Login::Answered) {
            Login::Open(pending) => Ok(pending),
            Login::Answered | Login::Anybodys(_) => Err(NoLogin::Answered),
        }
    }

    /// The open login with this nonce. Only [`Defect::NONCE_SHARED`] and [`Defect::STATE_NOT_SENT`] have
    /// a use for this.
    pub(crate) fn open_with(&self, nonce: &str) -> Option<Arc<Pending>> {
        let logins = lock(&self.all);
        logins.iter(self.clock.millis()).find_map(|(_, login)| match login {
            Login::Open(pending) if pending.nonce == nonce => Some(Arc::clone(pending)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::registration::sample;

    fn logins(defects: Defects) -> (Logins, Clock) {
        let clock = Clock::fixed(Timestamp::UNIX_EPOCH);
        (Logins::new(clock.clone(), Entropy::seeded(1), defects, Variants::default()), clock)
    }

    fn open(logins: &Logins) -> Arc<Pending> {
        let request = LoginRequest {
            issuer: "https://lms.test".into(),
            login_hint: "u".into(),
            target_link_uri: "https://tool.test/".into(),
            message_hint: None,
            client_id: None,
            deployment_id: None,
        };
        logins.open(Arc::new(sample("https://lms.test", "client", &["1"])), request)
    }

    fn answer(logins: &Logins, pending: &Pending) -> Result<Arc<Pending>, NoLogin> {
        logins.answer(&pending.state, std::slice::from_ref(&pending.binding))
    }

    #[test]
    fn every_login_has_its_own_state_nonce_and_binding() {
        let (logins, _) = logins(Defects::default());
        let words: HashSet<_> = (0..20)
            .map(|_| open(&logins))
            .flat_map(|login| [login.state.clone(), login.nonce.clone(), login.binding.clone()])
            .collect();
        assert_eq!(words.len(), 60);
    }

    #[test]
    fn a_login_is_answered_once() {
        let (logins, _) = logins(Defects::default());
        let (first, second) = (open(&logins), open(&logins));
        assert_eq!(answer(&logins, &second).unwrap().nonce, second.nonce);
        assert_eq!(answer(&logins, &first).unwrap().nonce, first.nonce);
        assert_eq!(answer(&logins, &first).unwrap_err(), NoLogin::Answered);
    }

    #[test]
    fn another_browser_can_neither_use_a_login_nor_use_it_up() {
        let (logins, _) = logins(Defects::default());
        let (mine, other) = (open(&logins), open(&logins));
        let foreign = [other.binding.clone()];
        assert_eq!(logins.answer(&mine.state, &foreign).unwrap_err(), NoLogin::OtherBrowser);
        assert_eq!(logins.answer(&mine.state, &[]).unwrap_err(), NoLogin::OtherBrowser);
        assert!(answer(&logins, &mine).is_ok());
    }

    #[test]
    fn a_late_answer_is_refused() {
        let (logins, clock) = logins(Defects::default());
        let login = open(&logins);
        clock.advance(Duration::from_mins(10));
        assert_eq!(answer(&logins, &login).unwrap_err(), NoLogin::Unknown);
    }

    #[test]
    fn an_invented_state_is_refused() {
        let (logins, _) = logins(Defects::default());
        assert_eq!(logins.answer("invented", &[]).unwrap_err(), NoLogin::Unknown);
    }

    #[test]
    fn defects_break_one_rule_each() {
        let (counting, _) = logins(Defects::new(vec![&Defect::STATE_COUNTER]));
        assert_eq!((open(&counting).state.clone(), open(&counting).state.clone()), ("1".into(), "2".into()));
        let (unbound, _) = logins(Defects::new(vec![&Defect::STATE_UNBOUND]));
        let login = open(&unbound);
        assert!(unbound.answer(&login.state, &[]).is_ok());
        assert_eq!(unbound.answer(&login.state, &[]).unwrap_err(), NoLogin::Answered);
        let (reusable, _) = logins(Defects::new(vec![&Defect::STATE_REUSABLE]));
        let login = open(&reusable);
        assert!(answer(&reusable, &login).is_ok() && answer(&reusable, &login).is_ok());
    }
}
