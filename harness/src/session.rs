//! What all cases of a run share: the platform, the tool, how it looks when it accepts and when it refuses.

mod parties;
mod pickers;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OnceCell, RwLock};
use url::Url;

use crate::canary::Canary;
use crate::clock;
use crate::control::{Control, FaultOrder, LaunchOrder};
use crate::driver::{Browser, Clients, Follow, Mark, Now, Recorder, Request, Settings};
use crate::launch::{Ended, Opened, Party, deliver, page_of};
use crate::oracle::answer::ToolKeys;
use crate::oracle::classify::{Marker, Outcome, Signs, classify};
use crate::oracle::fingerprint::Fingerprint;
use crate::oracle::key_set::KeySet;
use crate::oracle::page::Page;
use crate::reach::Reach;
use crate::record::Stop;
use crate::scene::{Errand, Scene};
use crate::target::{Sign, Target};
use crate::variation::{INSTRUCTOR, LEARNER};
pub(crate) use pickers::PickerSigns;

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
    keys: RwLock<KeySet>,
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
            let registered = campus.register(&target.name, registration).await?;
            parties.push(Party::new(campus, registered, registration.clone()));
        }
        let mut parties = parties.into_iter();
        let party = parties
            .next()
            .ok_or_else(|| RunError::Machine("the configuration has no registration".into()))?;
        let machine = |error: String| RunError::Machine(error);
        let session = Self {
            signs: signs(&target),
            target,
            party,
            others: parties.collect(),
            canary: Canary::start()
                .await
                .map_err(|error| machine(format!("no port for a listener: {error}")))?,
            run_id: clock::word(seed, 6),
            wait,
            probe: None,
            roles: None,
            login_cookies: Vec::new(),
            refusals_are_unclear: None,
            notes: Vec::new(),
            keys: RwLock::default(),
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

    /// Runs the control pair: how does this tool look when it accepts, and when it refuses?
    pub(crate) async fn learn_signs(&mut self) -> Result<(), RunError> {
        let failed = |stop: Stop| RunError::NoGoodLaunch(stop.to_string());
        let (first, mut browser) = self.first_control_launch().await.map_err(failed)?;
        self.must_be_taken(&first)?;
        let (second, _) = self.control_launch(Errand::Link, LEARNER, &[]).await.map_err(failed)?;
        self.must_be_taken(&second)?;
        let (teacher, _) = self.control_launch(Errand::Link, INSTRUCTOR, &[]).await.map_err(failed)?;
        self.login_cookies = browser.jar().names_set_since(first.mark);
        self.signs.accepted = vec![
            Fingerprint::of(&first.page).narrowed_by(&Fingerprint::of(&second.page)),
            Fingerprint::of(&teacher.page),
        ];
        self.learn_roles(&first, &second, &teacher);
        self.learn_probe(&first, &mut browser).await;
        self.learn_refusal().await;
        Ok(())
    }

    /// Logins start by GET, unless this tool asks us only after one by POST.
    async fn first_control_launch(&mut self) -> Result<(Ended, Browser), Stop> {
        let launched = self.control_launch(Errand::Link, LEARNER, &[]).await;
        if launched.is_ok() || self.login_by("get").await?.asked.is_some() {
            return launched;
        }
        if self.login_by("post").await?.asked.is_none() {
            return launched;
        }
        self.parties_mut().for_each(|party| party.method = "post");
        self.notes.push(
            "a login by GET leads to no authentication request: wherever a case leaves it open, logins start by POST"
                .to_owned(),
        );
        self.control_launch(Errand::Link, LEARNER, &[]).await
    }

    async fn login_by(&self, method: &'static str) -> Result<Opened, Stop> {
        let order = Scene::arrange(self, LEARNER).await?.order();
        let order = LaunchOrder { method: Some(method), ..order };
        self.party.try_to_open(&mut self.browser(Recorder::default()), &order).await
    }

    /// Learns how the tool looks. One that answers logins and takes no launch is judged as far as its launches come.
    pub(crate) async fn calibrate(&mut self) -> Result<(), RunError> {
        let learned = self.learn_signs().await;
        let Err(RunError::NoGoodLaunch(_)) = &learned else { return learned };
        let Err(why) = learned.as_ref().map_err(ToString::to_string) else { return learned };
        let Ok(opened) = self.login_by(self.party.method).await else { return learned };
        let reach = match (&opened.asked, &opened.page.broken) {
            (Some(_), _) => Reach::Question { why },
            (None, None) => Reach::Login { why },
            (None, Some(_)) => return learned,
        };
        self.parties_mut().for_each(|party| party.reach = reach.clone());
        Ok(())
    }

    fn parties_mut(&mut self) -> impl Iterator<Item = &mut Party> {
        std::iter::once(&mut self.party).chain(&mut self.others)
    }

    fn must_be_taken(&self, ended: &Ended) -> Result<(), RunError> {
        match classify(&ended.page, &self.signs, None) {
            Outcome::Refused | Outcome::Crashed(_) | Outcome::Onboarding => {
                Err(RunError::NoGoodLaunch(ended.page.describe()))
            }
            _ if !ended.page.is_success() => Err(RunError::NoGoodLaunch(ended.page.describe())),
            _ => Ok(()),
        }
    }

    async fn learn_refusal(&mut self) {
        self.signs.refused = self.refused(Errand::Link, LEARNER, &self.signs.accepted, true).await;
        let Some(refused) = &self.signs.refused else {
            self.notes.push(
                "no control launch was refused: only a marker can tell refusals from acceptance".to_owned(),
            );
            return;
        };
        let alike = self.signs.accepted.iter().any(|accepted| !accepted.differs_in_status(refused));
        if alike || self.signs.refuse.is_set() {
            self.try_signs_of_refusal().await;
        }
    }

    /// Refusals with the status of a page have to be known by more than one of them; and a marker that fits none is a slip.
    async fn try_signs_of_refusal(&mut self) {
        let Ok((ended, _)) = self.control_launch(Errand::Link, LEARNER, &["jws.two_parts"]).await else {
            return;
        };
        let seen = ended.page.describe();
        if self.signs.refuse.is_set() && !self.signs.refuse.matches(&ended.page) {
            self.notes.push(format!("`[refuse]` does not fit a launch that was refused: {seen}"));
        }
        if matches!(classify(&ended.page, &self.signs, None), Outcome::Unclear(_)) {
            let why = format!(
                "refusals cannot be told from launches that are taken, so most cases will be unjudged: {seen}. Set \
                 `[refuse] text` to words that every refusal shows, or `[refuse] selector`"
            );
            self.notes.push(why.clone());
            self.refusals_are_unclear = Some(why);
        }
    }

    /// The refused control launch: a broken signature, or what this tool refuses instead.
    async fn refused(
        &self,
        errand: Errand,
        role: &str,
        accepted: &[Fingerprint],
        probes: bool,
    ) -> Option<Fingerprint> {
        for fault in ["signature.flipped", "jws.two_parts", "exp.past_1d"] {
            let Ok((ended, browser)) = self.control_launch(errand, role, &[fault]).await else { continue };
            let print = Fingerprint::of(&ended.page);
            let differs = |control: &Fingerprint| {
                control.differs_in_status(&print) || !print.without(control).is_empty()
            };
            let logged_in = probes && self.login_of(&browser, ended.mark).await == Login::In;
            if accepted.iter().all(differs) && !logged_in {
                return Some(print);
            }
        }
        None
    }

    /// The text must differ between the roles, and must not differ between two learners.
    fn learn_roles(&mut self, learner: &Ended, other: &Ended, teacher: &Ended) {
        let Some(selector) = &self.target.shows.role else { return };
        let text = |ended: &Ended| ended.document().and_then(|page| page.text_of(selector));
        match (text(learner), text(teacher)) {
            (Some(learner), Some(teacher)) if learner != teacher && text(other) == Some(learner.clone()) => self.roles = Some((learner, teacher)),
            (learner, teacher) => self.notes.push(format!(
                "`[shows] role = \"{selector}\"` shows {} to a learner and {} to an instructor, so roles cannot be told apart",
                shown(learner.as_deref()),
                shown(teacher.as_deref()),
            )),
        }
    }

    /// The probe counts only if it opens for the session and stays closed for an empty browser.
    async fn learn_probe(&mut self, accepted: &Ended, browser: &mut Browser) {
        let url = self.target.probe.clone().or_else(|| Url::parse(&accepted.page.url).ok());
        let Some(url) = url else { return };
        let Some(opened) = look(browser, &url).await.filter(Page::is_success) else {
            self.notes
                .push(format!("the session probe `{url}` does not open after a good launch; it is not used"));
            return;
        };
        let opened = Fingerprint::of(&opened);
        let closed = look(&mut browser.fresh(), &url).await;
        let opens =
            |page: &Page| !self.signs.refuse.matches(page) && opened.resembles(&Fingerprint::of(page));
        if closed.is_some_and(|page| opens(&page)) {
            self.notes.push(format!(
                "the session probe `{url}` opens without any session; it is not used. Set `[probe] url`"
            ));
            return;
        }
        self.probe = Some(Probe { url, opened });
    }

    async fn control_launch(
        &self,
        errand: Errand,
        role: &str,
        faults: &[&str],
    ) -> Result<(Ended, Browser), Stop> {
        let scene = Scene::arrange(self, role).await?.on(errand);
        let mut browser = self.browser(Recorder::default());
        let faults = faults.iter().map(|name| FaultOrder { name: (*name).to_owned(), with: None }).collect();
        let order = LaunchOrder { faults, ..scene.order() };
        let opened = self.party.open(&mut browser, &order).await?;
        let Some(asked) = &opened.asked else {
            return Err(Stop::unjudged(match &opened.page.broken {
                Some(_) => format!("its login URL gave no answer: {}", opened.page.describe()),
                None => format!(
                    "it answered the login with {}, and not with a redirect to {}",
                    opened.page.describe(),
                    self.party.authorization_endpoint()
                ),
            }));
        };
        let answer = self.party.answer(&mut browser, &opened.prepared.id, asked).await?;
        let request =
            answer.form.request().ok_or_else(|| Stop::unjudged("our answer has no sendable form"))?;
        Ok((deliver(&mut browser, request, opened.mark).await, browser))
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

fn shown(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("`{text}`"))
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
