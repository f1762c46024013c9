//! Members of a course, each once, in the order in which they came (NRPS-020, NRPS-023).

use std::collections::HashMap;

use serde_json::Value;

use crate::services::nrps::{Member, Status};

#[derive(Clone, Debug, Default)]
pub(crate) struct Roster {
    members: Vec<Member>,
    /// Where each id stands.
    places: HashMap<String, usize>,
    odd: usize,
    twice: usize,
}

impl Roster {
    /// Adds an entry of a page. What is said later about the same user replaces what was said before.
    pub(super) fn add(&mut self, entry: &Value) {
        match Member::read(entry) {
            Some(member) => self.put(member),
            None => self.odd += 1,
        }
    }

    fn put(&mut self, member: Member) {
        if let Some(place) = self.places.get(&member.id) {
            self.members[*place] = member;
            self.twice += 1;
        } else {
            self.places.insert(member.id.clone(), self.members.len());
            self.members.push(member);
        }
    }

    /// Makes it the roster of now (NRPS-015).
    pub(super) fn apply(&mut self, changes: Self, keeps_deleted: bool) {
        let changes = changes.members.into_iter();
        let stays = |member: &Member| member.status == Status::Deleted && keeps_deleted;
        changes.filter(|member| !stays(member)).for_each(|member| self.put(member));
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    /// How many entries were no members.
    pub(super) fn odd(&self) -> usize {
        self.odd
    }

    /// How many entries were about a member who had one before.
    pub(super) fn twice(&self) -> usize {
        self.twice
    }

    /// Those who are in the course: who was deleted is not.
    pub(super) fn into_members(self) -> Vec<Member> {
        self.members.into_iter().filter(|member| member.status != Status::Deleted).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn roster(entries: &[(&str, &str)]) -> Roster {
        let mut roster = Roster::default();
        for (id, status) in entries {
            roster.add(&json!({ "user_id": id, "status": status }));
        }
        roster
    }

    fn ids(roster: Roster) -> Vec<String> {
        roster.into_members().into_iter().map(|member| member.id).collect()
    }

    #[test]
    fn a_member_listed_twice_is_one() {
        let twice = roster(&[("a", "Active"), ("b", "Active"), ("a", "Inactive")]);
        assert_eq!((twice.len(), twice.members[0].status), (2, Status::Inactive));
        assert_eq!(ids(twice), ["a", "b"]);
    }

    #[test]
    fn changes_add_replace_and_take_out() {
        let mut known = roster(&[("a", "Active"), ("b", "Active")]);
        known.apply(roster(&[("c", "Active"), ("a", "Deleted"), ("d", "Deleted")]), false);
        assert_eq!(ids(known.clone()), ["b", "c"]);
        known.apply(roster(&[("a", "Active")]), false);
        assert_eq!(ids(known), ["a", "b", "c"]);
    }

    #[test]
    fn entries_that_are_nobody_are_counted() {
        let mut odd = Roster::default();
        for entry in [json!(7), json!({}), json!({ "user_id": "a" })] {
            odd.add(&entry);
        }
        assert_eq!((odd.odd(), odd.len()), (2, 1));
    }
}
