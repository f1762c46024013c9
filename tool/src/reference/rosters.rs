//! The rosters that were read, with the places where the platform tells what changed since (NRPS-014, NRPS-015).

use std::collections::VecDeque;
use std::sync::Mutex;

use serde_json::json;

use crate::LaunchData;
use crate::expiring::lock;
use crate::roster::Members;

/// How many members are remembered, over all rosters; the oldest rosters make room.
const MOST_MEMBERS: usize = 100_000;
const MOST_ROSTERS: usize = 2_000;

#[derive(Debug, Default)]
pub(crate) struct KnownRosters(Mutex<VecDeque<(String, Members)>>);

impl KnownRosters {
    /// Keeps a whole roster, if the platform says where its changes are.
    pub(crate) fn keep(&self, launch: &LaunchData, roster: &Members) {
        if roster.incomplete.is_some() || roster.differences.is_none() {
            return;
        }
        let key = key(launch);
        let mut all = lock(&self.0);
        all.retain(|(older, _)| *older != key);
        all.push_back((key, roster.clone()));
        while all.len() > MOST_ROSTERS || members(&all) > MOST_MEMBERS {
            all.pop_front();
        }
    }

    pub(crate) fn get(&self, launch: &LaunchData) -> Option<Members> {
        let key = key(launch);
        let all = lock(&self.0);
        all.iter().find(|(known, _)| *known == key).map(|(_, roster)| roster.clone())
    }
}

/// Whose roster this is: rosters of two platforms, tools or deployments have nothing to do with each other.
fn key(launch: &LaunchData) -> String {
    let address = launch.roster.as_ref().map(|roster| &roster.url);
    json!([launch.issuer, launch.client_id, launch.deployment_id, address]).to_string()
}

fn members(all: &VecDeque<(String, Members)>) -> usize {
    all.iter().map(|(_, roster)| roster.members.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Member;

    fn roster(members: usize) -> Members {
        let member = |number: usize| Member { id: number.to_string(), ..Member::default() };
        let differences = "https://lms.test/since/1".parse().ok();
        Members { members: (0..members).map(member).collect(), differences, ..Members::default() }
    }

    fn course(deployment: &str) -> LaunchData {
        LaunchData { deployment_id: deployment.to_owned(), ..LaunchData::default() }
    }

    #[test]
    fn the_last_reading_counts() {
        let known = KnownRosters::default();
        known.keep(&course("a"), &roster(2));
        known.keep(&course("a"), &roster(3));
        assert_eq!(known.get(&course("a")), Some(roster(3)));
        assert!(known.get(&course("b")).is_none());
    }

    #[test]
    fn a_roster_without_a_place_for_changes_is_not_kept() {
        let known = KnownRosters::default();
        known.keep(&course("a"), &Members { differences: None, ..roster(2) });
        assert!(known.get(&course("a")).is_none());
    }

    #[test]
    fn the_oldest_rosters_make_room() {
        let known = KnownRosters::default();
        for deployment in ["a", "b", "c"] {
            known.keep(&course(deployment), &roster(MOST_MEMBERS / 2));
        }
        let is_known = ["a", "b", "c"].map(|deployment| known.get(&course(deployment)).is_some());
        assert_eq!(is_known, [false, true, true]);
    }
}
