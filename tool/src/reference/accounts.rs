//! Who is who: by issuer and `sub`, and by nothing else (CORE-020).

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use crate::deep_linking::answer::Outcome;
use crate::defects::{Defect, Defects};
use crate::expiring::lock;
use crate::message::Message;
use crate::message::roles::Role;
use crate::reference::items::ACTIVITY;

/// Remembers users only where a defect confuses them: a correct tool needs no memory to know its user.
#[derive(Debug)]
pub(crate) struct Accounts {
    defects: Defects,
    by_email: Mutex<HashMap<(String, String), String>>,
    first_role: Mutex<HashMap<(String, String), Role>>,
    /// Who picked something and did not open it yet.
    waiting: Mutex<HashSet<(String, Option<String>)>>,
}

impl Accounts {
    pub(crate) fn new(defects: Defects) -> Self {
        Self { defects, by_email: Mutex::default(), first_role: Mutex::default(), waiting: Mutex::default() }
    }

    /// Puts the user into the message whom this tool takes its sender for.
    pub(crate) fn recognise(&self, message: &mut Message) {
        let email = message.email.as_deref();
        message.user = match message.user.take() {
            Some(sub) => Some(self.user(&message.issuer, sub, email)),
            None => self.nobody(&message.issuer, email),
        };
        message.role = self.role(message);
    }

    /// The role that this tool gives its user: the one of this message, in a correct tool (ROLE-003).
    fn role(&self, message: &Message) -> Role {
        let (kept, promoted) = (Defect::ROLE_NEVER_UPDATED, Defect::RETURNING_USER_PROMOTED);
        let remembers = self.defects.has(kept) || self.defects.has(promoted);
        let Some(user) = message.user.clone().filter(|_| remembers) else { return message.role };
        let mut roles = lock(&self.first_role);
        match roles.insert((message.issuer.clone(), user.clone()), message.role) {
            Some(_) if self.defects.has(promoted) => Role::Instructor,
            Some(first) => {
                roles.insert((message.issuer.clone(), user), first);
                first
            }
            None => message.role,
        }
    }

    /// Notes what this user should open next. Only [`Defect::ITEM_TAKEN_FOR_CREATED`] expects anything (DL-045).
    pub(crate) fn expect_opened(&self, message: &Message, outcome: &Outcome) {
        let picked = matches!(outcome, Outcome::Added { offers, .. } if !offers.is_empty());
        if picked && self.defects.has(Defect::ITEM_TAKEN_FOR_CREATED) {
            lock(&self.waiting).insert((message.issuer.clone(), message.user.clone()));
        }
    }

    /// Whether this user opens another link than the one that was picked. Opening that one ends the wait.
    pub(crate) fn waits_for_another(&self, message: &Message) -> bool {
        let key = (message.issuer.clone(), message.user.clone());
        let mut waiting = lock(&self.waiting);
        if message.target.ends_with(ACTIVITY) {
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
