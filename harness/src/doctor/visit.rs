//! One launch that the doctor looks at closely: everything that went over the wire, as far as it came.

use std::sync::Arc;

use crate::control::{FaultOrder, LaunchOrder, Prepared};
use crate::driver::{Browser, Exchange, Recorder};
use crate::launch::{Asked, Ended, Party, deliver};
use crate::oracle::page::Page;
use crate::record::Stop;
use crate::scene::{Errand, Scene};
use crate::session::Session;

/// A launch, hop by hop.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) browser: Browser,
    pub(super) prepared: Prepared,
    /// What the tool asks the platform; none if it answered the login otherwise.
    pub(super) asked: Option<Asked>,
    /// Where the login ended, if the tool asks nothing.
    pub(super) page: Page,
    /// Why our platform refuses the question, if it does.
    pub(super) refusal: Option<String>,
    /// Where the launch ended, if it came so far.
    pub(super) ended: Option<Ended>,
}

impl Visit {
    /// Starts a login and goes no further than the tool's question.
    pub(super) async fn login(session: &Session, party: &Party, order: &LaunchOrder) -> Result<Self, Stop> {
        let mut browser = session.browser(Recorder::default());
        let opened = party.try_to_open(&mut browser, order).await?;
        let (asked, page, prepared) = (opened.asked, opened.page, opened.prepared);
        Ok(Self { browser, prepared, asked, page, refusal: None, ended: None })
    }

    /// Carries the question to the platform and its answer to the tool.
    pub(super) async fn launch(&mut self, party: &Party) -> Result<(), Stop> {
        let Some(asked) = &self.asked else { return Ok(()) };
        let mark = self.browser.jar().mark();
        match party.answer(&mut self.browser, &self.prepared.id, asked).await {
            Ok(answer) => {
                let request =
                    answer.form.request().ok_or_else(|| Stop::unjudged("our answer has no sendable form"))?;
                self.ended = Some(deliver(&mut self.browser, request, mark).await);
            }
            Err(_) => self.refusal = Some(refusal(party, &self.prepared.id).await),
        }
        Ok(())
    }

    /// What went over the wire so far.
    pub(super) fn hops(&self) -> Vec<Arc<Exchange>> {
        self.browser.recorder().exchanges()
    }
}

async fn refusal(party: &Party, launch: &str) -> String {
    let account = party.campus.launch(launch).await.ok().and_then(|launch| launch.refusal);
    account.map_or_else(
        || "it answers the question with no form".to_owned(),
        |refusal| format!("`{}`: {}", refusal.error, refusal.description.unwrap_or_default()),
    )
}

/// A launch by a new person with that role.
pub(super) async fn order(
    session: &Session,
    errand: Errand,
    role: &str,
    faults: &[&str],
) -> Result<LaunchOrder, Stop> {
    let scene = Scene::arrange(session, role).await?.on(errand);
    let faults = faults.iter().map(|name| FaultOrder { name: (*name).to_owned(), with: None }).collect();
    Ok(LaunchOrder { faults, ..scene.order() })
}

/// The whole way of that launch, by the first platform.
pub(super) async fn whole(session: &Session, order: &LaunchOrder) -> Result<Visit, Stop> {
    let mut visit = Visit::login(session, &session.party, order).await?;
    visit.launch(&session.party).await?;
    Ok(visit)
}
