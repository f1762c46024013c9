//! The control launches: how does this tool look when it takes a launch, and when it refuses one?

use url::Url;

use super::{Login, Probe, RunError, Session, look};
use crate::control::{FaultOrder, LaunchOrder};
use crate::driver::{Browser, Recorder};
use crate::launch::{Ended, Opened, deliver};
use crate::oracle::classify::{Outcome, classify};
use crate::oracle::fingerprint::Fingerprint;
use crate::oracle::page::Page;
use crate::reach::Reach;
use crate::record::Stop;
use crate::scene::{Errand, Scene};
use crate::variation::{INSTRUCTOR, LEARNER};

impl Session {
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
        let Err(error @ RunError::NoGoodLaunch(_)) = &learned else { return learned };
        let why = error.to_string();
        let Ok(opened) = self.login_by(self.party.method).await else { return learned };
        let by_itself = self.party.registration.is_by_the_tool();
        let reach = match (&opened.asked, &opened.page.broken) {
            (Some(_), _) => Reach::Question { why },
            // It may wait for somebody to activate its registration: what it refuses says nothing then.
            (None, _) if by_itself => return learned,
            (None, None) => Reach::Login { why },
            (None, Some(_)) => return learned,
        };
        self.parties_mut().for_each(|party| party.reach = reach.clone());
        Ok(())
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
    pub(super) async fn refused(
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

    pub(super) async fn control_launch(
        &self,
        errand: Errand,
        role: &str,
        faults: &[&str],
    ) -> Result<(Ended, Browser), Stop> {
        let scene = Scene::arrange(self, role).await?.on(errand);
        self.launch_of(&scene, faults).await
    }

    /// A launch of the run itself, by the person of that scene.
    pub(super) async fn launch_of(&self, scene: &Scene, faults: &[&str]) -> Result<(Ended, Browser), Stop> {
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
}

fn shown(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| format!("`{text}`"))
}
