//! What somebody keeps: exchanges and launches that outlive eviction, clearing and restarts.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::exchange::Exchange;

/// How many exchanges of a campus can be kept: they are in memory, whatever `--journal` says.
pub(crate) const LARGEST: usize = 5_000;

/// How many characters a note has at most.
pub(crate) const LONGEST_NOTE: usize = 500;

/// Why an exchange stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// What somebody wrote about it, possibly nothing.
    pub(crate) text: String,
    /// When it was kept first.
    pub(crate) at: Timestamp,
}

/// An exchange that stays.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) exchange: Arc<Exchange>,
    /// None: it is kept only because its launch is.
    pub(crate) note: Option<Note>,
    /// The kept launches that it belongs to.
    pub(crate) launches: Vec<String>,
}

/// A launch that stays, with what its story needs to be told again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeptLaunch {
    pub(crate) id: String,
    pub(crate) note: Note,
    /// The numbers of its exchanges.
    pub(crate) exchanges: Vec<u64>,
    /// Whatever the page of the story wrote.
    pub(crate) record: Value,
}

/// Everything of one campus that stays.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    exchanges: BTreeMap<u64, Kept>,
    launches: BTreeMap<String, Arc<KeptLaunch>>,
}

impl Shelf {
    pub(crate) fn count(&self) -> usize {
        self.exchanges.len()
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Kept> {
        self.exchanges.get(&number)
    }

    /// Kept exchanges from one number up to, without, another; in order.
    pub(super) fn between(
        &self,
        from: u64,
        below: u64,
    ) -> impl DoubleEndedIterator<Item = &Arc<Exchange>> + use<'_> {
        let range = (from < below).then(|| self.exchanges.range(from..below));
        range.into_iter().flatten().map(|(_, kept)| &kept.exchange)
    }

    pub(super) fn numbers(&self) -> HashSet<u64> {
        self.exchanges.keys().copied().collect()
    }

    pub(super) fn last(&self) -> u64 {
        self.exchanges.last_key_value().map_or(0, |(number, _)| *number)
    }

    fn slot(&mut self, exchange: &Arc<Exchange>) -> &mut Kept {
        self.exchanges.entry(exchange.number).or_insert_with(|| Kept {
            exchange: Arc::clone(exchange),
            note: None,
            launches: Vec::new(),
        })
    }

    /// Keeps an exchange for its own sake; again changes the note only.
    pub(crate) fn keep(&mut self, exchange: &Arc<Exchange>, note: Note) {
        let slot = self.slot(exchange);
        let at = slot.note.as_ref().map_or(note.at, |before| before.at);
        slot.note = Some(Note { at, ..note });
    }

    /// Keeps a launch with its exchanges; again replaces note and record.
    pub(crate) fn keep_launch(&mut self, launch: KeptLaunch, exchanges: &[Arc<Exchange>]) {
        for exchange in exchanges {
            let launches = &mut self.slot(exchange).launches;
            if !launches.contains(&launch.id) {
                launches.push(launch.id.clone());
            }
        }
        self.launches.insert(launch.id.clone(), Arc::new(launch));
    }

    /// Keeps an exchange no more for its own sake.
    pub(crate) fn let_go(&mut self, number: u64) {
        if let Some(kept) = self.exchanges.get_mut(&number) {
            kept.note = None;
        }
        self.sweep();
    }

    /// Keeps a launch no more, nor the exchanges that were kept because of it.
    pub(crate) fn let_go_launch(&mut self, id: &str) {
        self.launches.remove(id);
        for kept in self.exchanges.values_mut() {
            kept.launches.retain(|launch| launch != id);
        }
        self.sweep();
    }

    fn sweep(&mut self) {
        self.exchanges.retain(|_, kept| kept.note.is_some() || !kept.launches.is_empty());
    }

    pub(crate) fn launch(&self, id: &str) -> Option<Arc<KeptLaunch>> {
        self.launches.get(id).cloned()
    }

    /// Kept launches, the one that was kept last first.
    pub(crate) fn launches(&self) -> Vec<Arc<KeptLaunch>> {
        let mut all: Vec<Arc<KeptLaunch>> = self.launches.values().cloned().collect();
        all.sort_by(|one, two| two.note.at.cmp(&one.note.at).then_with(|| one.id.cmp(&two.id)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::book::tests::exchange;
    use crate::journal::exchange::Kind;

    fn numbered(number: u64) -> Arc<Exchange> {
        Arc::new(Exchange { number, ..exchange(Kind::Jwks, None) })
    }

    fn note(text: &str, second: i64) -> Note {
        Note { text: text.to_owned(), at: Timestamp::from_second(second).unwrap() }
    }

    fn launch(id: &str, second: i64) -> KeptLaunch {
        let note = note("", second);
        KeptLaunch { id: id.to_owned(), note, exchanges: vec![1, 2], record: Value::Null }
    }

    #[test]
    fn an_exchange_stays_as_long_as_anything_keeps_it() {
        let mut shelf = Shelf::default();
        shelf.keep(&numbered(1), note("odd", 1));
        shelf.keep_launch(launch("a", 1), &[numbered(1), numbered(2)]);
        shelf.let_go(1);
        assert!(shelf.get(1).is_some_and(|kept| kept.note.is_none()));
        shelf.keep(&numbered(2), note("", 2));
        shelf.let_go_launch("a");
        assert_eq!((shelf.numbers(), shelf.launches().len()), (HashSet::from([2]), 0));
    }

    #[test]
    fn keeping_again_changes_the_note_and_not_the_time() {
        let mut shelf = Shelf::default();
        shelf.keep(&numbered(1), note("a", 1));
        shelf.keep(&numbered(1), note("b", 9));
        assert_eq!(shelf.get(1).and_then(|kept| kept.note.clone()), Some(note("b", 1)));
    }

    #[test]
    fn the_launch_that_was_kept_last_comes_first() {
        let mut shelf = Shelf::default();
        for (id, second) in [("a", 1), ("b", 3), ("c", 2)] {
            shelf.keep_launch(launch(id, second), &[]);
        }
        let ids: Vec<String> = shelf.launches().iter().map(|launch| launch.id.clone()).collect();
        assert_eq!(ids, ["b", "c", "a"]);
    }

    #[test]
    fn a_stretch_of_kept_exchanges_may_be_empty() {
        let mut shelf = Shelf::default();
        for number in [3, 5, 7] {
            shelf.keep(&numbered(number), note("", 1));
        }
        let between = |from, below| shelf.between(from, below).map(|kept| kept.number).collect::<Vec<_>>();
        assert_eq!((between(3, 7), between(9, 2), between(6, 6)), (vec![3, 5], vec![], vec![]));
    }
}
