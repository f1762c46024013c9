//! How the tool registers itself with nothing in its way: shown once with a registration token and once without, for all cases
//! that build on it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::OnceCell;

use super::Session;
use crate::control::{Campus, InvitationOrder, KnownTool};
use crate::driver::{Browser, Recorder};
use crate::mask;
use crate::oracle::page::{Broken, Page};
use crate::oracle::registration::is_taken;
use crate::record::Stop;
use crate::registering::{Attempt, Patience};
use crate::registration_calls::RegistrationCall;

/// The campus where registrations succeed. A tool may replace its registration there with each new one.
pub(crate) const ENROLMENT: &str = "enrolment";

/// The campus where none ever does.
pub(crate) const REFUSALS: &str = "refusals";

/// How long a tool may be silent that registers itself after its page is there.
const SILENCE: Duration = Duration::from_secs(2);

/// Between two looks at the journal.
const LOOK: Duration = Duration::from_millis(100);

/// A visit to the registration page, and what the tool asked of the platform because of it.
#[derive(Debug)]
pub(crate) struct Visited {
    pub(crate) campus: Campus,
    /// The registration token, if one was given.
    pub(crate) token: Option<String>,
    pub(crate) attempt: Attempt,
    pub(crate) calls: Vec<RegistrationCall>,
    /// Whether the tool registered itself only after its page was there.
    pub(crate) goes_on: bool,
}

/// Empty until somebody asks.
type Shown = OnceCell<Result<Arc<Visited>, Stop>>;

#[derive(Debug, Default)]
pub(super) struct Registrations {
    with_token: Shown,
    without_token: Shown,
}

impl Visited {
    /// The tool, as the platform has registered it; none if it has not.
    pub(crate) fn known(&self) -> Option<&KnownTool> {
        self.attempt.invitation.registration.as_ref()
    }

    /// Whether the platform has registered the tool, or would have, had it answered honestly.
    pub(crate) fn is_registered(&self) -> bool {
        self.attempt.invitation.is_used() || self.calls.iter().any(is_taken)
    }
}

impl Session {
    /// An invitation to that campus, as most platforms make it, to be altered by who needs another.
    pub(crate) fn invitation_order(&self) -> Result<InvitationOrder, Stop> {
        Ok(InvitationOrder::to(self.registration_url()?))
    }

    /// How the tool registers itself.
    pub(crate) async fn shown_registration(&self, with_token: bool) -> Result<Arc<Visited>, Stop> {
        let all = &self.registrations;
        let shown = if with_token { &all.with_token } else { &all.without_token };
        shown.get_or_init(|| Box::pin(self.show_registration(with_token))).await.clone()
    }

    async fn show_registration(&self, with_token: bool) -> Result<Arc<Visited>, Stop> {
        let order = InvitationOrder { token: with_token, ..self.invitation_order()? };
        let campus = self.campus_apart(ENROLMENT).await?;
        let mut browser = self.browser(Recorder::default());
        let visited = self.visit(&mut browser, campus, order, Patience::UntilThePage).await?;
        if visited.is_registered() {
            return Ok(Arc::new(visited));
        }
        self.till_it_registers(visited).await.map(Arc::new)
    }

    /// Opens the registration page by a new invitation.
    pub(crate) async fn visit(
        &self,
        browser: &mut Browser,
        campus: Campus,
        order: InvitationOrder,
        patience: Patience,
    ) -> Result<Visited, Stop> {
        let invitation = campus.invite(&order).await?;
        self.visit_by(browser, campus, invitation, patience).await
    }

    /// Opens the registration page by that invitation.
    pub(crate) async fn visit_by(
        &self,
        browser: &mut Browser,
        campus: Campus,
        invitation: crate::control::Invitation,
        patience: Patience,
    ) -> Result<Visited, Stop> {
        let token = invitation.token.clone();
        let mut attempt = self.let_register(browser, &campus, invitation, patience).await?;
        hide(&mut attempt.visit.ended.page, token.as_deref().unwrap_or_default());
        let calls = campus.calls_by_invitation(&attempt.invitation.id).await?;
        Ok(Visited { campus, token, attempt, calls, goes_on: false })
    }

    /// Some tools register themselves when their page is there already.
    async fn till_it_registers(&self, mut visited: Visited) -> Result<Visited, Stop> {
        let (began, looks_well) = (Instant::now(), visited.attempt.visit.ended.page.is_success());
        while looks_well && !visited.is_registered() && began.elapsed() < self.target.timeout {
            tokio::time::sleep(LOOK).await;
            visited = self.look_again(visited).await?;
        }
        visited.goes_on = visited.is_registered();
        Ok(visited)
    }

    /// Reads what has come of a visit till now.
    pub(crate) async fn look_again(&self, mut visited: Visited) -> Result<Visited, Stop> {
        let id = visited.attempt.invitation.id.clone();
        visited.attempt.invitation = visited.campus.invitation(&id).await?;
        visited.calls = visited.campus.calls_by_invitation(&id).await?;
        Ok(visited)
    }

    /// Waits until nothing more comes of a visit, if this tool is one that goes on after its page.
    pub(crate) async fn till_silence(&self, mut visited: Visited) -> Result<Visited, Stop> {
        if !self.shown_registration(true).await?.goes_on {
            return Ok(visited);
        }
        let mut heard = Instant::now();
        while heard.elapsed() < SILENCE {
            let before = visited.calls.len();
            tokio::time::sleep(LOOK).await;
            visited = self.look_again(visited).await?;
            if visited.calls.len() > before {
                heard = Instant::now();
            }
        }
        Ok(visited)
    }
}

/// A report says why there was no answer by the address that was asked, which holds the token.
fn hide(page: &mut Page, token: &str) {
    if let Some(Broken::Dropped(why) | Broken::Unreachable(why) | Broken::Oversized(why)) = &mut page.broken {
        *why = mask::secrets(why, &[token]);
    }
}
