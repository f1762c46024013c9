//! Who is who: by issuer and `sub`, and by nothing else (CORE-020).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use homeroom_vocab::role::context::INSTRUCTOR;

use crate::expiring::lock;
use crate::reference::items::ACTIVITY;
use crate::reference::outcome::Outcome;
use crate::{Defect, Defects, Denied, LaunchData, MessageType, Roles};

/// Remembers users only where a defect confuses them: a correct tool needs no memory to know its user.
#[derive(Debug)]
pub(crate) struct Accounts {
    defects: Defects,
    by_email: Mutex<HashMap<(String, String), String>>,
    first_roles: Mutex<HashMap<(String, String), Roles>>,
    /// Who picked something and did not open it yet.
    waiting: Mutex<HashSet<(String, Option<String>)>>,
}

impl Accounts {
    pub(crate) fn new(defects: Defects) -> Self {
        Self { defects, by_email: Mutex::default(), first_roles: Mutex::default(), waiting: Mutex::default() }
    }

    /// Whom this tool takes the sender of a launch for, and whether it lets them in.
    pub(crate) fn admit(&self, launch: &mut LaunchData, earlier: Option<&LaunchData>) -> Result<(), Denied> {
        if launch.message_type == MessageType::ResourceLink && self.waits_for_another(launch) {
            return Err(Denied::new("open what you picked before you open anything else"));
        }
        if let Some(earlier) = earlier {
            self.inherit(launch, earlier);
        }
        self.recognise(launch);
        Ok(())
    }

    /// What a new launch may wrongly keep of the session before it: nothing, in a correct tool (CORE-019).
    fn inherit(&self, launch: &mut LaunchData, earlier: &LaunchData) {
        if launch.user.id.is_none() && self.defects.has(Defect::ANONYMOUS_INHERITS_USER) {
            launch.user.id.clone_from(&earlier.user.id);
            launch.user.name.clone_from(&earlier.user.name);
        }
        if launch.user.id.is_some()
            && earlier.user.id.is_some()
            && self.defects.has(Defect::FIRST_SESSION_WINS)
        {
            launch.user.id.clone_from(&earlier.user.id);
            launch.user.name.clone_from(&earlier.user.name);
        }
        if launch.user.name.is_none() && self.defects.has(Defect::NAME_LEFT_OVER) {
            launch.user.name.clone_from(&earlier.user.name);
        }
        if earlier.roles.is_instructor() && self.defects.has(Defect::ROLE_STICKY) {
            launch.roles.clone_from(&earlier.roles);
        }
    }

    /// Puts the user into the launch whom this tool takes its sender for.
    fn recognise(&self, launch: &mut LaunchData) {
        let email = launch.user.email.as_deref();
        launch.user.id = match launch.user.id.take() {
            Some(sub) => Some(self.user(&launch.issuer, sub, email)),
            None => self.nobody(&launch.issuer, email),
        };
        launch.roles = self.roles(launch);
    }

    /// The roles that this tool gives its user: those of this launch, in a correct tool (ROLE-003).
    fn roles(&self, launch: &LaunchData) -> Roles {
        let (kept, promoted) = (Defect::ROLE_NEVER_UPDATED, Defect::RETURNING_USER_PROMOTED);
        let remembers = self.defects.has(kept) || self.defects.has(promoted);
        let user = launch.user.id.clone().filter(|_| remembers);
        let Some(user) = user else { return launch.roles.clone() };
        match lock(&self.first_roles).entry((launch.issuer.clone(), user)) {
            Entry::Occupied(_) if self.defects.has(promoted) => Roles::from(vec![INSTRUCTOR.to_owned()]),
            Entry::Occupied(first) => first.get().clone(),
            Entry::Vacant(place) => place.insert(launch.roles.clone()).clone(),
        }
    }

    /// Notes what this user should open next. Only [`Defect::ITEM_TAKEN_FOR_CREATED`] expects anything (DL-045).
    pub(crate) fn expect_opened(&self, launch: &LaunchData, outcome: &Outcome) {
        let picked = matches!(outcome, Outcome::Added { offers, .. } if !offers.is_empty());
        if picked && self.defects.has(Defect::ITEM_TAKEN_FOR_CREATED) {
            lock(&self.waiting).insert((launch.issuer.clone(), launch.user.id.clone()));
        }
    }

    /// Whether this user opens another link than the one that was picked. Opening that one ends the wait.
    fn waits_for_another(&self, launch: &LaunchData) -> bool {
        let key = (launch.issuer.clone(), launch.user.id.clone());
        let mut waiting = lock(&self.waiting);
        if launch.target_link_uri.ends_with(ACTIVITY) {
            waiting.remove(&key);
        }
        waiting.contains(&key)
    }

    /// Whom this tool takes a launch without `sub` for: nobody, in a correct tool (CORE-019).
    fn nobody(&self, issuer: &str, email: Option<&str>) -> Option<String> {
        let key = (issuer.to_owned(), email?.to_owned());
        lock(&self.by_email)
            .get(&key)
            .filter(|_| self.defects.has(Defect::SUB_MISSING_FOUND_BY_EMAIL))
            .cloned()
    }

    /// The user that this tool takes the `sub` for.
    fn user(&self, issuer: &str, sub: String, email: Option<&str>) -> String {
        if self.defects.has(Defect::USER_CASE_FOLDED) {
            return sub.to_lowercase();
        }
        let Some(email) = email else { return sub };
        if self.defects.has(Defect::USER_BY_SUB_AND_EMAIL) {
            return format!("{sub} {email}");
        }
        let key = (issuer.to_owned(), email.to_owned());
        if self.defects.has(Defect::USER_BY_EMAIL) {
            return lock(&self.by_email).entry(key).or_insert(sub).clone();
        }
        if self.defects.has(Defect::SUB_MISSING_FOUND_BY_EMAIL) {
            lock(&self.by_email).insert(key, sub.clone());
        }
        sub
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_told_apart_by_sub_alone() {
        let accounts = Accounts::new(Defects::default());
        for sub in ["u1", "U1", "u1 ", "u2"] {
            assert_eq!(accounts.user("https://lms.test", sub.into(), Some("a@lms.test")), sub);
        }
    }

    #[test]
    fn defects_confuse_users() {
        let by_email = Accounts::new(Defects::new(vec![&Defect::USER_BY_EMAIL]));
        assert_eq!(by_email.user("i", "u1".into(), Some("a@lms.test")), "u1");
        assert_eq!(by_email.user("i", "u2".into(), Some("a@lms.test")), "u1");
        assert_eq!(by_email.user("i", "u2".into(), None), "u2");
        let folded = Accounts::new(Defects::new(vec![&Defect::USER_CASE_FOLDED]));
        assert_eq!(folded.user("i", "U1".into(), None), "u1");
    }
}
