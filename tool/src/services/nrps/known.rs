//! The rosters that were read, and where the platform tells what changed since (NRPS-014, NRPS-015).

use std::collections::VecDeque;
use std::sync::Mutex;

use url::Url;

use crate::expiring::lock;
use crate::services::nrps::Roster;

/// How many members are remembered, over all rosters; the oldest rosters make room.
const MOST_MEMBERS: usize = 100_000;
const MOST_ROSTERS: usize = 2_000;

#[derive(Debug, Default)]
pub(crate) struct KnownRosters(Mutex<VecDeque<Known>>);

#[derive(Debug)]
struct Known {
    key: String,
    roster: Roster,
    differences: Url,
}

impl KnownRosters {
    pub(super) fn keep(&self, key: &str, roster: &Roster, differences: &Url) {
        let known = Known { key: key.to_owned(), roster: roster.clone(), differences: differences.clone() };
        let mut all = lock(&self.0);
        all.retain(|older| older.key != key);
        all.push_back(known);
        while all.len() > MOST_ROSTERS || members(&all) > MOST_MEMBERS {
            all.pop_front();
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<(Roster, Url)> {
        let all = lock(&self.0);
        let known = all.iter().find(|known| known.key == key)?;
        Some((known.roster.clone(), known.differences.clone()))
    }
}

fn members(all: &VecDeque<Known>) -> usize {
    all.iter().map(|known| known.roster.len()).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn roster(members: usize) -> Roster {
        let mut roster = Roster::default();
        (0..members).for_each(|number| roster.add(&json!({ "user_id": number.to_string() })));
        roster
    }

    #[test]
    fn the_last_reading_counts() {
        let (known, url) = (KnownRosters::default(), Url::parse("https://lms.test/since/1").unwrap());
        known.keep("a", &roster(2), &url);
        known.keep("a", &roster(3), &url);
        assert_eq!(known.get("a").map(|(roster, url)| (roster.len(), url)), Some((3, url)));
        assert!(known.get("b").is_none());
    }

    #[test]
    fn the_oldest_rosters_make_room() {
        let (known, url) = (KnownRosters::default(), Url::parse("https://lms.test/since/1").unwrap());
        for key in ["a", "b", "c"] {
            known.keep(key, &roster(MOST_MEMBERS / 2), &url);
        }
        assert!(known.get("a").is_none() && known.get("b").is_some() && known.get("c").is_some());
    }
}
