//! Who is who: by issuer and `sub`, and by nothing else (CORE-020).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Mutex;

use crate::defects::{Defect, Defects};
use crate::expiring::lock;

/// Remembers users only where a defect confuses them: a correct tool needs no memory to know its user.
#[derive(Debug)]
pub(crate) struct Accounts {
    defects: Defects,
    by_email: Mutex<HashMap<(String, String), String>>,
}

impl Accounts {
    pub(crate) fn new(defects: Defects) -> Self {
        Self { defects, by_email: Mutex::default() }
    }

    /// The user that this tool takes the `sub` for.
    pub(crate) fn user(&self, issuer: &str, sub: String, email: Option<&str>) -> String {
        if self.defects.has(Defect::USER_CASE_FOLDED) {
            return sub.to_lowercase();
        }
        let Some(email) = email.filter(|_| self.defects.has(Defect::USER_BY_EMAIL)) else { return sub };
        match lock(&self.by_email).entry((issuer.to_owned(), email.to_owned())) {
            Entry::Occupied(first) => first.get().clone(),
            Entry::Vacant(place) => place.insert(sub).clone(),
        }
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
