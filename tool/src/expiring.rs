//! A map whose entries die by age or, when it is full, oldest first. So nothing a stranger sends can fill
//! the memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after another thread panicked inside: the maps here are never left half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many rows may be left behind before anybody looks.
const FEW: usize = 16;

#[derive(Debug)]
pub(crate) struct Expiring<V> {
    life_millis: i64,
    capacity: usize,
    entries: HashMap<String, Entry<V>>,
    /// Keys with the numbers of their insertions, oldest first. A key inserted again stands here twice.
    order: VecDeque<(u64, String)>,
    insertions: u64,
}

#[derive(Debug)]
struct Entry<V> {
    insertion: u64,
    /// When it is over.
    end: i64,
    value: V,
}

impl<V> Expiring<V> {
    /// For entries that live equally long.
    pub(crate) fn new(life_seconds: i64, capacity: usize) -> Self {
        Self { life_millis: life_seconds * 1000, ..Self::with_room(capacity) }
    }

    /// For entries that say how long they live.
    pub(crate) fn with_room(capacity: usize) -> Self {
        Self {
            life_millis: i64::MAX,
            capacity,
            entries: HashMap::new(),
            order: VecDeque::new(),
            insertions: 0,
        }
    }

    pub(crate) fn insert(&mut self, key: String, value: V, now: i64) {
        self.insert_until(key, value, now, now.saturating_add(self.life_millis));
    }

    pub(crate) fn insert_until(&mut self, key: String, value: V, now: i64, end: i64) {
        self.purge(now);
        self.insertions += 1;
        self.order.push_back((self.insertions, key.clone()));
        self.entries.insert(key, Entry { insertion: self.insertions, end, value });
    }

    pub(crate) fn get(&self, key: &str, now: i64) -> Option<&V> {
        let entry = self.entries.get(key)?;
        (now < entry.end).then_some(&entry.value)
    }

    #[cfg(any(feature = "reference", test))]
    pub(crate) fn get_mut(&mut self, key: &str, now: i64) -> Option<&mut V> {
        let entry = self.entries.get_mut(key)?;
        (now < entry.end).then_some(&mut entry.value)
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.remove(key);
    }

    pub(crate) fn retain(&mut self, keep: impl Fn(&V) -> bool) {
        self.entries.retain(|_, entry| keep(&entry.value));
    }

    pub(crate) fn iter(&self, now: i64) -> impl Iterator<Item = (&String, &V)> {
        let alive = self.entries.iter().filter(move |(_, entry)| now < entry.end);
        alive.map(|(key, entry)| (key, &entry.value))
    }

    #[cfg(any(feature = "reference", test))]
    pub(crate) fn values_mut(&mut self, now: i64) -> impl Iterator<Item = &mut V> {
        let alive = self.entries.values_mut().filter(move |entry| now < entry.end);
        alive.map(|entry| &mut entry.value)
    }

    /// Throws away the oldest entries, as far as they are over or their room is needed.
    fn purge(&mut self, now: i64) {
        self.forget_rows();
        while let Some((insertion, key)) = self.order.front() {
            let entry = self.entries.get(key).filter(|entry| entry.insertion == *insertion);
            let stays = entry.is_some_and(|entry| now < entry.end) && self.entries.len() < self.capacity;
            if stays {
                return;
            }
            if entry.is_some() {
                self.entries.remove(key);
            }
            self.order.pop_front();
        }
    }

    /// A key that was removed or inserted again leaves a row behind, which must not cost others their room.
    fn forget_rows(&mut self) {
        if self.order.len() > 2 * self.entries.len() + FEW {
            let entries = &self.entries;
            let lives = |(insertion, key): &(u64, String)| {
                entries.get(key).is_some_and(|entry| entry.insertion == *insertion)
            };
            self.order.retain(lives);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_dies_by_age() {
        let mut map = Expiring::new(10, 100);
        map.insert("a".into(), 1, 0);
        assert_eq!(map.get("a", 9_999), Some(&1));
        assert_eq!(map.get("a", 10_000), None);
        assert_eq!(map.get_mut("a", 10_000), None);
    }

    #[test]
    fn the_oldest_entry_makes_room() {
        let mut map = Expiring::new(10, 2);
        for (at, key) in ["a", "b", "c"].into_iter().enumerate() {
            map.insert(key.into(), at, 0);
        }
        assert_eq!(map.get("a", 0), None);
        assert_eq!(map.get("c", 0), Some(&2));
        assert_eq!(map.iter(0).count(), 2);
    }

    #[test]
    fn an_entry_inserted_again_takes_no_room_of_others() {
        let mut map = Expiring::new(10, 3);
        map.insert("a".into(), 0, 0);
        map.insert("b".into(), 0, 0);
        for number in 0..1000 {
            map.insert("a".into(), number, 0);
            map.insert("c".into(), number, 0);
            map.remove("c");
        }
        assert_eq!((map.get("a", 0), map.get("b", 0)), (Some(&999), Some(&0)));
        assert!(map.order.len() < 100, "{}", map.order.len());
    }

    #[test]
    fn an_entry_inserted_again_lives_on() {
        let mut map = Expiring::new(10, 100);
        map.insert("a".into(), 1, 0);
        map.insert("a".into(), 2, 5_000);
        map.insert("b".into(), 3, 12_000);
        assert_eq!(map.get("a", 12_000), Some(&2));
    }
}
