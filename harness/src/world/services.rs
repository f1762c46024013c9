//! Cases in which the tool calls a service: somebody opens the link and acts, and calls come of it.

use std::sync::Arc;

use super::{Step, World};
use crate::control::{ArmOrder, LaunchOrder};
use crate::picker::{Stuck, perform};
use crate::record::Stop;
use crate::scene::Scene;
use crate::service_calls::ServiceCall;
use crate::target::Act;

/// What the tool has asked of services in a case.
#[derive(Debug, Default)]
pub(super) struct Served {
    /// All calls for the course of the case, oldest first.
    calls: Vec<Arc<ServiceCall>>,
    /// The newest of them before the last act.
    before: u64,
}

impl World {
    /// `Given a learner who can work on a graded link`.
    pub(crate) async fn someone_can_work_on_a_graded_link(&mut self, role: &str) -> Step {
        let session = self.session()?;
        self.scene = Some(Scene::arrange_graded(&session, role).await?);
        Ok(())
    }

    /// Whose calls those of the scene are, for who looks at them later.
    pub(crate) fn claim_course(&self) {
        if let (Some(session), Some(scene)) = (&self.session, &self.scene) {
            session.calls.note_course(scene.course(), &format!("the case `{}`", self.case));
        }
    }

    /// The person of the scene opens the link anew and does what the act says, up to its end or as far as it goes; the calls that
    /// come of it have ended then.
    pub(super) async fn act_out(&mut self, act: &Act) -> Result<Option<Stuck>, Stop> {
        let order = self.scene()?.order();
        self.open_for_act(&order).await?;
        let stuck = self.try_out(act).await?;
        self.hear_calls_of(act).await?;
        Ok(stuck)
    }

    /// The launch on whose page somebody is going to act.
    pub(super) async fn open_for_act(&mut self, order: &LaunchOrder) -> Step {
        self.claim_course();
        self.tokens_stay_brief().await?;
        self.served.before = self.served.calls.last().map_or(0, |call| call.number);
        self.launch(order).await
    }

    /// Does what the act says on that page; or says where it came to no end.
    pub(super) async fn try_out(&mut self, act: &Act) -> Result<Option<Stuck>, Stop> {
        let mut browser = self.take_browser()?;
        let done = match self.ended.last_mut() {
            Some(ended) => perform(&mut browser, act, ended).await,
            None => Ok(()),
        };
        self.browser = Some(browser);
        Ok(done.err())
    }

    /// Reads the calls that an act has led to, as soon as they have ended.
    pub(super) async fn hear_calls_of(&mut self, act: &Act) -> Step {
        let calls = self.session()?.calls_after(act, self.scene()?).await?;
        self.served.calls = calls;
        Ok(())
    }

    /// Reads the calls that there are, where nobody has acted.
    pub(super) async fn hear_calls_so_far(&mut self) -> Step {
        let calls = self.session()?.calls_at(self.scene()?).await?;
        self.served.calls = calls;
        Ok(())
    }

    /// The calls of services that came of the last act, without those for tokens.
    pub(crate) fn calls_of_act(&self) -> &[Arc<ServiceCall>] {
        let from = self.served.calls.partition_point(|call| call.number <= self.served.before);
        self.served.calls.get(from..).unwrap_or_default()
    }

    /// The calls of services in this case, without those for tokens.
    pub(crate) fn calls_of_case(&self) -> &[Arc<ServiceCall>] {
        &self.served.calls
    }

    /// Lets the services of the case's course misbehave from now on.
    pub(crate) async fn arm_here(&mut self, faults: &[ArmOrder]) -> Step {
        let session = self.session()?;
        self.withholding = true;
        Ok(session.party.campus.arm_at(self.scene()?.course(), faults).await?)
    }
}
