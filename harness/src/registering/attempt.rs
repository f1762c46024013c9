//! One visit to the registration URL, and the invitation that it is made by.

use std::time::{Duration, Instant};

use url::Url;

use crate::acts::REGISTER;
use crate::control::{Campus, ControlError, Invitation};
use crate::driver::{Browser, Request};
use crate::launch::{Ended, visit};
use crate::picker::{Stuck, perform};
use crate::target::Target;

/// How often to look whether the tool has registered itself.
const PAUSE: Duration = Duration::from_millis(50);

/// How long to wait for a registration behind a page that looks well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// As long as the tool may take for an answer: it may register itself after its page is there.
    UntilUsed,
    /// Not at all: where nothing can be registered.
    UntilThePage,
}

/// What a person saw and did at the registration URL.
#[derive(Debug)]
pub(crate) struct Visit {
    /// Where the browser ended.
    pub(crate) ended: Ended,
    /// Whether the person did something there: the act `register`.
    pub(crate) acted: bool,
    /// Why the act came to no end.
    pub(crate) stuck: Option<Stuck>,
}

/// A visit by an invitation.
#[derive(Debug)]
pub(crate) struct Attempt {
    /// As it stands afterwards.
    pub(crate) invitation: Invitation,
    pub(crate) visit: Visit,
}

impl Visit {
    /// Opens the address in a window, as the page of a platform does it.
    pub(crate) async fn open(browser: &mut Browser, campus: &Campus, address: &Url) -> Self {
        let request = Request::get(address);
        let request = match Url::parse(&campus.endpoints.issuer) {
            Ok(page) => request.initiated_by(&page),
            Err(_) => request,
        };
        Self { ended: visit(browser, request).await, acted: false, stuck: None }
    }

    /// Does what the configuration says a person does there; on an error there is nothing to do.
    pub(crate) async fn act(&mut self, browser: &mut Browser, target: &Target) {
        let Some(act) = target.act(REGISTER).filter(|_| self.looks_well()) else { return };
        self.acted = true;
        self.stuck = perform(browser, act, &mut self.ended).await.err();
    }

    /// A page that is an error ends the attempt.
    fn looks_well(&self) -> bool {
        self.ended.page.broken.is_none() && self.ended.page.is_success()
    }
}

impl Attempt {
    /// Opens the tool as a person at the platform does it, and acts where the tool waits for that.
    pub(crate) async fn make(
        campus: &Campus,
        browser: &mut Browser,
        target: &Target,
        invitation: Invitation,
        patience: Patience,
    ) -> Result<Self, ControlError> {
        let mut visit = Visit::open(browser, campus, address(&invitation)?).await;
        let mut invitation = campus.invitation(&invitation.id).await?;
        if !invitation.is_used() && target.act(REGISTER).is_some() {
            visit.act(browser, target).await;
            invitation = campus.invitation(&invitation.id).await?;
        }
        let mut attempt = Self { invitation, visit };
        if patience == Patience::UntilUsed {
            attempt.wait(campus, target.timeout).await?;
        }
        Ok(attempt)
    }

    async fn wait(&mut self, campus: &Campus, timeout: Duration) -> Result<(), ControlError> {
        let began = Instant::now();
        while !self.invitation.is_used() && self.visit.looks_well() && began.elapsed() < timeout {
            tokio::time::sleep(PAUSE).await;
            self.invitation = campus.invitation(&self.invitation.id).await?;
        }
        Ok(())
    }
}

fn address(invitation: &Invitation) -> Result<&Url, ControlError> {
    invitation.open_url.as_ref().ok_or_else(|| ControlError {
        call: format!("GET invitations/{}", invitation.id),
        why: "the invitation does not say what to open".to_owned(),
    })
}
