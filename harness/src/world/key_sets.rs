//! Cases in which the platform publishes keys that it should not, or the old ones under new names.

use std::time::Duration;

use super::keys::RETRIES;
use super::time::signed;
use super::{Step, World, send};
use crate::control::{FaultOrder, LaunchOrder};
use crate::launch::Party;
use crate::oracle::classify::Outcome;
use crate::record::Stop;
use crate::scene::Scene;

/// How long a launch may take until the tool asks for the key set.
const HEAD_START: Duration = Duration::from_millis(150);

/// How much longer than the silence an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl World {
    /// `When the key set shows "..."`.
    pub(crate) async fn key_set_shows(&mut self, fault: &str) -> Step {
        let session = self.session()?;
        self.campus_disturbed = true;
        self.withholding = true;
        Ok(session.party.campus.arm(&[fault]).await?)
    }

    /// `When the key set shows "..." and the platform answers with the fault "..."`: while a tool may hold back its look at
    /// the key set, it cannot know the key, and that it refuses says nothing yet.
    pub(crate) async fn fault_under_key_set(&mut self, set: &str, fault: &str) -> Step {
        let session = self.session()?;
        self.campus_disturbed = true;
        session.party.campus.arm(&[set]).await?;
        session.read_keys().await?;
        let movable = session.target.own_time.is_some();
        let mut waited = Duration::ZERO;
        for pause in RETRIES.into_iter().filter(|pause| movable || *pause <= session.wait) {
            self.time_passes(pause.saturating_sub(waited)).await?;
            waited = pause;
            let newest = session.party.campus.newest_exchange().await?;
            self.launch_with_fault(fault, None).await?;
            let fetched = session.party.campus.exchanges_after(newest, "jwks").await?;
            if !fetched.is_empty() || self.outcome(self.last()?)? == Outcome::Accepted {
                return Ok(());
            }
        }
        if waited == RETRIES[2] {
            return Ok(());
        }
        Err(Stop::not_applicable(
            "the tool did not look at the key set again, as libraries hold back refreshes, so it never saw the key: \
             `--wait 65s` lets the case wait for it",
        ))
    }

    /// `When a token of an unknown key arrives, and the key set shows "..." for 15 seconds of the tool's time`. Where that time
    /// can be moved, it moves when the tool has had the time to ask for the key set; else the browser is as patient.
    pub(crate) async fn token_of_unknown_key_in_silence(&mut self, fault: &str, time: Duration) -> Step {
        self.refreshes_are_free_again().await?;
        self.key_set_shows(fault).await?;
        let session = self.session()?;
        if session.target.own_time.is_none() {
            self.browser = Some(session.patient_browser(self.recorder.clone(), time + PATIENCE));
            return self.launch_with_fault("kid.unknown", None).await;
        }
        let moved = tokio::spawn(async move {
            tokio::time::sleep(HEAD_START).await;
            session.move_time(signed(time));
        });
        let launched = self.launch_with_fault("kid.unknown", None).await;
        // The task cannot panic, and is over before the time is moved back.
        let _moved = moved.await;
        self.ahead += time;
        launched
    }

    /// `When the learner opens the link 10 times`.
    pub(crate) async fn link_is_opened_times(&mut self, count: usize) -> Step {
        self.exchanges_before = self.session()?.party.campus.newest_exchange().await?;
        let order = self.scene()?.order();
        for _ in 0..count {
            self.launch(&order).await?;
        }
        Ok(())
    }

    /// `Then it is recorded how often the tool has fetched the key set`.
    pub(crate) async fn record_key_set_fetches(&mut self) -> Step {
        let served = self.session()?.party.campus.exchanges_after(self.exchanges_before, "jwks").await?;
        let (launches, fetches) = (self.ended.len(), served.len());
        self.observe(match fetches {
            0 => format!("{launches} launches, and the key set is never fetched"),
            1 => format!("{launches} launches, and the key set is fetched once"),
            many => format!("{launches} launches, and the key set is fetched {many} times"),
        });
        Ok(())
    }

    /// `When the key of the second platform is replaced under its old name`. What the tool learns of it is not left behind:
    /// if it no longer knows the old key, the platform takes a new one with a name of its own.
    pub(crate) async fn key_is_replaced_under_its_name(&mut self) -> Step {
        let session = self.session()?;
        let other = session.at_another_platform()?.clone();
        let honest = Scene::arrange_at(&session, &other).await?;
        if !self.is_taken_at(&other, &honest).await? {
            return Err(Stop::unjudged("blocked: an untouched launch of the second platform is not taken"));
        }
        other.campus.arm(&["jwks.replaced"]).await?;
        let seen = self.look_at_both_keys(&other, &honest).await;
        other.campus.arm(&[]).await?;
        if !self.is_taken_at(&other, &honest).await? {
            other.campus.rotate_keys(false).await?;
        }
        self.series = seen?;
        Ok(())
    }

    async fn look_at_both_keys(
        &mut self,
        other: &Party,
        honest: &LaunchOrder,
    ) -> Result<Vec<(String, String)>, Stop> {
        let faults = vec![FaultOrder { name: "signature.foreign_key".to_owned(), with: None }];
        let new = LaunchOrder { faults, ..honest.clone() };
        let word = |taken: bool| if taken { "taken" } else { "refused" }.to_owned();
        Ok(vec![
            ("the new key".to_owned(), word(self.is_taken_at(other, &new).await?)),
            ("the old key".to_owned(), word(self.is_taken_at(other, honest).await?)),
        ])
    }

    async fn is_taken_at(&mut self, party: &Party, order: &LaunchOrder) -> Result<bool, Stop> {
        let mut browser = self.session()?.browser(self.recorder.clone());
        let opened = party.open(&mut browser, order).await?;
        let answer = party.answer(&mut browser, &opened.prepared.id, super::asked(&opened)?).await?;
        let ended = send(&mut browser, &answer, &opened).await?;
        match self.is_accepted(&ended, &browser).await {
            Err(Stop::Broken { .. }) => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// `Then it is recorded which of the two keys the tool takes`.
    pub(crate) fn record_keys_taken(&mut self) {
        for (key, word) in std::mem::take(&mut self.series) {
            self.observe(format!("{key} is {word} at once"));
        }
    }
}
