//! Key sets of tools that are kept for a while, so that a tool is not asked for its keys at each of its requests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::source::{self, Keys, NoKeys};
use crate::journal::fetch::Errand;

/// How long a set is good without looking again.
const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// How often a set is asked for within a minute: unknown keys must not make us flood a tool.
const A_MINUTE: usize = 12;

/// The key sets by their addresses. Only registrations name addresses, so there are few.
#[derive(Debug, Default)]
pub(crate) struct KeptKeys {
    sets: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Kept>>>>,
}

#[derive(Debug, Default)]
struct Kept {
    keys: Option<(Keys, Timestamp)>,
    /// When it was asked for within the last minute.
    asked: Vec<Timestamp>,
}

impl KeptKeys {
    fn of(&self, url: &str) -> Arc<tokio::sync::Mutex<Kept>> {
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(sets.entry(url.to_owned()).or_default())
    }

    /// The key set, and whether it was asked for just now. Requests that come meanwhile wait for the same answer.
    pub(super) async fn get(&self, errand: Errand<'_>, url: &str) -> Result<(Keys, bool), NoKeys> {
        let kept = self.of(url);
        let mut kept = kept.lock().await;
        match kept.good(errand.campus.now()) {
            Some(keys) => Ok((keys, false)),
            None => kept.ask(errand, url).await.map(|keys| (keys, true)),
        }
    }

    /// The key set as it is now.
    pub(super) async fn renew(&self, errand: Errand<'_>, url: &str) -> Result<Keys, NoKeys> {
        let kept = self.of(url);
        let mut kept = kept.lock().await;
        kept.ask(errand, url).await
    }
}

impl Kept {
    fn good(&self, now: Timestamp) -> Option<Keys> {
        let (keys, read_at) = self.keys.as_ref()?;
        (now.duration_since(*read_at) < LIFE).then(|| keys.clone())
    }

    async fn ask(&mut self, errand: Errand<'_>, url: &str) -> Result<Keys, NoKeys> {
        let now = errand.campus.now();
        if !self.may_ask(now) {
            return Err(NoKeys {
                expected: format!("a key that is in the key set at `{url}` when it is read"),
                actual: format!(
                    "other keys; the set was read {A_MINUTE} times within a minute and is not asked again now"
                ),
            });
        }
        let keys = source::fetch(errand, url).await?;
        self.keys = Some((keys.clone(), now));
        Ok(keys)
    }

    /// Counts one more question, if there may be one.
    fn may_ask(&mut self, now: Timestamp) -> bool {
        self.asked.retain(|at| now.duration_since(*at) < SignedDuration::from_mins(1));
        let may = self.asked.len() < A_MINUTE;
        if may {
            self.asked.push(now);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_asked_for_so_often_in_a_minute_and_then_again_after_it() {
        let (mut kept, start) = (Kept::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..A_MINUTE {
            assert!(kept.may_ask(start));
        }
        assert!(!kept.may_ask(start + SignedDuration::from_secs(59)));
        assert!(kept.may_ask(start + SignedDuration::from_mins(1)));
    }

    #[test]
    fn a_set_is_good_for_its_life() {
        let (start, keys) = (Timestamp::UNIX_EPOCH, Keys::Set(Arc::default(), "http://t/".into()));
        let kept = Kept { keys: Some((keys, start)), asked: Vec::new() };
        assert!(kept.good(start + SignedDuration::from_secs(299)).is_some());
        assert!(kept.good(start + LIFE).is_none());
        assert!(Kept::default().good(start).is_none());
    }
}
