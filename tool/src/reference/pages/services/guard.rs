//! A word that only pages of one session know, so that no other site can send its forms.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The field of the form.
pub(crate) const FIELD: &str = "guard";

/// Made of the id of the session, which nobody else knows, and which does not follow from it.
pub(crate) fn of(session: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, format!("guard of {session}").as_bytes()))
}

pub(crate) fn is_of(session: &str, guard: &str) -> bool {
    verify_slices_are_equal(of(session).as_bytes(), guard.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_belongs_to_one_session() {
        assert!(is_of("a", &of("a")));
        for other in [of("b").as_str(), "", "a"] {
            assert!(!is_of("a", other), "{other}");
        }
        assert!(!of("a").contains('a') || of("a").len() == 43);
    }
}
