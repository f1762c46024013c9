//! Accepted, refused, broken: what most cases ask.

use super::{Step, World};
use crate::driver::{Browser, Mark};
use crate::launch::Ended;
use crate::oracle::classify::{Outcome, classify, stack_trace};
use crate::oracle::leak;
use crate::oracle::page::Broken;
use crate::record::Stop;
use crate::session::Login;

const REFUSAL: &str = "the launch to be refused, without a session";
const ACCEPTANCE: &str = "the launch to be accepted";

impl World {
    /// A content picker is judged by its own control requests; its answer says more than any page.
    pub(super) fn outcome(&self, ended: &Ended) -> Result<Outcome, Stop> {
        let session = self.session()?;
        if let Some(answer) = ended.answer() {
            return Ok(if answer.is_failure() { Outcome::Refused } else { Outcome::Accepted });
        }
        let signs = self.pickers.as_ref().map_or(&session.signs, |pickers| &pickers.signs);
        Ok(classify(&ended.page, signs, ended.return_url.as_deref()))
    }

    pub(super) async fn is_logged_in(&self, browser: &Browser, mark: Mark) -> Result<Login, Stop> {
        if self.pickers.as_ref().is_some_and(|pickers| !pickers.logs_in) {
            return Ok(Login::Unknown);
        }
        Ok(self.session()?.login_of(browser, mark).await)
    }

    /// The launch is accepted: by its page, or, where that does not tell, by the session probe.
    pub(super) async fn is_accepted(&self, ended: &Ended, browser: &Browser) -> Step {
        self.judge_acceptance(self.outcome(ended)?, ended, browser).await
    }

    async fn judge_acceptance(&self, outcome: Outcome, ended: &Ended, browser: &Browser) -> Step {
        match outcome {
            Outcome::Accepted => Ok(()),
            Outcome::Unclear(why) => match self.is_logged_in(browser, ended.mark).await? {
                Login::In => Ok(()),
                _ => Err(Stop::unjudged(why)),
            },
            _ => Err(Stop::broken(ACCEPTANCE, format!("{}{}", ended.page.describe(), lost_cookies(browser)))),
        }
    }

    /// `Then the tool accepts the launch`, or both of them.
    pub(crate) async fn every_launch_is_accepted(&self) -> Step {
        self.last()?;
        let Some(browser) = &self.browser else { return Err(Stop::unjudged("the case has no browser")) };
        for ended in &self.ended {
            self.judge_acceptance(self.outcome(ended)?, ended, browser).await?;
        }
        Ok(())
    }

    /// `Then the tool refuses the launch`.
    pub(crate) async fn launch_is_refused(&self) -> Step {
        self.judge_refusal(false).await
    }

    /// `Then the tool refuses the launch or starts onboarding`.
    pub(crate) async fn launch_is_refused_or_onboards(&self) -> Step {
        self.judge_refusal(true).await
    }

    async fn judge_refusal(&self, may_onboard: bool) -> Step {
        let ended = self.last()?;
        match self.outcome(ended)? {
            Outcome::Refused | Outcome::Crashed(_) => Ok(()),
            Outcome::Onboarding if may_onboard => Ok(()),
            Outcome::Accepted | Outcome::Onboarding => {
                Err(Stop::broken(REFUSAL, format!("accepted: {}", ended.page.describe())))
            }
            Outcome::Unclear(why) => match self.login_after_last().await? {
                Login::In => Err(Stop::broken(REFUSAL, "the session probe is logged in")),
                _ => Err(Stop::unjudged(why)),
            },
        }
    }

    /// `And the login alone logs nobody in`.
    pub(crate) async fn login_logs_nobody_in(&self) -> Step {
        let session = self.session()?;
        session.party.reach.demand_launch()?;
        if session.probe.is_none() {
            return Err(Stop::not_applicable(
                "no page is known that only a session opens: set `[probe] url`",
            ));
        }
        self.no_session_is_opened().await
    }

    /// `And no new session is opened`.
    pub(crate) async fn no_session_is_opened(&self) -> Step {
        let session = self.session()?;
        match self.login_after_last().await? {
            Login::In => {
                let url = session.probe.as_ref().map(|probe| probe.url.to_string()).unwrap_or_default();
                Err(Stop::broken("no session", format!("the cookies of this launch open {url}")))
            }
            Login::Out | Login::Unknown => Ok(()),
        }
    }

    pub(super) async fn login_after_last(&self) -> Result<Login, Stop> {
        let Some(browser) = &self.browser else { return Err(Stop::unjudged("the case has no browser")) };
        let mark = match (self.ended.last(), &self.opened) {
            (Some(ended), _) => ended.mark,
            (None, Some(opened)) => opened.mark,
            (None, None) => return Err(Stop::unjudged("nothing has been launched yet")),
        };
        self.is_logged_in(browser, mark).await
    }

    /// `And the tool does not crash`: neither with the login nor with the launch of this case.
    pub(crate) fn nothing_crashed(&self) -> Step {
        let pages =
            self.ended.iter().map(|ended| &ended.page).chain(self.opened.iter().map(|opened| &opened.page));
        for page in pages {
            let crash = match &page.broken {
                Some(Broken::Dropped(why)) => Some(why.clone()),
                Some(Broken::Unreachable(why)) => return Err(Stop::unjudged(why.clone())),
                Some(Broken::Oversized(_)) => None,
                None => (page.status >= 500 || stack_trace(page).is_some()).then(|| page.describe()),
            };
            if let Some(crash) = crash {
                return Err(Stop::broken("an answer without a server error", crash));
            }
        }
        Ok(())
    }

    /// `Then the status of the refusal is 401`.
    pub(crate) async fn refusal_has_status(&self, status: u16) -> Step {
        self.launch_is_refused().await.map_err(Stop::blocks)?;
        let page = &self.last()?.page;
        if page.status == status {
            return Ok(());
        }
        Err(Stop::broken(format!("status {status}"), page.describe()))
    }

    /// `Then no name and no address of the learner is on the page`.
    pub(crate) fn page_shows_no_personal_data(&self) -> Step {
        let (page, person) = (&self.last()?.page, &self.scene()?.person);
        match leak::shown(page, &[&person.name, &person.family_name, &person.email]) {
            None => Ok(()),
            Some(secret) => {
                Err(Stop::broken("nothing of the refused launch on the page", format!("it shows `{secret}`")))
            }
        }
    }

    /// `Then the page of the refusal has words, no stack trace and no token`.
    pub(crate) async fn refusal_explains_itself(&self) -> Step {
        self.launch_is_refused().await.map_err(Stop::blocks)?;
        let page = &self.last()?.page;
        let expected = "a refusal in plain words";
        if let Some(mark) = stack_trace(page) {
            return Err(Stop::broken(expected, format!("a stack trace (`{mark}`)")));
        }
        if leak::token(page) {
            return Err(Stop::broken(expected, "the page holds a token"));
        }
        let words = crate::oracle::fingerprint::visible_text(page).split_whitespace().count();
        if words == 0 {
            return Err(Stop::broken(expected, "an empty page"));
        }
        Ok(())
    }

    /// `Then no exchange of the run has crashed the tool`.
    pub(crate) fn no_crash_in_the_run(&self) -> Step {
        let crashes = self.session()?.crashes();
        if crashes.is_empty() {
            return Ok(());
        }
        let actual = format!("{} crashed: {}", crashes.len(), crashes.join("; "));
        Err(Stop::broken("every bad input refused without a server error", actual))
    }

    /// `Then at most one session is opened`. One running session shown many times is one.
    pub(crate) fn at_most_one_session(&self) -> Step {
        let mut sessions = std::collections::BTreeSet::new();
        for (number, ended) in self.ended.iter().enumerate() {
            match self.outcome(ended)? {
                Outcome::Unclear(why) => return Err(Stop::unjudged(why)),
                Outcome::Accepted => {
                    sessions.insert(self.session_of.get(number).cloned().unwrap_or_default())
                }
                _ => false,
            };
        }
        if sessions.len() <= 1 {
            return Ok(());
        }
        Err(Stop::broken(
            "one session at most",
            format!("{} sessions from {} posts", sessions.len(), self.ended.len()),
        ))
    }
}

/// Half of all failing launches are lost cookies, so a refusal of a good launch says which were lost and why.
fn lost_cookies(browser: &Browser) -> String {
    let lost: Vec<_> = browser.jar().decisions().iter().map(ToString::to_string).collect();
    if lost.is_empty() { String::new() } else { format!("; {}", lost.join("; ")) }
}
