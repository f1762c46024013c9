//! What all cases of a run share: the platform, the tool, how it looks when it accepts and when it refuses.

mod calibration;
mod demonstration;
mod evidence;
mod habit;
mod hurry;
mod moves;
mod parties;
mod pickers;
mod registering;
mod registrations;
mod service_calls;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OnceCell, RwLock};
use url::Url;

use crate::canary::Canary;
use crate::clock;
use crate::control::Control;
use crate::driver::{Browser, Clients, Follow, Mark, Now, Recorder, Request, Settings};
use crate::launch::{Party, page_of};
use crate::oracle::answer::ToolKeys;
use crate::oracle::classify::{Marker, Signs};
use crate::oracle::fingerprint::Fingerprint;
use crate::oracle::key_set::KeySet;
use crate::oracle::page::Page;
use crate::record::Stop;
use crate::target::{Sign, Target};
use demonstration::Demonstrations;
use evidence::Gathered;
use habit::Habits;
use moves::Moves;
pub(crate) use pickers::PickerSigns;
use registrations::Registrations;
pub(crate) use registrations::{ENROLMENT, REFUSALS, Visited};
use service_calls::ServiceCalls;

/// A run in progress.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) target: Target,
    pub(crate) party: Party,
    /// Further registrations, with other platforms or with this one.
    pub(crate) others: Vec<Party>,
    pub(crate) canary: Canary,
    /// Every id that this run makes ends in it.
    pub(crate) run_id: String,
    /// How long a case may wait for the tool's own time to pass.
    pub(crate) wait: Duration,
    pub(crate) signs: Signs,
    pub(crate) probe: Option<Probe>,
    /// What `[shows] role` shows to a learner and to an instructor.
    pub(crate) roles: Option<(String, String)>,
    /// Names of the cookies that an accepted launch leaves behind.
    pub(crate) login_cookies: Vec<String>,
    /// Why a refusal of this tool cannot be recognised, if that is so.
    pub(crate) refusals_are_unclear: Option<String>,
    /// Facts that decide nothing and help to read the verdicts.
    pub(crate) notes: Vec<String>,
    /// What the tool asks of services.
    pub(crate) calls: ServiceCalls,
    demonstrations: Demonstrations,
    habits: Habits,
    evidence: Gathered,
    moves: Moves,
    keys: RwLock<KeySet>,
    campuses_apart: registering::Made,
    registrations: Registrations,
    /// How content pickers look, learned when the first case needs it.
    pickers: OnceCell<Result<PickerSigns, Stop>>,
    tool_keys: OnceCell<ToolKeys>,
    clients: Arc<Clients>,
    exchanges: AtomicU64,
    people: AtomicU64,
    crashes: Mutex<Vec<String>>,
}

/// A page that only a session opens.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) url: Url,
    opened: Fingerprint,
}

/// What the probe said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Login {
    In,
    Out,
    /// No probe can tell.
    Unknown,
}

/// Why a run cannot begin.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RunError {
    /// The platform did not do what it was asked.
    #[error(transparent)]
    Control(#[from] crate::control::ControlError),
    /// The tool does not take an untouched launch, so nothing can be judged.
    #[error("the tool does not take an untouched launch: {0}")]
    NoGoodLaunch(String),
    /// Something on this machine is in the way.
    #[error("{0}")]
    Machine(String),
    /// Somebody ended the run before anything was judged.
    #[error("the run was interrupted")]
    Interrupted,
}

impl Session {
    /// Registers the tool and runs the control launches.
    pub(crate) async fn begin(
        target: Target,
        platform: Url,
        wait: Duration,
        seed: Option<u64>,
    ) -> Result<Self, RunError> {
        let control = Control::new(platform)?;
        let mut parties = Vec::new();
        for registration in &target.registrations {
            let campus = control.campus(&registration.campus).await?;
            let registered = if registration.is_by_the_tool() {
                let client_id = registration.client_id.as_deref().unwrap_or_default();
                campus.known_tool(client_id).await?.registered()
            } else {
                campus.register(&target.name, registration).await?
            };
            parties.push(Party::new(campus, registered, registration.clone()));
        }
        let mut parties = parties.into_iter();
        let party = parties
            .next()
            .ok_or_else(|| RunError::Machine("the configuration has no registration".into()))?;
        let machine = |error: String| RunError::Machine(error);
        let (run_id, others) = (clock::word(seed, 6), parties.collect::<Vec<_>>());
        let session = Self {
            calls: ServiceCalls::begin(&run_id, std::iter::once(&party).chain(&others)).await?,
            signs: signs(&target),
            target,
            party,
            others,
            canary: Canary::start()
                .await
                .map_err(|error| machine(format!("no port for a listener: {error}")))?,
            run_id,
            wait,
            probe: None,
            roles: None,
            login_cookies: Vec::new(),
            refusals_are_unclear: None,
            notes: Vec::new(),
            demonstrations: Demonstrations::default(),
            habits: Habits::default(),
            evidence: Gathered::default(),
            moves: Moves::default(),
            keys: RwLock::default(),
            campuses_apart: registering::Made::default(),
            registrations: Registrations::default(),
            pickers: OnceCell::new(),
            tool_keys: OnceCell::new(),
            clients: Arc::new(Clients::new().map_err(|error| machine(error.to_string()))?),
            exchanges: AtomicU64::new(1),
            people: AtomicU64::new(1),
            crashes: Mutex::default(),
        };
        // What an interrupted run may have left.
        session.party.campus.arm(&[]).await?;
        session.read_keys().await.map_err(|stop| RunError::Machine(stop.to_string()))?;
        Ok(session)
    }

    /// A new person's browser, recording among others or for itself.
    pub(crate) fn browser(&self, recorder: Recorder) -> Browser {
        self.patient_browser(recorder, Duration::ZERO)
    }

    /// A browser that waits longer for an answer.
    pub(crate) fn patient_browser(&self, recorder: Recorder, time: Duration) -> Browser {
        let mut settings = Settings::new(Arc::clone(&self.clients), Now::new(clock::now));
        settings.limits.time = self.target.timeout.max(time);
        Browser::recording_to(settings, recorder)
    }

    /// Whether the cookies set since the mark open the page that only a session opens.
    pub(crate) async fn login_of(&self, browser: &Browser, mark: Mark) -> Login {
        let mut other = browser.clone_with_cookies_since(mark);
        self.login_in(&mut other).await
    }

    /// Whether this browser is logged in.
    pub(crate) async fn login_in(&self, browser: &mut Browser) -> Login {
        let Some(probe) = &self.probe else { return Login::Unknown };
        match look(browser, &probe.url).await {
            Some(page) if self.signs.refuse.matches(&page) => Login::Out,
            Some(page) if page.is_success() && probe.opened.resembles(&Fingerprint::of(&page)) => Login::In,
            Some(_) => Login::Out,
            None => Login::Unknown,
        }
    }

    /// A number that no other person of the run has.
    pub(crate) fn next_person(&self) -> u64 {
        self.people.fetch_add(1, Ordering::Relaxed)
    }

    /// The first of so many exchange numbers.
    pub(crate) fn take_numbers(&self, count: u64) -> u64 {
        self.exchanges.fetch_add(count, Ordering::Relaxed)
    }

    /// Remembers that the tool broke; a case that is played again tells the same crash only once.
    pub(crate) fn note_crash(&self, what: String) {
        let mut crashes = self.crashes.lock().unwrap_or_else(PoisonError::into_inner);
        if !crashes.contains(&what) {
            crashes.push(what);
        }
    }

    /// All crashes so far.
    pub(crate) fn crashes(&self) -> Vec<String> {
        self.crashes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fetches the platform's key set, as the harness verifies with it.
    pub(crate) async fn read_keys(&self) -> Result<(), Stop> {
        let ours = |why: String| Stop::unjudged(format!("our platform's key set: {why}"));
        let url =
            Url::parse(&self.party.campus.endpoints.jwks_uri).map_err(|error| ours(error.to_string()))?;
        let page = look(&mut self.browser(Recorder::default()), &url)
            .await
            .ok_or_else(|| ours("no answer".to_owned()))?;
        *self.keys.write().await = KeySet::read(&page.body).map_err(ours)?;
        Ok(())
    }

    /// The platform's key set as last read.
    pub(crate) async fn keys(&self) -> KeySet {
        self.keys.read().await.clone()
    }
}

async fn look(browser: &mut Browser, url: &Url) -> Option<Page> {
    let journey = browser.follow(Request::get(url), &Follow::all()).await.ok()?;
    journey.last().map(|hop| page_of(hop))
}

/// How pages look, as the user says it.
pub(crate) fn signs(target: &Target) -> Signs {
    let marker = |sign: &Sign| Marker { selector: sign.selector.clone(), text: sign.text.clone() };
    Signs {
        accept: marker(&target.accept),
        refuse: marker(&target.refuse),
        onboarding: marker(&target.onboarding),
        ..Signs::default()
    }
}
