//! Cases about the platform's keys: how the tool finds them when they change, or cannot be had.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::{Step, World, send};
use crate::control::{FaultOrder, LaunchOrder};
use crate::record::Stop;

/// Libraries hold back refreshes of a key set; a fresh launch may have to wait so long.
pub(super) const RETRIES: [Duration; 3] = [Duration::ZERO, Duration::from_secs(35), Duration::from_secs(65)];

/// What one launch of a flood may take, so that they may follow each other: a tool that fetches no more than once in three
/// seconds then fetches a handful of times.
const SHARE_OF_FLOOD: Duration = Duration::from_millis(750);

impl World {
    /// `When the platform has replaced its key`, and its key set shows a fault.
    pub(crate) async fn platform_replaced_its_key(&mut self, fault: Option<&str>) -> Step {
        let session = self.session()?;
        self.campus_disturbed = true;
        self.replaced_key = Some(session.party.campus.active_key().await?);
        session.party.campus.arm(&fault.into_iter().collect::<Vec<_>>()).await?;
        session.party.campus.rotate_keys(false).await?;
        session.read_keys().await
    }

    /// `Then a fresh launch is accepted at once, or after 35 or 65 seconds`.
    pub(crate) async fn fresh_launch_is_accepted_in_time(&mut self) -> Step {
        let (allowed, holds_back) = (self.session()?.wait, self.session()?.target.holds_back_refreshes);
        let (mut waited, mut attempt) = (Duration::ZERO, None);
        let newest = self.session()?.party.campus.newest_exchange().await?;
        // A tool may fetch the set behind its answer, so the second attempt follows at once.
        let pauses = std::iter::once(Duration::ZERO).chain(RETRIES);
        for pause in pauses.filter(|pause| *pause <= allowed) {
            tokio::time::sleep(pause.saturating_sub(waited)).await;
            waited = pause;
            self.attempts_before.extend(attempt.take());
            let begins = self.recorder.last_number();
            let taken = self.try_fresh_launch().await?;
            attempt = Some(begins..self.recorder.last_number());
            if taken {
                // The tool knows the new key now, so it stays.
                self.replaced_key = None;
                return Ok(());
            }
        }
        let actual = self.last()?.page.describe();
        if self.key_set_is_fetched_since(newest).await? {
            let why = format!("{actual}, and the tool has seen the key set with the new key");
            return Err(Stop::broken("a launch signed with the new key to be accepted", why));
        }
        if holds_back && allowed < RETRIES[2] {
            let why = format!(
                "refused at once ({actual}); the tool may hold back refreshes: `--wait 65s` lets the case wait for it"
            );
            return Err(Stop::not_applicable(why));
        }
        Err(Stop::broken("a launch signed with the new key to be accepted within 65 seconds", actual))
    }

    async fn key_set_is_fetched_since(&self, exchange: u64) -> Result<bool, Stop> {
        let served = self.session()?.party.campus.exchanges_after(exchange, "jwks").await?;
        Ok(!served.is_empty())
    }

    async fn try_fresh_launch(&mut self) -> Result<bool, Stop> {
        let session = self.session()?;
        let order = self.scene()?.order();
        let mut browser = session.browser(self.recorder.clone());
        let (opened, answer) = self.through_to_the_answer(&mut browser, &order).await?;
        if !answer.token.verifies_with(&session.keys().await) {
            return Err(Stop::unjudged("our own token does not verify with our own key set"));
        }
        let ended = send(&mut browser, &answer, &opened).await?;
        let judged = self.is_accepted(&ended, &browser).await;
        self.ended.push(ended);
        match judged {
            Err(Stop::Broken { .. }) => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// `When the key set shows "..." and a token of an unknown key arrives`.
    pub(crate) async fn token_of_unknown_key_during_outage(&mut self, fault: &str) -> Step {
        self.refreshes_are_free_again().await?;
        let session = self.session()?;
        self.campus_disturbed = true;
        self.withholding = true;
        session.party.campus.arm(&[fault]).await?;
        self.launch_with_fault("kid.unknown", None).await
    }

    /// `When 20 launches name 20 unknown keys`.
    pub(crate) async fn unknown_keys_flood(&mut self, count: usize) -> Step {
        let session = self.session()?;
        self.exchanges_before = session.party.campus.newest_exchange().await?;
        let order = LaunchOrder {
            faults: vec![FaultOrder { name: "kid.unknown".to_owned(), with: None }],
            ..self.scene()?.order()
        };
        let (began, rest) = (Instant::now(), count.saturating_sub(1));
        self.launch(&order).await?;
        if began.elapsed() > SHARE_OF_FLOOD {
            return self.launch_at_once(&order, rest).await;
        }
        for _ in 0..rest {
            self.launch(&order).await?;
        }
        Ok(())
    }

    /// Many launches whose tokens arrive together: time that passes lets a tool ask again, and rightly, so a slow tool must
    /// not get more of it.
    async fn launch_at_once(&mut self, order: &LaunchOrder, count: usize) -> Step {
        let session = self.session()?;
        let mut ready = Vec::new();
        for _ in 0..count {
            let mut browser = session.browser(self.recorder.clone());
            let (opened, answer) = self.through_to_the_answer(&mut browser, order).await?;
            self.faults_happened(order, &opened, &answer).await?;
            ready.push((browser, opened, answer));
        }
        let mut posts = JoinSet::new();
        for (mut browser, opened, answer) in ready {
            posts.spawn(async move { send(&mut browser, &answer, &opened).await });
        }
        for ended in posts.join_all().await {
            self.ended.push(ended?);
        }
        Ok(())
    }

    /// `Then the tool has fetched the key set at most 10 times`.
    pub(crate) async fn key_set_was_fetched_at_most(&self, most: usize) -> Step {
        let served = self.session()?.party.campus.exchanges_after(self.exchanges_before, "jwks").await?.len();
        if served <= most {
            return Ok(());
        }
        Err(Stop::broken(format!("at most {most} requests for the key set"), format!("{served} requests")))
    }

    /// `Then the key offered at "..." is not fetched`.
    pub(crate) async fn offered_key_is_not_fetched(&self, path: &str) -> Step {
        let served =
            self.session()?.party.campus.exchanges_after(self.exchanges_before, "foreign_key").await?;
        match served.iter().filter(|request| request.url.ends_with(path)).count() {
            0 => Ok(()),
            count => Err(Stop::broken(
                "no request for a key that the token points to",
                format!("{count} request(s)"),
            )),
        }
    }
}
