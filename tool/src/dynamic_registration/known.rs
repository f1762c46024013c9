//! Whether what a stranger registers fits to what is known: the page that registers is public, and nobody may change or use
//! through it what somebody else has agreed on.

use std::sync::Arc;

use url::Url;

use super::error::RegistrationError;
use crate::platform::Platform;

/// How many platforms may wait for their activation.
const WAITING: usize = 100;

/// Strangers do not fill the store: registrations wait until somebody has looked at the earlier ones.
pub(super) fn check_room(all: &[Arc<Platform>]) -> Result<(), RegistrationError> {
    let waiting = all.iter().filter(|platform| !platform.active).count();
    if waiting < WAITING { Ok(()) } else { Err(RegistrationError::Crowded) }
}

/// The platform as it may be kept.
pub(super) fn fitted(mut new: Platform, all: &[Arc<Platform>]) -> Result<Platform, RegistrationError> {
    let same_client = || all.iter().filter(|known| known.client_id == new.client_id);
    if same_client().any(|known| known.issuer != new.issuer && is_mixed(known, &new)) {
        return Err(RegistrationError::Mixed);
    }
    if let Some(known) = same_client().find(|known| known.issuer == new.issuer) {
        let is_same = known.authorization_endpoint == new.authorization_endpoint
            && known.token_endpoint == new.token_endpoint
            && known.token_audience == new.token_audience
            && known.keys == new.keys;
        if !is_same {
            return Err(RegistrationError::Otherwise);
        }
        // Whether it may launch was decided by somebody else than who opened a page.
        new.active = known.active;
    }
    Ok(new)
}

/// Whether an assertion for the new platform could be used at the known one: there it would have the name of this tool.
fn is_mixed(known: &Platform, new: &Platform) -> bool {
    let mine =
        [Some(known.issuer.as_str()), Some(known.token_endpoint.as_str()), known.token_audience.as_deref()];
    let theirs = [Some(new.token_endpoint.as_str()), new.token_audience.as_deref()];
    mine.iter().flatten().any(|mine| theirs.iter().flatten().any(|theirs| is_same_site(mine, theirs)))
}

fn is_same_site(one: &str, other: &str) -> bool {
    let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
    one == other || origin(one).is_some_and(|one| origin(other) == Some(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{Keys, sample};

    fn at(issuer: &str, client: &str, token: &str) -> Platform {
        Platform { token_endpoint: Url::parse(token).unwrap(), ..sample(issuer, client, &["1"]) }
    }

    fn known() -> Vec<Arc<Platform>> {
        vec![Arc::new(at("https://lms.test", "42", "https://lms.test/token").inactive())]
    }

    #[test]
    fn nobody_borrows_the_name_of_the_tool_at_another_platform() {
        let mixed = |new: Platform| fitted(new, &known()).unwrap_err() == RegistrationError::Mixed;
        assert!(mixed(at("https://evil.test", "42", "https://lms.test/other")));
        assert!(mixed(
            at("https://evil.test", "42", "https://evil.test/t").token_audience("https://lms.test/token")
        ));
        assert!(mixed(
            at("https://evil.test", "42", "https://evil.test/t").token_audience("https://lms.test")
        ));
        assert!(fitted(at("https://evil.test", "42", "https://evil.test/t"), &known()).is_ok());
        assert!(fitted(at("https://evil.test", "43", "https://lms.test/token"), &known()).is_ok());
    }

    #[test]
    fn nobody_changes_or_activates_what_is_registered() {
        let again = at("https://lms.test", "42", "https://lms.test/token");
        assert!(!fitted(again.clone(), &known()).unwrap().active);
        let elsewhere = Keys::Url(Url::parse("https://lms.test/files/keys").unwrap());
        let moved = Platform { keys: elsewhere, ..again.clone() };
        assert_eq!(fitted(moved, &known()).unwrap_err(), RegistrationError::Otherwise);
        let other = again.token_audience("https://lms.test");
        assert_eq!(fitted(other, &known()).unwrap_err(), RegistrationError::Otherwise);
    }

    #[test]
    fn only_so_many_wait_for_their_activation() {
        let waiting = |count| vec![Arc::clone(&known()[0]); count];
        assert!(check_room(&waiting(WAITING - 1)).is_ok());
        assert_eq!(check_room(&waiting(WAITING)), Err(RegistrationError::Crowded));
    }
}
