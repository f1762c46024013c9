//! A map whose entries die by age or, when it is full, oldest first. So nothing a stranger sends can fill
//! the memory.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after another thread panicked inside: the maps here are never left half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Debug)]
pub(crate) struct Expiring<V> {
    life_millis: i64,
    capacity: usize,
    entries: HashMap<String, Entry<V>>,
    /// Keys with the time of their insertion, oldest first. A key inserted again stands here twice.
    order: VecDeque<(i64, String)>,
}

#[derive(Debug)]
struct Entry<V> {
    inserted: i64,
    value: V,
}

impl<V> Expiring<V> {
    pub(crate) fn new(life_seconds: i64, capacity: usize) -> Self {
        Self { life_millis: life_seconds * 1000, capacity, entries: HashMap::new(), order: VecDeque::new() }
    }

    pub(crate) fn insert(&mut self, key: String, value: V, now: i64) {
        self.purge(now);
        self.order.push_back((now, key.clone()));
        self.entries.insert(key, Entry { inserted: now, value });
    }

    pub(crate) fn get(&self, key: &str, now: i64) -> Option<&V> {
        let entry = self.entries.get(key)?;
        is_alive(entry.inserted, now, self.life_millis).then_some(&entry.value)
    }

    pub(crate) fn get_mut(&mut self, key: &str, now: i64) -> Option<&mut V> {
        let entry = self.entries.get_mut(key)?;
        is_alive(entry.inserted, now, self.life_millis).then_some(&mut entry.value)
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.remove(key);
    }

    pub(crate) fn iter(&self, now: i64) -> impl Iterator<Item = (&String, &V)> {
        let life = self.life_millis;
        let alive = self.entries.iter().filter(move |(_, entry)| is_alive(entry.inserted, now, life));
        alive.map(|(key, entry)| (key, &entry.value))
    }

    pub(crate) fn values_mut(&mut self, now: i64) -> impl Iterator<Item = &mut V> {
        let life = self.life_millis;
        let alive = self.entries.values_mut().filter(move |entry| is_alive(entry.inserted, now, life));
        alive.map(|entry| &mut entry.value)
    }

    fn purge(&mut self, now: i64) {
        while let Some((inserted, _)) = self.order.front() {
            if is_alive(*inserted, now, self.life_millis) && self.order.len() < self.capacity {
                return;
            }
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) {
        let Some((inserted, key)) = self.order.pop_front() else { return };
        // The key may have been inserted again since.
        if self.entries.get(&key).is_some_and(|entry| entry.inserted == inserted) {
            self.entries.remove(&key);
        }
    }
}

fn is_alive(inserted: i64, now: i64, life: i64) -> bool {
    now.saturating_sub(inserted) < life
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
    fn an_entry_inserted_again_lives_on() {
        let mut map = Expiring::new(10, 100);
        map.insert("a".into(), 1, 0);
        map.insert("a".into(), 2, 5_000);
        map.insert("b".into(), 3, 12_000);
        assert_eq!(map.get("a", 12_000), Some(&2));
    }
}
