//! Members of a course, each once, in the order in which they came (NRPS-020, NRPS-023).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::services::error::ServiceError;
use crate::services::paging::Reading;
use crate::services::roster::{Member, Status};

/// What was read of a roster.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Members {
    /// Each once, in the order in which they came.
    pub members: Vec<Member>,
    /// How many pages were read.
    pub pages: usize,
    /// Where the rest is, where no more pages were asked for.
    pub next: Option<Url>,
    /// Where the platform tells what changes from now on, if it does (NRPS-014).
    pub differences: Option<Url>,
    /// Why this is not all: what happened after the first page.
    #[serde(skip)]
    pub incomplete: Option<ServiceError>,
    /// How many entries did not say whom they are about.
    pub unreadable: usize,
    /// How many entries were about somebody who had one before; the last one counts.
    pub repeated: usize,
}

impl Members {
    /// The members, or the reason why they are not all that there are.
    pub fn complete(self) -> Result<Vec<Member>, ServiceError> {
        self.incomplete.map_or(Ok(self.members), Err)
    }

    /// Makes it the roster of now: who changed is replaced, who is new is added, and who is deleted is taken out (NRPS-015).
    /// Nothing changes where the changes are not complete, so that they can be asked for again.
    pub fn apply(&mut self, changes: Self) {
        if changes.incomplete.is_some() {
            return;
        }
        let mut now = Collector::of(std::mem::take(&mut self.members));
        for member in changes.members {
            now.put(member);
        }
        self.members = now.present();
        self.differences = changes.differences.or(self.differences.take());
    }
}

/// Members while they are read.
#[derive(Debug, Default)]
pub(super) struct Collector {
    members: Vec<Member>,
    /// Where each id stands.
    places: HashMap<String, usize>,
    unreadable: usize,
    repeated: usize,
}

impl Collector {
    fn of(members: Vec<Member>) -> Self {
        let mut collector = Self::default();
        for member in members {
            collector.put(member);
        }
        collector
    }

    /// Adds an entry of a page. What is said later about the same user replaces what was said before.
    pub(super) fn add(&mut self, entry: &Value) {
        match Member::read(entry) {
            Some(member) => self.put(member),
            None => self.unreadable += 1,
        }
    }

    fn put(&mut self, member: Member) {
        if let Some(place) = self.places.get(&member.id) {
            self.members[*place] = member;
            self.repeated += 1;
        } else {
            self.places.insert(member.id.clone(), self.members.len());
            self.members.push(member);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// Those who are in the course: who was deleted is not.
    fn present(self) -> Vec<Member> {
        self.members.into_iter().filter(|member| member.status != Status::Deleted).collect()
    }

    /// As a roster, which has nobody who was deleted.
    pub(super) fn roster(self, reading: Reading) -> Members {
        let (unreadable, repeated) = (self.unreadable, self.repeated);
        Members { unreadable, repeated, ..read(self.present(), reading) }
    }

    /// As changes of a roster, which tell who was deleted.
    pub(super) fn changes(self, reading: Reading) -> Members {
        let (unreadable, repeated) = (self.unreadable, self.repeated);
        Members { unreadable, repeated, ..read(self.members, reading) }
    }
}

fn read(members: Vec<Member>, reading: Reading) -> Members {
    let Reading { pages, cut, next, differences } = reading;
    Members { members, pages, next, differences, incomplete: cut, unreadable: 0, repeated: 0 }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::services::error::Failure;

    fn collected(entries: &[(&str, &str)]) -> Collector {
        let mut collector = Collector::default();
        for (id, status) in entries {
            collector.add(&json!({ "user_id": id, "status": status }));
        }
        collector
    }

    fn roster(entries: &[(&str, &str)]) -> Members {
        collected(entries).roster(Reading::default())
    }

    fn changes(entries: &[(&str, &str)]) -> Members {
        collected(entries).changes(Reading::default())
    }

    fn ids(roster: &Members) -> Vec<&str> {
        roster.members.iter().map(|member| member.id.as_str()).collect()
    }

    #[test]
    fn a_member_listed_twice_is_one() {
        let twice = roster(&[("a", "Active"), ("b", "Active"), ("a", "Inactive")]);
        assert_eq!((ids(&twice), twice.members[0].status), (vec!["a", "b"], Status::Inactive));
        assert_eq!(twice.repeated, 1);
    }

    #[test]
    fn changes_add_replace_and_take_out() {
        let mut known = roster(&[("a", "Active"), ("b", "Active"), ("x", "Deleted")]);
        known.apply(changes(&[("c", "Active"), ("a", "Deleted"), ("d", "Deleted")]));
        assert_eq!(ids(&known), ["b", "c"]);
        known.apply(changes(&[("a", "Active"), ("b", "Inactive")]));
        assert_eq!((ids(&known), known.members[0].status), (vec!["b", "c", "a"], Status::Inactive));
    }

    #[test]
    fn half_of_the_changes_change_nothing() {
        let mut known = roster(&[("a", "Active")]);
        let cut = ServiceError::service(Failure::TooSlow);
        known.apply(Members { incomplete: Some(cut), ..changes(&[("a", "Deleted")]) });
        assert_eq!(ids(&known), ["a"]);
    }

    #[test]
    fn later_changes_are_where_the_last_answer_says() {
        let (first, second) = ("https://lms.test/since/1", "https://lms.test/since/2");
        let mut known = Members { differences: first.parse().ok(), ..roster(&[]) };
        known.apply(changes(&[]));
        assert_eq!(known.differences.as_ref().map(Url::as_str), Some(first));
        known.apply(Members { differences: second.parse().ok(), ..changes(&[]) });
        assert_eq!(known.differences.as_ref().map(Url::as_str), Some(second));
    }

    #[test]
    fn entries_that_are_nobody_are_counted() {
        let mut odd = Collector::default();
        for entry in [json!(7), json!({}), json!({ "user_id": "a" })] {
            odd.add(&entry);
        }
        assert_eq!((odd.unreadable, odd.len()), (2, 1));
    }
}
