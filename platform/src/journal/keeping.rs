//! Keeping and clearing: what a campus does to its journal, in the database first.

use std::sync::Arc;

use actix_web::http::StatusCode;

use super::exchange::Exchange;
use super::filter::About;
use super::kept::{KeptLaunch, LARGEST, LONGEST_NOTE, Note};
use crate::campus::Campus;
use crate::domain::edge::{Invalid, quoted};
use crate::domain::launch::{Launch, LaunchId};
use crate::error::Problem;
use crate::launch::record::LaunchRecord;
use crate::store::StoreError;

impl Campus {
    /// Keeps one exchange with a note, which may be empty; again changes the note. False: there is no such exchange.
    pub(crate) async fn keep_exchange(&self, number: u64, note: &str) -> Result<bool, Problem> {
        let note = self.note(note)?;
        let Some(exchange) = self.journal().get(number) else { return Ok(false) };
        self.demand_room(&[number])?;
        self.store().keep_exchange(self.name().as_str(), &exchange, &note).await?;
        self.journal().shelf(|shelf| shelf.keep(&exchange, note));
        Ok(true)
    }

    /// Keeps a launch, with what its story needs to be told again, and those of its exchanges that are still remembered;
    /// what happens to it from now on is kept too. Again replaces note and record. False: there is no such launch.
    pub(crate) async fn keep_launch(&self, id: &str, note: &str) -> Result<bool, Problem> {
        let note = self.note(note)?;
        let _nobody_else_writes = self.journal().writing.lock().await;
        let Some(launch) = self.launch(id) else { return Ok(false) };
        let at = self.kept_launch(id).map_or(note.at, |before| before.note.at);
        let exchanges = self.remembered(&launch);
        let numbers: Vec<u64> = exchanges.iter().map(|exchange| exchange.number).collect();
        self.demand_room(&numbers)?;
        self.shelve(&launch, Note { at, ..note }, &exchanges).await?;
        Ok(true)
    }

    /// Keeps what happened to kept launches since this was done last. The caller holds the lock on writing.
    pub(super) async fn keep_up(&self) {
        let kept = self.kept_launches();
        let ids: Vec<LaunchId> = kept.iter().map(|launch| LaunchId::from(launch.id.clone())).collect();
        for launch in self.launches().changed_of(&ids, self.now()) {
            let id = &launch.ticket.id;
            let Some(before) = self.kept_launch(id.as_str()) else { continue };
            let mut exchanges = self.remembered(&launch);
            let mut room = LARGEST.saturating_sub(self.journal().shelf(|shelf| shelf.count()));
            // Nobody is there to be told that it is full: the story goes on, without its newest exchanges.
            exchanges.retain(|exchange| {
                let is_kept = self.journal().kept(exchange.number).is_some();
                let fits = is_kept || room > 0;
                room -= usize::from(fits && !is_kept);
                fits
            });
            if let Err(error) = self.shelve(&launch, before.note.clone(), &exchanges).await {
                tracing::error!(launch = id.as_str(), %error, "a kept launch could not be written");
                self.launches().touch(id);
            }
        }
    }

    fn remembered(&self, launch: &Launch) -> Vec<Arc<Exchange>> {
        launch.exchanges.iter().filter_map(|number| self.journal().get(*number)).collect()
    }

    async fn shelve(
        &self,
        launch: &Launch,
        note: Note,
        exchanges: &[Arc<Exchange>],
    ) -> Result<(), StoreError> {
        let launch = KeptLaunch {
            id: launch.ticket.id.to_string(),
            note,
            exchanges: exchanges.iter().map(|exchange| exchange.number).collect(),
            record: serde_json::to_value(LaunchRecord::from(launch))?,
        };
        let mut new = exchanges.to_vec();
        new.retain(|exchange| {
            let kept = self.journal().kept(exchange.number);
            kept.is_none_or(|kept| !kept.launches.contains(&launch.id))
        });
        self.store().keep_launch(self.name().as_str(), &launch, &new).await?;
        self.journal().shelf(|shelf| shelf.keep_launch(launch, &new));
        Ok(())
    }

    /// Keeps an exchange no more for its own sake; a kept launch may still hold it.
    pub(crate) async fn let_go_exchange(&self, number: u64) -> Result<(), StoreError> {
        self.store().let_go_exchange(self.name().as_str(), number).await?;
        self.journal().shelf(|shelf| shelf.let_go(number));
        Ok(())
    }

    /// Keeps a launch no more, nor its exchanges because of it.
    pub(crate) async fn let_go_launch(&self, id: &str) -> Result<(), StoreError> {
        let _nobody_keeps_it_up = self.journal().writing.lock().await;
        self.store().let_go_launch(self.name().as_str(), id).await?;
        self.journal().shelf(|shelf| shelf.let_go_launch(id));
        Ok(())
    }

    pub(crate) fn kept_launch(&self, id: &str) -> Option<Arc<KeptLaunch>> {
        self.journal().shelf(|shelf| shelf.launch(id))
    }

    /// Kept launches, the one that was kept last first.
    pub(crate) fn kept_launches(&self) -> Vec<Arc<KeptLaunch>> {
        self.journal().shelf(|shelf| shelf.launches())
    }

    /// Forgets every exchange that is not kept, also in the database.
    pub(crate) async fn clear_journal(&self) -> Result<(), StoreError> {
        let _nobody_writes = self.journal().writing.lock().await;
        self.keep_up().await;
        let last = self.journal().clear();
        self.store().clear_exchanges(self.name().as_str(), last).await
    }

    /// A requirement with the launches about which it was noticed, by the platform or as a reason to refuse.
    pub(crate) fn about(&self, requirement: &str) -> About {
        let launches = self.launches().ids_where(|launch| launch.is_about(requirement));
        About { requirement: requirement.to_owned(), launches }
    }

    fn note(&self, text: &str) -> Result<Note, Invalid> {
        let text = text.trim();
        if text.chars().count() > LONGEST_NOTE {
            let expected = format!("at most {LONGEST_NOTE} characters");
            return Err(Invalid::new("note", expected, text));
        }
        Ok(Note { text: text.to_owned(), at: self.now() })
    }

    fn demand_room(&self, numbers: &[u64]) -> Result<(), Problem> {
        let (count, new) = self.journal().shelf(|shelf| {
            (shelf.count(), numbers.iter().filter(|number| shelf.get(**number).is_none()).count())
        });
        if count + new <= LARGEST {
            return Ok(());
        }
        Err(Problem::new(StatusCode::INSUFFICIENT_STORAGE, "too much is kept")
            .detail("kept exchanges stay in memory for ever, so there is a limit")
            .expected(
                format!("at most {LARGEST} kept exchanges on a campus"),
                quoted(&(count + new).to_string()),
            )
            .hint("let some go first: `is:kept` in the filter of the journal lists them"))
    }
}
