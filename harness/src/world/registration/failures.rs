//! A registration that fails: the tool says so, does not break, and keeps nothing of it.

use std::collections::BTreeSet;

use super::super::token_use::{OF_A_GATEWAY, stands};
use super::super::{Step, World};
use super::told::{registers, told_of};
use super::visits::IN_TIME;
use crate::control::{Login, Prepared};
use crate::oracle::fingerprint::visible_text;
use crate::oracle::page::{Broken, Page};
use crate::record::Stop;
use crate::registration_calls::Step as Call;
use crate::session::REFUSALS;

const ERROR: &str = "a page that tells that the registration has failed";

impl World {
    /// `Then the page says something else than after a registration`.
    pub(crate) async fn page_tells_the_failure(&self) -> Step {
        let page = &self.last_visit()?.attempt.visit.ended.page;
        match &page.broken {
            Some(Broken::Unreachable(why)) => return Err(Stop::unjudged(why.clone())),
            Some(Broken::Dropped(_) | Broken::Oversized(_)) => {
                return Err(Stop::broken(ERROR, page.describe()));
            }
            None => {}
        }
        let session = self.session()?;
        let success = registers(&session).await?;
        if success.goes_on {
            return Err(Stop::unjudged(
                "the page is there before the registration has ended, and tells nothing of its end",
            ));
        }
        if page.is_success() && say_the_same(page, &success.attempt.visit.ended.page) {
            let actual = format!("the same page as after a good registration: {}", page.describe());
            return Err(Stop::broken(ERROR, actual));
        }
        Ok(())
    }

    /// `And the tool knows nothing of the platform that it is not registered with`: a login in the name of that platform, without
    /// a client id, because there is none, must not be answered with a question.
    pub(crate) async fn tool_knows_nothing_of_the_platform(&mut self) -> Step {
        let session = self.session()?;
        let shown = registers(&session).await?;
        let known = shown.known().ok_or_else(|| Stop::unjudged("nothing has been registered"))?;
        let campus = session.campus_apart(REFUSALS).await?;
        let parameters = [
            ("iss", campus.endpoints.issuer.as_str()),
            ("login_hint", "nobody"),
            ("target_link_uri", known.target_link_uri.as_str()),
            ("lti_message_hint", "nothing"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let party = session.party_of(&campus, known);
        let login = Login {
            method: party.method.to_owned(),
            url: known.login_url.clone(),
            parameters: parameters.into(),
        };
        let mut browser = session.browser(self.recorder.clone());
        let (asked, _) = party.ask(&mut browser, &Prepared { id: String::new(), login }).await;
        match asked {
            None => Ok(()),
            Some(asked) => Err(Stop::broken(
                "no answer to a login from a platform with which the tool has not been registered",
                format!("an authentication request to {}", asked.request.endpoint),
            )),
        }
    }

    /// `Then the registration page answers, and does not break`.
    pub(crate) fn registration_page_stands(&self) -> Step {
        let page = &self.last_visit()?.attempt.visit.ended.page;
        if let Some(Broken::Unreachable(why)) = &page.broken {
            return Err(Stop::broken(IN_TIME, why.clone()));
        }
        stands(page, OF_A_GATEWAY)
    }

    /// `Then the tool does not register itself`.
    pub(crate) fn tool_does_not_register(&self) -> Step {
        let visit = self.last_visit()?;
        match visit.calls.iter().find(|call| call.step == Call::Registration) {
            None => Ok(()),
            Some(call) => Err(Stop::broken(
                "no registration, since the configuration does not speak for the host that it comes from",
                format!("{} {} ({}); {}", call.method, call.path(), call.status, told_of(visit)),
            )),
        }
    }
}

/// Whether two pages say the same to a person, or, where they say nothing, to a browser.
fn say_the_same(one: &Page, other: &Page) -> bool {
    let (seen, other_seen) = (words(&visible_text(one)), words(&visible_text(other)));
    if seen.is_empty() && other_seen.is_empty() {
        return words(&one.body) == words(&other.body);
    }
    seen == other_seen
}

/// The words of a text, without ids and numbers.
fn words(text: &str) -> BTreeSet<String> {
    let plain = |word: &&str| !word.contains(|letter: char| letter.is_ascii_digit());
    text.split_whitespace().filter(plain).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Page {
        Page { status: 200, body: body.to_owned(), ..Page::default() }
    }

    #[test]
    fn pages_that_differ_in_ids_only_say_the_same() {
        let same = |one: &str, other: &str| say_the_same(&page(one), &page(other));
        assert!(same("<p>Registered as client-77", "<p>Registered as client-78"));
        assert!(!same("<p>Registered as client-77", "<p>Not registered"));
        assert!(same("<script>close()</script>", "<script>close()</script>"));
        assert!(!same("<script>close()</script>", "<script>alert('no')</script>"));
        assert!(!same("<script>close()</script>", "{\"error\": \"no\"}"));
    }
}
