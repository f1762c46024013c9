//! An act that somebody does again and again, for rules about what a tool keeps from one time to the next.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::Session;
use crate::acts::role_of;
use crate::picker::perform;
use crate::record::Stop;
use crate::scene::Scene;
use crate::target::Act;

/// Often enough for a habit to show.
const TIMES: usize = 5;

#[derive(Debug, Default)]
pub(super) struct Habits(Mutex<HashMap<String, Shown>>);

/// Empty until somebody asks.
type Shown = Arc<OnceCell<Result<(), Stop>>>;

impl Session {
    /// Lets one person do the act several times in one course, once for all cases that want it.
    pub(crate) async fn habit(&self, act: &Act) -> Result<(), Stop> {
        let shown = {
            let mut all = self.habits.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(act.name.clone()).or_default())
        };
        shown.get_or_init(|| Box::pin(self.repeat(act))).await.clone()
    }

    async fn repeat(&self, act: &Act) -> Result<(), Stop> {
        let scene = Scene::arrange_graded(self, role_of(&act.name)).await?;
        let whose = format!("the demonstration of `{}`, {TIMES} times", act.name);
        self.calls.note_course(scene.course(), &whose);
        for _ in 0..TIMES {
            let (mut ended, mut browser) = self.launch_of(&scene, &[]).await?;
            let done = perform(&mut browser, act, &mut ended).await;
            done.map_err(|stuck| Stop::unjudged(stuck.to_string()))?;
            self.calls_after(act, &scene).await?;
        }
        Ok(())
    }
}
