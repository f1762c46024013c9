//! The state that all handlers share.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use homeroom_vocab::id::Issuer;
use tokio::sync::watch;

use crate::campus::Campus;
use crate::clock::Clock;
use crate::domain::campus::{CampusName, Identity};
use crate::entropy::Entropy;
use crate::error::Failure;
use crate::fetch::Fetcher;
use crate::journal::book::Journal;
use crate::keys::odd::OddKeys;
use crate::keys::ring::{Held, KeyRing, KeyState};
use crate::keys::supply::{KeySupply, Keys};
use crate::seed;
use crate::store::Store;
use crate::token::held::{self, Tokens};

/// The bases of all URLs, without a slash at the end.
#[derive(Debug, Clone)]
pub(crate) struct Urls {
    /// What browsers and tools see.
    pub(crate) public: String,
    /// What the servers of tools call.
    pub(crate) backchannel: String,
}

/// What every campus stands on.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) urls: Urls,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) store: Store,
    /// How many exchanges each campus remembers.
    pub(crate) journal: usize,
    pub(crate) fetcher: Fetcher,
    pub(crate) keys: Keys,
}

impl Ground {
    pub(crate) fn new(
        urls: Urls,
        clock: Clock,
        entropy: Entropy,
        store: Store,
        journal: usize,
        keys: KeySupply,
    ) -> Self {
        Self { urls, clock, entropy, store, journal, fetcher: Fetcher::default(), keys: keys.into() }
    }

    /// Keys that no honest platform has, for attacks.
    pub(crate) fn odd_keys(&self) -> &OddKeys {
        self.keys.odd()
    }
}

/// All campuses.
#[derive(Debug)]
pub(crate) struct App {
    ground: Arc<Ground>,
    campuses: RwLock<BTreeMap<CampusName, Arc<Campus>>>,
    /// One at a time, so that two requests cannot make the same campus twice.
    making: tokio::sync::Mutex<()>,
    /// Becomes true for answers that are held back or go on, so that a platform that stops waits for none of them.
    closing: watch::Sender<bool>,
}

impl App {
    /// Holds back no answer any longer.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Silent for this long, or until the platform stops.
    pub(crate) async fn keep_silent(&self, silence: std::time::Duration) {
        // That the time is over is one of the two ways to end it.
        let _ = tokio::time::timeout(silence, self.closing().wait_for(|closing| *closing)).await;
    }

    /// Becomes true when the platform stops.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Loads every stored campus; on the first start makes and seeds `main`.
    pub(crate) async fn load(ground: Ground) -> Result<Self, Failure> {
        let app = Self {
            ground: Arc::new(ground),
            campuses: RwLock::default(),
            making: tokio::sync::Mutex::default(),
            closing: watch::Sender::default(),
        };
        for stored in app.ground.store.campuses().await? {
            let name = CampusName::parse(&stored.name)?;
            app.open(name, stored.guid).await?;
        }
        if app.campuses().is_empty() {
            let (main, _) = app.create_campus(CampusName::parse("main")?).await?;
            seed::sow(&main).await?;
        }
        Ok(app)
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// One campus by its name.
    pub(crate) fn campus(&self, name: &str) -> Option<Arc<Campus>> {
        let name = CampusName::parse(name).ok()?;
        self.campuses.read().unwrap_or_else(PoisonError::into_inner).get(&name).cloned()
    }

    /// Every campus, by name.
    pub(crate) fn campuses(&self) -> Vec<Arc<Campus>> {
        self.campuses.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// The campus of this name, and whether it is new.
    pub(crate) async fn create_campus(&self, name: CampusName) -> Result<(Arc<Campus>, bool), Failure> {
        let _one_at_a_time = self.making.lock().await;
        if let Some(campus) = self.campus(name.as_str()) {
            return Ok((campus, false));
        }
        let guid = self.ground.entropy.token()?;
        let first = Held { key: self.ground.keys.fresh()?, state: KeyState::Active };
        self.ground.store.save_keys(name.as_str(), &[first]).await?;
        self.ground.store.add_campus(name.as_str(), &guid, self.ground.clock.milliseconds()).await?;
        Ok((self.open(name, guid).await?, true))
    }

    /// Brings a stored campus to life. Its issuer follows the public URL, so it is not stored.
    async fn open(&self, name: CampusName, guid: String) -> Result<Arc<Campus>, Failure> {
        let (ground, store) = (&self.ground, &self.ground.store);
        let ring = KeyRing::new(store.keys(name.as_str()).await?)
            .ok_or_else(|| Failure::Inconsistent(format!("campus `{name}` has no active key")))?;
        let registrations = store.registrations(name.as_str()).await?;
        let since = ground.clock.milliseconds() - held::MEMORY;
        let tokens = Tokens::new(store.access_tokens(name.as_str(), since).await?);
        let last = store.last_exchange(name.as_str()).await?;
        let kept = store.kept(name.as_str()).await?;
        let journal = Journal::new(ground.journal, store.lasts(), last, kept);
        let issuer = Issuer::from(format!("{}/{name}", ground.urls.public));
        let identity = Identity { name: name.clone(), issuer, guid };
        let campus =
            Arc::new(Campus::new(Arc::clone(ground), identity, ring, registrations, tokens, journal));
        self.campuses.write().unwrap_or_else(PoisonError::into_inner).insert(name, Arc::clone(&campus));
        Ok(campus)
    }
}
