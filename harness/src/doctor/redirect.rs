//! Redirect URIs: the one that the tool asks for, and whether each registered one is there.

use std::cmp::Ordering;

use url::Url;

use super::finding::Finding;
use super::visit::Visit;
use crate::driver::{Recorder, Request};
use crate::session::Session;
use crate::target::Registration;

/// Is what the tool asks for registered, character by character?
pub(super) fn look_at_asked(registration: &Registration, visit: &Visit) -> Finding {
    let what = "redirect URI asked for";
    let Some(asked) = &visit.asked else {
        return Finding::not_looked_at(what, "no login leads to the platform");
    };
    judge(what, asked.request.get("redirect_uri"), &registration.redirect_uris)
}

fn judge(what: &str, asked: Option<&str>, registered: &[String]) -> Finding {
    let Some(asked) = asked else {
        return Finding::problem(
            what,
            "the tool asks for none",
            "send one of `redirect_uris` as `redirect_uri`",
        );
    };
    if registered.iter().any(|uri| uri == asked) {
        return Finding::well(what, format!("{asked}, as it is registered"));
    }
    let nearest = registered.iter().max_by(|one, other| nearness(asked, one, other));
    let compared = nearest.map(|uri| format!("; {}", difference(asked, uri))).unwrap_or_default();
    Finding::problem(
        what,
        format!("the platform refuses `{asked}`, which is not registered{compared}"),
        format!("add `{asked}` to `redirect_uris` in `[tool]`, or let the tool ask for one that is there"),
    )
}

fn nearness(asked: &str, one: &str, other: &str) -> Ordering {
    strsim::jaro_winkler(asked, one).total_cmp(&strsim::jaro_winkler(asked, other))
}

/// Where two addresses part, and what each says there.
fn difference(asked: &str, registered: &str) -> String {
    let same = asked.chars().zip(registered.chars()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| match text.chars().skip(same).collect::<String>() {
        rest if rest.is_empty() => "nothing".to_owned(),
        rest => format!("`{rest}`"),
    };
    format!(
        "from character {} on it has {}, and the registered `{registered}` has {}",
        same + 1,
        rest(asked),
        rest(registered)
    )
}

/// Does each registered one answer what a platform would post there?
pub(super) async fn look_at_registered(session: &Session) -> Vec<Finding> {
    let mut findings = Vec::new();
    for uri in &session.party.registration.redirect_uris {
        findings.push(post_to(session, uri).await);
    }
    findings
}

const REGISTERED: &str = "redirect URI";

async fn post_to(session: &Session, uri: &str) -> Finding {
    let Ok(url) = Url::parse(uri) else {
        return Finding::problem(
            REGISTERED,
            format!("`{uri}` is no URL"),
            "mend `redirect_uris` in `[tool]`",
        );
    };
    let request = Request::post_form(&url, &[("", ""); 0]);
    match session.browser(Recorder::default()).send(&request).await {
        Ok(hop) => answered(uri, hop.status.unwrap_or_default()),
        Err(error) => Finding::problem(
            REGISTERED,
            format!("{uri}: {}", error.text),
            "start what answers there, or take it out of `redirect_uris` in `[tool]`",
        ),
    }
}

/// An empty form is no launch: the tool may say so as it likes, as long as it takes a POST there.
fn answered(uri: &str, status: u16) -> Finding {
    let seen = format!("{uri} answers an empty POST with {status}");
    match status {
        404 | 405 | 501 => Finding::warning(
            REGISTERED,
            seen,
            "take it out of `redirect_uris`, or let the tool take a POST there",
        ),
        500.. => {
            Finding::warning(REGISTERED, seen, "look into the log of the tool: what is no launch breaks it")
        }
        _ => Finding::well(REGISTERED, seen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;

    #[test]
    fn a_redirect_uri_is_compared_character_by_character() {
        let registered = ["http://t/other".to_owned(), "http://t/launch".to_owned()];
        assert_eq!(judge("", Some("http://t/launch"), &registered).state, State::Well);
        for (asked, told) in [
            (
                "http://t/launch/",
                "from character 16 on it has `/`, and the registered `http://t/launch` has nothing",
            ),
            (
                "http://t/Launch",
                "from character 10 on it has `Launch`, and the registered `http://t/launch` has `launch`",
            ),
        ] {
            let finding = judge("", Some(asked), &registered);
            assert!(finding.state == State::Problem && finding.seen.ends_with(told), "{}", finding.seen);
            assert!(finding.fix.unwrap().starts_with(&format!("add `{asked}` to `redirect_uris`")));
        }
        assert_eq!(judge("", None, &registered).seen, "the tool asks for none");
    }

    #[test]
    fn an_empty_post_may_be_refused_but_not_unknown() {
        assert_eq!(answered("u", 401).state, State::Well);
        assert_eq!(answered("u", 405).state, State::Warning);
        assert_eq!(answered("u", 500).state, State::Warning);
    }
}
