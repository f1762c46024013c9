//! The newest exchanges of a campus, in memory, numbered in the order in which they ended.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::exchange::{Exchange, Kind};

/// The journal of one campus.
#[derive(Debug)]
pub(crate) struct Journal {
    pages: Mutex<Pages>,
    capacity: usize,
    /// Whether exchanges are also to be written to the database.
    lasting: bool,
}

#[derive(Debug, Default)]
struct Pages {
    kept: VecDeque<Arc<Exchange>>,
    unsaved: Vec<Arc<Exchange>>,
    last: u64,
}

/// Which exchanges to show.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only those with a higher number.
    pub(crate) after: u64,
    /// None: every kind.
    pub(crate) kinds: Option<Vec<Kind>>,
    pub(crate) launch: Option<String>,
    pub(crate) course: Option<String>,
    pub(crate) invitation: Option<String>,
    /// Only those about which something was noticed.
    pub(crate) with_findings: bool,
}

impl Filter {
    fn admits(&self, exchange: &Exchange) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&exchange.kind))
            && self.launch.as_ref().is_none_or(|launch| exchange.launch.as_ref() == Some(launch))
            && self.course.as_ref().is_none_or(|course| exchange.course.as_ref() == Some(course))
            && self.invitation.as_ref().is_none_or(|id| exchange.invitation.as_ref() == Some(id))
            && !(self.with_findings && exchange.findings.is_empty())
    }
}

impl Journal {
    /// An empty journal whose next exchange follows number `last`.
    pub(crate) fn new(capacity: usize, lasting: bool, last: u64) -> Self {
        Self { pages: Mutex::new(Pages { last, ..Pages::default() }), capacity, lasting }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Adds an exchange that has ended, and says its number.
    pub(crate) fn add(&self, mut exchange: Exchange) -> u64 {
        let mut pages = self.pages();
        pages.last += 1;
        exchange.number = pages.last;
        let exchange = Arc::new(exchange);
        if self.lasting {
            pages.unsaved.push(Arc::clone(&exchange));
        }
        pages.kept.push_back(exchange);
        while pages.kept.len() > self.capacity {
            pages.kept.pop_front();
        }
        pages.last
    }

    /// Puts exchanges of an earlier run before those of this one, as far as there is room.
    pub(crate) fn prepend(&self, earlier: Vec<Exchange>) {
        let mut pages = self.pages();
        for exchange in earlier.into_iter().rev() {
            if pages.kept.len() >= self.capacity {
                return;
            }
            pages.kept.push_front(Arc::new(exchange));
        }
    }

    /// The matching exchanges, oldest first, and the number of the newest of all.
    pub(crate) fn read(&self, filter: &Filter) -> (Vec<Arc<Exchange>>, u64) {
        let pages = self.pages();
        let start = pages.kept.partition_point(|exchange| exchange.number <= filter.after);
        let found = pages.kept.range(start..).filter(|exchange| filter.admits(exchange)).cloned().collect();
        (found, pages.last)
    }

    /// One exchange by its number, unless it is too old to be remembered.
    pub(crate) fn get(&self, number: u64) -> Option<Arc<Exchange>> {
        let pages = self.pages();
        let place = pages.kept.binary_search_by_key(&number, |exchange| exchange.number).ok()?;
        pages.kept.get(place).cloned()
    }

    /// Up to `count` exchanges below a number, newest first: what a page shows.
    pub(crate) fn before(&self, number: u64, filter: &Filter, count: usize) -> Vec<Arc<Exchange>> {
        let pages = self.pages();
        let end = pages.kept.partition_point(|exchange| exchange.number < number);
        let found = pages.kept.range(..end).rev().filter(|exchange| filter.admits(exchange));
        found.take(count).cloned().collect()
    }

    /// The numbers of the exchanges that made these things, as far as they are remembered.
    pub(crate) fn that_made(&self, ids: &[&str]) -> HashMap<String, u64> {
        let wanted: HashSet<&str> = ids.iter().copied().collect();
        let made = |exchange: &Arc<Exchange>| Some((exchange.made.clone()?, exchange.number));
        self.pages().kept.iter().filter_map(made).filter(|(id, _)| wanted.contains(id.as_str())).collect()
    }

    /// How many exchanges are remembered.
    pub(crate) fn count(&self) -> usize {
        self.pages().kept.len()
    }

    /// Takes what has not been written yet.
    pub(crate) fn take_unsaved(&self) -> Vec<Arc<Exchange>> {
        std::mem::take(&mut self.pages().unsaved)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn exchange(kind: Kind, launch: Option<&str>) -> Exchange {
        let url = "/main/lti/jwks".to_owned();
        let begun = Exchange::begun(kind, jiff::Timestamp::UNIX_EPOCH, "GET".to_owned(), url);
        Exchange { launch: launch.map(str::to_owned), status: 200, duration_ms: 1.0, ..begun }
    }

    #[test]
    fn the_journal_keeps_the_newest() {
        let journal = Journal::new(2, false, 0);
        for _ in 0..3 {
            journal.add(exchange(Kind::Jwks, None));
        }
        let (found, last) = journal.read(&Filter::default());
        assert_eq!(found.iter().map(|exchange| exchange.number).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(last, 3);
        assert!(journal.get(1).is_none() && journal.get(3).is_some());
    }

    #[test]
    fn a_filter_asks_for_number_kind_and_launch() {
        let journal = Journal::new(10, false, 0);
        journal.add(exchange(Kind::Authorize, Some("a")));
        journal.add(exchange(Kind::Jwks, None));
        journal.add(exchange(Kind::Authorize, Some("b")));
        let count = |filter: Filter| journal.read(&filter).0.len();
        assert_eq!(count(Filter { after: 1, ..Filter::default() }), 2);
        assert_eq!(count(Filter { kinds: Some(vec![Kind::Jwks]), ..Filter::default() }), 1);
        assert_eq!(count(Filter { course: Some("c".to_owned()), ..Filter::default() }), 0);
        assert_eq!(count(Filter { launch: Some("b".to_owned()), ..Filter::default() }), 1);
    }

    #[test]
    fn what_an_exchange_made_is_found_by_its_id() {
        let journal = Journal::new(10, false, 0);
        journal.add(exchange(Kind::Jwks, None));
        journal.add(Exchange { made: Some("score-1".to_owned()), ..exchange(Kind::Ags, None) });
        let found = journal.that_made(&["score-1", "score-2"]);
        assert_eq!(found, HashMap::from([("score-1".to_owned(), 2)]));
    }

    #[test]
    fn an_earlier_run_comes_before_this_one() {
        let earlier = Journal::new(10, true, 0);
        earlier.add(exchange(Kind::Jwks, None));
        let old: Vec<Exchange> = earlier.take_unsaved().iter().map(|kept| Exchange::clone(kept)).collect();
        let journal = Journal::new(10, true, 1);
        journal.add(exchange(Kind::Control, None));
        journal.prepend(old);
        let numbers: Vec<u64> = journal.read(&Filter::default()).0.iter().map(|kept| kept.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn what_lasts_is_handed_out_once() {
        let journal = Journal::new(10, true, 0);
        journal.add(exchange(Kind::Jwks, None));
        assert_eq!((journal.take_unsaved().len(), journal.take_unsaved().len()), (1, 0));
    }
}
