//! The launches of a campus, in memory: a launch lives ten minutes, so none needs to survive a restart.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde_json::Value;

use super::refusal::Broken;
use crate::domain::answer::{Answer, Picked};
use crate::domain::finding::Finding;
use crate::domain::launch::{Applied, Launch, LaunchId, Parameters, Refusal, Returned, Spent, Stage, Ticket};

/// How many launches are remembered; the oldest go first.
const CAPACITY: usize = 20_000;

/// How many findings on one launch are kept: a tool may answer again and again.
const FINDINGS: usize = 1000;

/// How many exchanges belong to the story of one launch; later ones are in the journal only.
pub(crate) const EXCHANGES: usize = 200;

/// How many returns of a person are remembered with one launch.
const RETURNS: usize = 100;

/// All launches that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Launches {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    by_id: HashMap<LaunchId, Launch>,
    by_login_hint: HashMap<String, LaunchId>,
    by_message_hint: HashMap<String, LaunchId>,
    by_handle: HashMap<String, LaunchId>,
    order: VecDeque<LaunchId>,
    /// Which of them changed since somebody asked for that.
    changed: HashSet<LaunchId>,
}

impl Launches {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a new launch.
    pub(crate) fn add(&self, ticket: Ticket, faults_applied: Vec<Applied>) -> Launch {
        let launch = Launch {
            ticket: Arc::new(ticket),
            stage: Stage::Prepared,
            faults_applied,
            findings: Vec::new(),
            exchanges: Vec::new(),
            noted: Vec::new(),
            picked: Picked::default(),
            returns: Vec::new(),
        };
        self.table().insert(launch.clone());
        launch
    }

    /// One launch as it stands at `now`.
    pub(crate) fn get(&self, id: &LaunchId, now: Timestamp) -> Option<Launch> {
        let mut table = self.table();
        table.settle(id, now);
        table.by_id.get(id).cloned()
    }

    /// Those of these launches that changed since this was asked last, as they stand at `now`.
    pub(crate) fn changed_of(&self, ids: &[LaunchId], now: Timestamp) -> Vec<Launch> {
        let mut table = self.table();
        for id in ids {
            table.settle(id, now);
        }
        let changed = std::mem::take(&mut table.changed);
        ids.iter().filter(|id| changed.contains(*id)).filter_map(|id| table.by_id.get(id).cloned()).collect()
    }

    /// Notes that a launch is to be among the changed ones.
    pub(crate) fn touch(&self, id: &LaunchId) {
        self.change(id, |_| ());
    }

    /// The newest launches, newest first.
    pub(crate) fn newest(&self, count: usize, now: Timestamp) -> Vec<Launch> {
        let mut table = self.table();
        let ids: Vec<LaunchId> = table.order.iter().rev().take(count).cloned().collect();
        for id in &ids {
            table.settle(id, now);
        }
        ids.iter().filter_map(|id| table.by_id.get(id).cloned()).collect()
    }

    /// Up to `count` of the launches that match after the first `skip`, newest first.
    pub(crate) fn newest_where(
        &self,
        matches: impl Fn(&Launch) -> bool,
        skip: usize,
        count: usize,
        now: Timestamp,
    ) -> Vec<Launch> {
        let mut table = self.table();
        let ids: Vec<LaunchId> = table.order.iter().rev().cloned().collect();
        for id in &ids {
            table.settle(id, now);
        }
        let found = ids.iter().filter_map(|id| table.by_id.get(id)).filter(|launch| matches(launch));
        found.skip(skip).take(count).cloned().collect()
    }

    /// The launch that a message hint names.
    pub(crate) fn by_message_hint(&self, hint: &str) -> Option<Arc<Ticket>> {
        self.table().ticket(|table| table.by_message_hint.get(hint))
    }

    /// The launch that a login hint names.
    pub(crate) fn by_login_hint(&self, hint: &str) -> Option<Arc<Ticket>> {
        self.table().ticket(|table| table.by_login_hint.get(hint))
    }

    /// The launch that a return URL of deep linking names.
    pub(crate) fn by_handle(&self, handle: &str) -> Option<Launch> {
        let table = self.table();
        table.by_id.get(table.by_handle.get(handle)?).cloned()
    }

    /// The ids of all launches that are remembered and match.
    pub(crate) fn ids_where(&self, matches: impl Fn(&Launch) -> bool) -> HashSet<String> {
        let ids = self.select(|launch| matches(launch).then(|| launch.ticket.id.to_string()));
        ids.into_iter().collect()
    }

    /// Something of each launch that has it.
    pub(crate) fn select<T>(&self, part: impl Fn(&Launch) -> Option<T>) -> Vec<T> {
        self.table().by_id.values().filter_map(part).collect()
    }

    /// Whether any launch that is remembered is one of these.
    pub(crate) fn any(&self, matches: impl Fn(&Ticket) -> bool) -> bool {
        self.table().by_id.values().any(|launch| matches(&launch.ticket))
    }

    /// The deep-linking launch that this `data` was made for.
    pub(crate) fn by_data(&self, data: &Value) -> Option<LaunchId> {
        let table = self.table();
        let made = |launch: &&Launch| {
            launch.ticket.picking().and_then(|picking| picking.settings.data()) == Some(data)
        };
        table
            .by_handle
            .values()
            .filter_map(|id| table.by_id.get(id))
            .find(made)
            .map(|launch| launch.ticket.id.clone())
    }

    /// Lets a good answer to a deep-linking request be placed; false if one was before.
    pub(crate) fn begin_placing(&self, id: &LaunchId) -> bool {
        let mut table = self.table();
        let Some(launch) = table.changing(id) else { return false };
        let (picked, begun) = match std::mem::take(&mut launch.picked).begin() {
            Ok(picked) => (picked, true),
            Err(picked) => (picked, false),
        };
        launch.picked = picked;
        begun
    }

    /// Notes what became of a good answer; none if it could not be stored.
    pub(crate) fn end_placing(&self, id: &LaunchId, answer: Option<Answer>) {
        self.change(id, |launch| {
            let picked = std::mem::take(&mut launch.picked);
            launch.picked = match answer {
                Some(answer) => picked.finish(answer),
                None => picked.give_up(),
            };
        });
    }

    /// Notes an answer that was refused.
    pub(crate) fn refuse_answer(&self, id: &LaunchId, answer: Answer) {
        self.change(id, |launch| launch.picked = std::mem::take(&mut launch.picked).refuse(answer));
    }

    /// Takes the tool's request for a launch; a second one is told why it comes too late.
    pub(crate) fn request(&self, id: &LaunchId, request: Parameters, now: Timestamp) -> Result<(), Spent> {
        let mut table = self.table();
        table.settle(id, now);
        let Some(launch) = table.changing(id) else { return Err(Spent::Expired) };
        let (stage, answer) = match launch.take_stage().request(request) {
            Ok(stage) => (stage, Ok(())),
            Err((stage, spent)) => (stage, Err(spent)),
        };
        launch.stage = stage;
        answer
    }

    /// Notes the token that goes out, and what was done to it.
    pub(crate) fn answer(&self, id: &LaunchId, id_token: String, applied: Vec<Applied>) {
        self.change(id, |launch| {
            launch.stage = launch.take_stage().answer(id_token);
            launch.faults_applied.extend(applied);
        });
    }

    /// Notes that the platform refuses.
    pub(crate) fn refuse(&self, id: &LaunchId, request: Parameters, refusal: Refusal) {
        self.change(id, |launch| launch.stage = launch.take_stage().refuse(request, refusal));
    }

    /// How many launches of a person wait for the tool.
    pub(crate) fn waiting_of(&self, person: &str, now: Timestamp) -> usize {
        let waits = |launch: &&Launch| {
            let ticket = &launch.ticket;
            ticket.person.id.as_str() == person
                && matches!(launch.stage, Stage::Prepared)
                && now < ticket.expires_at()
        };
        self.table().by_id.values().filter(waits).count()
    }

    /// Refuses what was prepared for a person who is not there any more.
    pub(crate) fn withdraw(&self, person: &str) {
        let mut table = self.table();
        let Table { by_id, changed, .. } = &mut *table;
        for launch in by_id.values_mut().filter(|launch| launch.ticket.person.id.as_str() == person) {
            launch.stage = launch.take_stage().refuse(Vec::new(), Broken::PersonGone.refusal());
            changed.insert(launch.ticket.id.clone());
        }
    }

    /// Adds what was noticed.
    pub(crate) fn note(&self, id: &LaunchId, findings: Vec<Finding>) {
        self.change(id, |launch| {
            launch.findings.extend(findings);
            launch.findings.truncate(FINDINGS);
        });
    }

    /// Adds what the tool said when it sent the person back.
    pub(crate) fn returned(&self, id: &LaunchId, returned: Returned) {
        self.change(id, |launch| {
            launch.returns.push(returned);
            launch.returns.truncate(RETURNS);
        });
    }

    /// Adds an exchange to a launch's story, as long as there is room.
    pub(crate) fn attach(&self, id: &LaunchId, exchange: u64) {
        self.change(id, |launch| {
            if launch.exchanges.len() < EXCHANGES {
                launch.exchanges.push(exchange);
                launch.noted.push(launch.findings.len());
            }
        });
    }

    fn change(&self, id: &LaunchId, act: impl FnOnce(&mut Launch)) {
        if let Some(launch) = self.table().changing(id) {
            act(launch);
        }
    }
}

impl Table {
    fn insert(&mut self, launch: Launch) {
        let id = launch.ticket.id.clone();
        self.by_login_hint.insert(launch.ticket.login_hint.clone(), id.clone());
        if let Some(hint) = &launch.ticket.message_hint {
            self.by_message_hint.insert(hint.clone(), id.clone());
        }
        if let Some(picking) = launch.ticket.picking() {
            self.by_handle.insert(picking.handle.clone(), id.clone());
        }
        self.order.push_back(id.clone());
        self.by_id.insert(id, launch);
        while self.order.len() > CAPACITY {
            self.forget_oldest();
        }
    }

    fn changing(&mut self, id: &LaunchId) -> Option<&mut Launch> {
        let launch = self.by_id.get_mut(id)?;
        self.changed.insert(id.clone());
        Some(launch)
    }

    fn forget_oldest(&mut self) {
        let Some(launch) = self.order.pop_front().and_then(|id| self.by_id.remove(&id)) else { return };
        self.changed.remove(&launch.ticket.id);
        self.by_login_hint.remove(&launch.ticket.login_hint);
        if let Some(hint) = &launch.ticket.message_hint {
            self.by_message_hint.remove(hint);
        }
        if let Some(picking) = launch.ticket.picking() {
            self.by_handle.remove(&picking.handle);
        }
    }

    fn ticket(&self, find: impl FnOnce(&Self) -> Option<&LaunchId>) -> Option<Arc<Ticket>> {
        self.by_id.get(find(self)?).map(|launch| Arc::clone(&launch.ticket))
    }

    /// Time passes for a launch only when someone looks.
    fn settle(&mut self, id: &LaunchId, now: Timestamp) {
        let waits = |launch: &&mut Launch| matches!(launch.stage, Stage::Prepared);
        if let Some(launch) = self.by_id.get_mut(id).filter(waits)
            && now >= launch.ticket.expires_at()
        {
            launch.stage = launch.take_stage().expire();
            self.changed.insert(id.clone());
        }
    }
}

impl Launch {
    /// Moves the stage out for a transition that consumes it; the caller puts the next one in.
    fn take_stage(&mut self) -> Stage {
        std::mem::replace(&mut self.stage, Stage::Expired)
    }
}
