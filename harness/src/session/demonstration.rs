//! What an act of the tool leads to: shown once, for all cases that build on it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::OnceCell;

use super::Session;
use crate::acts::{SERVICES, role_of};
use crate::control::ArmOrder;
use crate::launch::{Ended, Party};
use crate::picker::perform;
use crate::record::Stop;
use crate::scene::Scene;
use crate::service_calls::ServiceCall;
use crate::target::Act;

/// How long a tool may be silent before a call that its page has not waited for.
const SILENCE: Duration = Duration::from_secs(2);

/// Between two looks at the journal.
const LOOK: Duration = Duration::from_millis(100);

/// A tool that goes on calling is not listened to any longer.
const MOST: Duration = Duration::from_secs(15);

/// An act, done once with nothing in its way.
#[derive(Debug)]
pub(crate) struct Demonstration {
    /// The calls of services that came of it, without those for tokens.
    pub(crate) calls: Vec<Arc<ServiceCall>>,
    /// Where it ended.
    pub(crate) ended: Ended,
    /// Whether calls go on when the page has answered.
    goes_on: bool,
}

/// A tool may use its access token as long as it was told, and never ask for another. The token itself lives on.
const SHORT: &str = "token.expires_in.two";

/// How long such a token is kept at most.
const OVER: Duration = Duration::from_secs(3);

#[derive(Debug, Default)]
pub(super) struct Demonstrations {
    acts: Mutex<HashMap<String, Shown>>,
    /// Whether tokens that come of them are to be over soon.
    briefly: AtomicBool,
}

/// Empty until somebody asks.
type Shown = Arc<OnceCell<Result<Arc<Demonstration>, Stop>>>;

impl Session {
    /// What the act of that name leads to.
    pub(crate) async fn demonstration(&self, act: &Act) -> Result<Arc<Demonstration>, Stop> {
        let shown = {
            let mut all = self.demonstrations.acts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(act.name.clone()).or_default())
        };
        shown.get_or_init(|| Box::pin(self.demonstrate(act))).await.clone()
    }

    /// From here on, and as long as cases run alone, demonstrations leave the tool no token that lasts: those cases are about
    /// how it gets one. Where the tool's time can be moved, no token lasts.
    pub(crate) fn tokens_are_brief(&self) {
        self.demonstrations.briefly.store(self.target.own_time.is_none(), Ordering::Relaxed);
    }

    /// Whether tokens are to be over soon.
    pub(crate) fn has_brief_tokens(&self) -> bool {
        self.demonstrations.briefly.load(Ordering::Relaxed)
    }

    /// Lets the tool get tokens that last, one act after the other: cases that run side by side are not about that.
    pub(crate) async fn tokens_last(&self) {
        if !self.demonstrations.briefly.swap(false, Ordering::Relaxed) {
            return;
        }
        let shown =
            std::mem::take(&mut *self.demonstrations.acts.lock().unwrap_or_else(PoisonError::into_inner));
        if shown.is_empty() {
            return;
        }
        tokio::time::sleep(OVER).await;
        for act in SERVICES.iter().filter(|name| shown.contains_key(**name)) {
            if let Some(act) = self.target.act(act) {
                // Whoever builds on the act is told why it does not work.
                let _told_later = self.demonstration(act).await;
            }
        }
    }

    async fn demonstrate(&self, act: &Act) -> Result<Arc<Demonstration>, Stop> {
        if !self.has_brief_tokens() {
            return self.act_once(act).await;
        }
        self.party.campus.arm_all(&[ArmOrder::always(SHORT)]).await?;
        let shown = self.act_once(act).await;
        self.party.campus.arm(&[]).await?;
        shown
    }

    async fn act_once(&self, act: &Act) -> Result<Arc<Demonstration>, Stop> {
        let scene = self.scene_for(act).await?;
        self.calls.note_course(scene.course(), &format!("the demonstration of `{}`", act.name));
        let (mut ended, mut browser) = self.launch_of(&scene, &[]).await?;
        let done = perform(&mut browser, act, &mut ended).await;
        done.map_err(|stuck| Stop::unjudged(stuck.to_string()))?;
        let at_once = self.calls_at(&scene).await?;
        let goes_on = !self.target.calls_end_with_page;
        let calls =
            if goes_on { self.calls_till_silence(&self.party, &scene).await? } else { at_once.clone() };
        if calls.is_empty() {
            return Err(nothing_called(act, &ended));
        }
        Ok(Arc::new(Demonstration { goes_on: calls.len() > at_once.len(), calls, ended }))
    }

    /// A tool makes a line item where there is none.
    async fn scene_for(&self, act: &Act) -> Result<Scene, Stop> {
        let role = role_of(&act.name);
        if act.name == "line-item" {
            Scene::arrange(self, role).await
        } else {
            Scene::arrange_graded(self, role).await
        }
    }

    /// The calls of the scene's course that belong to the act, once they have ended.
    pub(crate) async fn calls_after(&self, act: &Act, scene: &Scene) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        self.calls_after_at(&self.party, act, scene).await
    }

    /// The same in a course of another registration.
    pub(crate) async fn calls_after_at(
        &self,
        party: &Party,
        act: &Act,
        scene: &Scene,
    ) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        // An act that could not be shown may still lead to calls some time later.
        let waits = !self.target.calls_end_with_page
            && self.demonstration(act).await.map_or(true, |shown| shown.goes_on);
        if waits { self.calls_till_silence(party, scene).await } else { self.calls_of(party, scene).await }
    }

    /// The calls of the scene's course so far.
    pub(crate) async fn calls_at(&self, scene: &Scene) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        self.calls_of(&self.party, scene).await
    }

    async fn calls_of(&self, party: &Party, scene: &Scene) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let mut calls = self.calls.look(party).await?;
        calls.retain(|call| call.course.as_deref() == Some(scene.course()));
        Ok(calls)
    }

    /// Calls for tokens break the silence as well: a call of a service may follow them.
    async fn calls_till_silence(&self, party: &Party, scene: &Scene) -> Result<Vec<Arc<ServiceCall>>, Stop> {
        let began = Instant::now();
        let (mut heard, mut last) = (0, began);
        while last.elapsed() < SILENCE && began.elapsed() < MOST {
            let all = self.calls.look(party).await?;
            let ours = |call: &&Arc<ServiceCall>| {
                call.course.is_none() || call.course.as_deref() == Some(scene.course())
            };
            let count = all.iter().filter(ours).count();
            if count > heard {
                (heard, last) = (count, Instant::now());
            }
            tokio::time::sleep(LOOK).await;
        }
        self.calls_of(party, scene).await
    }
}

fn nothing_called(act: &Act, ended: &Ended) -> Stop {
    Stop::unjudged(format!(
        "the act `{}` leads to no call of a service; it ends at {}",
        act.name,
        ended.page.describe()
    ))
}
