//! The platforms' key sets, cached: fetched when first needed, when their time is over, and when a `kid` is
//! unknown (KEY-006, KEY-008 to KEY-010).

use std::sync::{Arc, Mutex};

use url::Url;

use crate::clock::Clock;
use crate::defects::{Defect, Defects};
use crate::expiring::{Expiring, lock};
use crate::keys::allowance::{Allowance, Outcome};
use crate::keys::fetch::{FetchError, Fetched, Fetcher};
use crate::keys::set::{KeySet, PlatformKey};

/// How long a set is fresh when the platform does not say, and the limits when it does, in seconds.
const DEFAULT_LIFE: i64 = 300;
const SHORTEST_LIFE: i64 = 1;
const LONGEST_LIFE: i64 = 24 * 60 * 60;
/// How long a set may serve beyond its time while the platform does not answer.
const GRACE: i64 = 60 * 60;
/// So many sets are remembered; a set is two megabytes at most.
const MOST_SETS: usize = 500;
/// More than this is too much for [`Defect::JWKS_LARGE_REFUSED`], in bytes.
const SMALL_SET: usize = 64 * 1024;
/// How long the platform is then left alone, when the key is known anyway.
const PAUSE: i64 = 5;

/// Why there is no key.
#[derive(Debug)]
pub(crate) enum KeyError {
    /// The platform has no such key; this is what it has.
    Unknown(Arc<KeySet>),
    /// The platform does not tell.
    Unavailable(FetchError),
}

#[derive(Debug)]
pub(crate) struct PlatformKeys {
    fetcher: Fetcher,
    clock: Clock,
    defects: Defects,
    /// By address.
    caches: Mutex<Expiring<Arc<Cache>>>,
}

/// What is known of one platform's keys.
#[derive(Debug)]
struct Cache {
    url: Url,
    known: Mutex<Known>,
    /// Held while fetching, so that launches that wait for the same set share one fetch.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Known {
    set: Option<Arc<KeySet>>,
    fresh_until: i64,
    usable_until: i64,
    /// How many fetches were begun, and how the last one ended.
    begun: u64,
    last: Result<(), FetchError>,
    allowance: Allowance,
}

impl PlatformKeys {
    pub(crate) fn new(clock: Clock, defects: Defects) -> Result<Self, reqwest::Error> {
        let caches = Mutex::new(Expiring::with_room(MOST_SETS));
        Ok(Self { fetcher: Fetcher::new(clock.clone())?, clock, defects, caches })
    }

    /// The platform's set, with this `kid` in it; any set when the token names none.
    pub(crate) async fn find(&self, url: &Url, kid: Option<&str>) -> Result<Arc<KeySet>, KeyError> {
        let cache = self.cache(url);
        if let Some(answer) = self.answer_from(&cache, kid) {
            return answer;
        }
        let fetched = self.refresh(&cache, kid).await;
        let known = lock(&cache.known);
        let set = known.set.clone().filter(|_| self.clock.millis() < known.usable_until);
        match (set, fetched) {
            (Some(set), _) if has(&set, kid) => Ok(set),
            (Some(set), Ok(())) => Err(KeyError::Unknown(set)),
            (_, Err(why)) => Err(KeyError::Unavailable(why)),
            (None, Ok(())) => Err(KeyError::Unavailable(FetchError::NotAKeySet)),
        }
    }

    /// The keys at a URL that a token named. Only [`Defect::JKU_TRUSTED`] has a use for this.
    pub(crate) async fn fetch_untrusted(&self, url: &str) -> Vec<PlatformKey> {
        let Ok(url) = Url::parse(url) else { return Vec::new() };
        let Ok(fetched) = self.fetcher.fetch(&url).await else { return Vec::new() };
        KeySet::parse(&fetched.body, &self.defects).map(|set| set.all()).unwrap_or_default()
    }

    /// The text at a URL that a token or a login named. Only defects have a use for this.
    pub(crate) async fn fetch_text(&self, url: &str) -> Option<String> {
        let fetched = self.fetcher.fetch(&Url::parse(url).ok()?).await.ok()?;
        String::from_utf8(fetched.body).ok()
    }

    fn cache(&self, url: &Url) -> Arc<Cache> {
        let (mut caches, now) = (lock(&self.caches), self.clock.millis());
        if let Some(cache) = caches.get(url.as_str(), now) {
            return Arc::clone(cache);
        }
        let cache = Arc::new(Cache::new(url, now));
        caches.insert_until(url.to_string(), Arc::clone(&cache), now, i64::MAX);
        cache
    }

    /// The answer without a fetch, if there is one.
    fn answer_from(&self, cache: &Cache, kid: Option<&str>) -> Option<Result<Arc<KeySet>, KeyError>> {
        let now = self.clock.millis();
        let mut known = lock(&cache.known);
        let set = known.set.clone();
        match set {
            Some(set) if has(&set, kid) && now < known.fresh_until => Some(Ok(set)),
            // The time is over, but the key is known: a refresh costs the platform nothing unforeseen.
            Some(set) if has(&set, kid) && !self.defects.has(Defect::JWKS_CACHED_FOR_EVER) => None,
            Some(set) if self.defects.has(Defect::JWKS_CACHED_FOR_EVER) => {
                Some(if has(&set, kid) { Ok(set) } else { Err(KeyError::Unknown(set)) })
            }
            _ if known.allowance.permits(now) || self.defects.has(Defect::JWKS_REFRESH_UNLIMITED) => None,
            Some(set) => Some(Err(KeyError::Unknown(set))),
            None => Some(Err(KeyError::Unavailable(FetchError::TooOften))),
        }
    }

    /// Fetches the set, or shares a fetch that somebody else began after we found that we need one.
    async fn refresh(&self, cache: &Cache, kid: Option<&str>) -> Result<(), FetchError> {
        let begun = lock(&cache.known).begun;
        let _fetching = cache.fetching.lock().await;
        {
            let mut known = lock(&cache.known);
            if known.begun > begun {
                return known.last;
            }
            known.begun += 1;
        }
        let mut set = self.fetch_set(&cache.url).await;
        if let (Ok((fetched, _)), true) = (&mut set, self.defects.has(Defect::JWKS_MERGED))
            && let Some(known) = &lock(&cache.known).set
        {
            fetched.add(known);
        }
        lock(&cache.known).learn(set, kid, self.clock.millis())
    }

    async fn fetch_set(&self, url: &Url) -> Result<(KeySet, Fetched), FetchError> {
        let fetched = self.fetcher.fetch(url).await?;
        if fetched.body.len() > SMALL_SET && self.defects.has(Defect::JWKS_LARGE_REFUSED) {
            return Err(FetchError::TooLarge);
        }
        let set = KeySet::parse(&fetched.body, &self.defects).ok_or(FetchError::NotAKeySet)?;
        Ok((set, fetched))
    }
}

impl Cache {
    fn new(url: &Url, now: i64) -> Self {
        let known = Known {
            set: None,
            fresh_until: i64::MIN,
            usable_until: i64::MIN,
            begun: 0,
            last: Ok(()),
            allowance: Allowance::new(now),
        };
        Self { url: url.clone(), known: Mutex::new(known), fetching: tokio::sync::Mutex::default() }
    }
}

impl Known {
    fn learn(
        &mut self,
        fetched: Result<(KeySet, Fetched), FetchError>,
        kid: Option<&str>,
        now: i64,
    ) -> Result<(), FetchError> {
        self.last = fetched.map(|(set, fetched)| self.keep(set, fetched.max_age, now));
        let outcome = match (&self.last, &self.set) {
            (Ok(()), Some(set)) if has(set, kid) => Outcome::Found,
            (Ok(()), _) => Outcome::Unknown,
            (Err(_), _) => Outcome::Failed,
        };
        if outcome == Outcome::Failed {
            self.fresh_until = (now + PAUSE * 1000).min(self.usable_until).max(self.fresh_until);
        }
        self.allowance.spend(outcome);
        self.last
    }

    fn keep(&mut self, set: KeySet, max_age: Option<i64>, now: i64) {
        let life = max_age.unwrap_or(DEFAULT_LIFE).clamp(SHORTEST_LIFE, LONGEST_LIFE);
        self.set = Some(Arc::new(set));
        self.fresh_until = now + life * 1000;
        self.usable_until = self.fresh_until + GRACE * 1000;
    }
}

fn has(set: &KeySet, kid: Option<&str>) -> bool {
    kid.is_none_or(|kid| set.has(kid))
}
