//! The newest exchanges of a campus, in memory, numbered in the order in which they ended.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::exchange::Exchange;
pub(crate) use super::filter::Filter;
use super::kept::{Kept, Shelf};

/// How many exchanges are taken out at once, so that a long search never holds up those who write.
const SLICE: usize = 1_000;

/// After so many exchanges a search looks at the clock: each may hold two megabytes.
const GLANCE: usize = 20;

/// How many pages may watch a journal at once: each holds a connection.
const WATCHERS: usize = 64;

/// The journal of one campus.
#[derive(Debug)]
pub(crate) struct Journal {
    pages: Mutex<Pages>,
    capacity: usize,
    /// Whether exchanges are also to be written to the database.
    lasting: bool,
    /// Held by whoever writes to the database or clears it, so that nothing cleared is written afterwards.
    pub(crate) writing: tokio::sync::Mutex<()>,
    /// The number of the newest exchange, for those who wait for one.
    news: watch::Sender<u64>,
    watchers: Arc<Semaphore>,
}

#[derive(Debug, Default)]
struct Pages {
    recent: VecDeque<Arc<Exchange>>,
    unsaved: Vec<Arc<Exchange>>,
    last: u64,
    /// Everything up to this number was cleared.
    cleared: u64,
    shelf: Shelf,
    /// What recent exchanges made, with their numbers.
    made: HashMap<String, u64>,
}

/// What a search found before it was finished or out of time.
#[derive(Debug, Default)]
pub(crate) struct Searched {
    /// Newest first.
    pub(crate) found: Vec<Arc<Exchange>>,
    /// Where time ran out: exchanges below this number were not looked at.
    pub(crate) stopped: Option<u64>,
}

impl Pages {
    fn push(&mut self, exchange: Arc<Exchange>, capacity: usize) {
        if let Some(made) = &exchange.made {
            self.made.insert(made.clone(), exchange.number);
        }
        self.recent.push_back(exchange);
        while self.recent.len() > capacity {
            let Some(oldest) = self.recent.pop_front() else { return };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, exchange: &Exchange) {
        if let Some(made) = &exchange.made
            && self.made.get(made) == Some(&exchange.number)
        {
            self.made.remove(made);
        }
    }

    /// The number of the oldest that is remembered without being kept, or of the next one.
    fn oldest(&self) -> u64 {
        self.recent.front().map_or(self.last + 1, |exchange| exchange.number)
    }

    /// Up to `count` exchanges below a number, newest first.
    fn below(&self, number: u64, count: usize) -> Vec<Arc<Exchange>> {
        let end = self.recent.partition_point(|exchange| exchange.number < number);
        let kept = self.shelf.between(0, self.oldest().min(number));
        self.recent.range(..end).rev().chain(kept.rev()).take(count).cloned().collect()
    }

    /// Up to `count` exchanges above a number, oldest first.
    fn above(&self, number: u64, count: usize) -> Vec<Arc<Exchange>> {
        let start = self.recent.partition_point(|exchange| exchange.number <= number);
        let kept = self.shelf.between(number.saturating_add(1), self.oldest());
        kept.chain(self.recent.range(start..)).take(count).cloned().collect()
    }
}

impl Journal {
    /// An empty journal whose next exchange follows number `last`, and those that are kept.
    pub(crate) fn new(capacity: usize, lasting: bool, last: u64, shelf: Shelf) -> Self {
        let last = last.max(shelf.last());
        Self {
            pages: Mutex::new(Pages { last, shelf, ..Pages::default() }),
            capacity,
            lasting,
            writing: tokio::sync::Mutex::default(),
            news: watch::Sender::new(last),
            watchers: Arc::new(Semaphore::new(WATCHERS)),
        }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// The number of the newest exchange.
    pub(crate) fn last(&self) -> u64 {
        self.pages().last
    }

    /// Adds an exchange that has ended, and says its number.
    pub(crate) fn add(&self, mut exchange: Exchange) -> u64 {
        let mut pages = self.pages();
        pages.last += 1;
        exchange.number = pages.last;
        let number = pages.last;
        let exchange = Arc::new(exchange);
        if self.lasting {
            pages.unsaved.push(Arc::clone(&exchange));
        }
        pages.push(exchange, self.capacity);
        drop(pages);
        self.news.send_if_modified(|last| {
            let newer = number > *last;
            *last = number.max(*last);
            newer
        });
        number
    }

    /// Puts exchanges of an earlier run before those of this one, as far as there is room.
    pub(crate) fn prepend(&self, earlier: Vec<Exchange>) {
        let mut pages = self.pages();
        let cleared = pages.cleared;
        for exchange in earlier.into_iter().rev().take_while(|exchange| exchange.number > cleared) {
            if pages.recent.len() >= self.capacity {
                return;
            }
            if let Some(made) = &exchange.made {
                pages.made.entry(made.clone()).or_insert(exchange.number);
            }
            pages.recent.push_front(Arc::new(exchange));
        }
    }

    /// The matching exchanges, oldest first, and the number of the newest of all.
    pub(crate) fn read(&self, filter: &Filter) -> (Vec<Arc<Exchange>>, u64) {
        let (mut found, last) = {
            let pages = self.pages();
            (pages.above(filter.after, usize::MAX), pages.last)
        };
        found.retain(|exchange| filter.admits(exchange));
        (found, last)
    }

    /// One exchange by its number, unless it is too old to be remembered and was not kept.
    pub(crate) fn get(&self, number: u64) -> Option<Arc<Exchange>> {
        let pages = self.pages();
        match pages.recent.binary_search_by_key(&number, |exchange| exchange.number) {
            Ok(place) => pages.recent.get(place).cloned(),
            Err(_) => pages.shelf.get(number).map(|kept| Arc::clone(&kept.exchange)),
        }
    }

    /// Up to `count` exchanges below a number, newest first, that were found within this time.
    pub(crate) fn search(&self, below: u64, filter: &Filter, count: usize, patience: Duration) -> Searched {
        let begun = Instant::now();
        let mut found = Vec::new();
        let mut next = below;
        loop {
            let slice = self.pages().below(next, SLICE);
            let Some(last) = slice.last() else { return Searched { found, stopped: None } };
            next = last.number;
            let whole = slice.len() < SLICE;
            for (place, exchange) in slice.into_iter().enumerate() {
                if exchange.number <= filter.after {
                    return Searched { found, stopped: None };
                }
                let number = exchange.number;
                if filter.admits(&exchange) {
                    found.push(exchange);
                }
                if found.len() == count {
                    return Searched { found, stopped: None };
                }
                if place % GLANCE == GLANCE - 1 && begun.elapsed() > patience {
                    return Searched { found, stopped: Some(number) };
                }
            }
            if whole {
                return Searched { found, stopped: None };
            }
        }
    }

    /// The next matching exchange above a number, if one of the next thousands is.
    pub(crate) fn next(&self, number: u64, filter: &Filter, patience: Duration) -> Option<Arc<Exchange>> {
        let begun = Instant::now();
        let mut last = number;
        loop {
            let slice = self.pages().above(last, SLICE);
            last = slice.last()?.number;
            if let Some(found) = slice.into_iter().find(|exchange| filter.admits(exchange)) {
                return Some(found);
            }
            if begun.elapsed() > patience {
                return None;
            }
        }
    }

    /// The numbers of the exchanges that made these things, as far as they are remembered.
    pub(crate) fn that_made(&self, ids: &[&str]) -> HashMap<String, u64> {
        let pages = self.pages();
        let found = |id: &&str| Some(((*id).to_owned(), *pages.made.get(*id)?));
        ids.iter().filter_map(found).collect()
    }

    /// Whether an exchange would be remembered also if nobody kept it.
    pub(crate) fn is_recent(&self, number: u64) -> bool {
        self.pages().recent.binary_search_by_key(&number, |exchange| exchange.number).is_ok()
    }

    /// How many exchanges are remembered.
    pub(crate) fn count(&self) -> usize {
        let pages = self.pages();
        pages.recent.len() + pages.shelf.between(0, pages.oldest()).count()
    }

    /// The number of the newest exchange whenever there is another, and a place among those who watch; none if too many
    /// do.
    pub(crate) fn watch(&self) -> Option<(watch::Receiver<u64>, OwnedSemaphorePermit)> {
        let place = Arc::clone(&self.watchers).try_acquire_owned().ok()?;
        Some((self.news.subscribe(), place))
    }

    /// Reads or changes what is kept.
    pub(crate) fn shelf<T>(&self, act: impl FnOnce(&mut Shelf) -> T) -> T {
        act(&mut self.pages().shelf)
    }

    /// Why and for whose sake an exchange is kept, if it is.
    pub(crate) fn kept(&self, number: u64) -> Option<Kept> {
        self.pages().shelf.get(number).cloned()
    }

    /// The numbers of all that is kept.
    pub(crate) fn kept_numbers(&self) -> HashSet<u64> {
        self.pages().shelf.numbers()
    }

    /// Takes what has not been written yet.
    pub(crate) fn take_unsaved(&self) -> Vec<Arc<Exchange>> {
        std::mem::take(&mut self.pages().unsaved)
    }

    /// Forgets everything that is not kept; numbers go on. Says the number of the last that is forgotten.
    pub(crate) fn clear(&self) -> u64 {
        let mut pages = self.pages();
        pages.recent.clear();
        pages.unsaved.clear();
        pages.made.clear();
        pages.cleared = pages.last;
        pages.last
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::exchange::Kind;
    use super::super::kept::Note;
    use super::*;

    pub(crate) fn exchange(kind: Kind, launch: Option<&str>) -> Exchange {
        let url = "/main/lti/jwks".to_owned();
        let begun = Exchange::begun(kind, jiff::Timestamp::UNIX_EPOCH, "GET".to_owned(), url);
        Exchange { launch: launch.map(str::to_owned), status: 200, duration_ms: 1.0, ..begun }
    }

    #[test]
    fn the_journal_keeps_the_newest() {
        let journal = Journal::new(2, false, 0, Shelf::default());
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
        let journal = Journal::new(10, false, 0, Shelf::default());
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
        let journal = Journal::new(10, false, 0, Shelf::default());
        journal.add(exchange(Kind::Jwks, None));
        journal.add(Exchange { made: Some("score-1".to_owned()), ..exchange(Kind::Ags, None) });
        let found = journal.that_made(&["score-1", "score-2"]);
        assert_eq!(found, HashMap::from([("score-1".to_owned(), 2)]));
    }

    #[test]
    fn an_earlier_run_comes_before_this_one() {
        let earlier = Journal::new(10, true, 0, Shelf::default());
        earlier.add(exchange(Kind::Jwks, None));
        let old: Vec<Exchange> = earlier.take_unsaved().iter().map(|kept| Exchange::clone(kept)).collect();
        let journal = Journal::new(10, true, 1, Shelf::default());
        journal.add(exchange(Kind::Control, None));
        journal.prepend(old);
        let numbers: Vec<u64> = journal.read(&Filter::default()).0.iter().map(|kept| kept.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn what_lasts_is_handed_out_once() {
        let journal = Journal::new(10, true, 0, Shelf::default());
        journal.add(exchange(Kind::Jwks, None));
        assert_eq!((journal.take_unsaved().len(), journal.take_unsaved().len()), (1, 0));
    }

    /// A journal of two whose first exchange of three is kept.
    fn with_a_kept_one() -> Journal {
        let journal = Journal::new(2, false, 0, Shelf::default());
        journal.add(Exchange { made: Some("old".to_owned()), ..exchange(Kind::Ags, None) });
        let first = journal.get(1).unwrap();
        let note = Note { text: "odd".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        journal.shelf(|shelf| shelf.keep(&first, note));
        for _ in 0..3 {
            journal.add(exchange(Kind::Jwks, None));
        }
        journal
    }

    fn numbers(found: &[Arc<Exchange>]) -> Vec<u64> {
        found.iter().map(|exchange| exchange.number).collect()
    }

    fn below(journal: &Journal, number: u64) -> Vec<u64> {
        numbers(&journal.search(number, &Filter::default(), 9, Duration::MAX).found)
    }

    #[test]
    fn what_is_kept_is_listed_in_its_place_after_the_rest_was_evicted() {
        let journal = with_a_kept_one();
        assert_eq!(below(&journal, u64::MAX), [4, 3, 1]);
        assert_eq!(below(&journal, 3), [1]);
        assert_eq!(numbers(&journal.read(&Filter::default()).0), [1, 3, 4]);
        assert_eq!((journal.count(), journal.get(1).is_some(), journal.get(2).is_some()), (3, true, false));
        assert_eq!(journal.next(1, &Filter::default(), Duration::MAX).unwrap().number, 3);
    }

    #[test]
    fn clearing_leaves_what_is_kept_and_numbers_go_on() {
        let journal = with_a_kept_one();
        assert_eq!(journal.clear(), 4);
        assert_eq!(journal.add(exchange(Kind::Jwks, None)), 5);
        assert_eq!(below(&journal, u64::MAX), [5, 1]);
        journal.prepend(vec![Exchange { number: 4, ..exchange(Kind::Jwks, None) }]);
        assert_eq!(journal.count(), 2, "what was cleared does not come back");
    }

    #[test]
    fn a_new_run_does_not_give_the_number_of_a_kept_exchange_again() {
        let shelf = with_a_kept_one().shelf(std::mem::take);
        let journal = Journal::new(2, false, 0, shelf);
        assert_eq!(journal.add(exchange(Kind::Jwks, None)), 2);
    }

    #[test]
    fn a_search_without_time_says_where_it_stopped() {
        let journal = Journal::new(5_000, false, 0, Shelf::default());
        for _ in 0..3_000 {
            journal.add(exchange(Kind::Jwks, None));
        }
        let never = Filter { launch: Some("none".to_owned()), ..Filter::default() };
        let searched = journal.search(u64::MAX, &never, 10, Duration::ZERO);
        assert_eq!((searched.found.len(), searched.stopped), (0, Some(2_981)));
        assert_eq!(journal.search(u64::MAX, &never, 10, Duration::MAX).stopped, None);
    }
}
