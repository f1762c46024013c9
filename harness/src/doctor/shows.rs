//! What the page after a launch shows of the person, and whether a session can be probed.

use url::Url;

use super::finding::Finding;
use crate::driver::{Browser, Follow, Recorder, Request};
use crate::launch::{Ended, page_of};
use crate::oracle::page::Page;
use crate::session::Session;

const USER: &str = "[shows] user";
const ROLE: &str = "[shows] role";
const PROBE: &str = "session probe";

/// Whether two people are told apart by what the page shows.
pub(super) fn look_at_user(session: &Session, one: &Ended, other: &Ended) -> Finding {
    let Some(selector) = &session.target.shows.user else {
        return unset(USER, "cases about who is logged in do not apply", "user");
    };
    match (text(one, selector), text(other, selector)) {
        (Some(first), Some(second)) if first != second => {
            Finding::well(USER, format!("`{selector}` shows another text to each person"))
        }
        (Some(first), Some(_)) => Finding::problem(
            USER,
            format!("`{selector}` shows `{first}` to two people"),
            "name an element whose text differs from person to person, such as the `sub` or the address",
        ),
        _ => missing(USER, selector, &one.page),
    }
}

/// Whether a learner and an instructor are told apart.
pub(super) fn look_at_role(session: &Session, learner: &Ended, instructor: &Ended) -> Finding {
    let Some(selector) = &session.target.shows.role else {
        return unset(ROLE, "cases about the role on the page do not apply", "role");
    };
    let shown = (text(learner, selector), text(instructor, selector));
    match (&session.roles, shown) {
        (Some((learner, instructor)), _) => Finding::well(
            ROLE,
            format!("`{selector}` shows `{learner}` to a learner, `{instructor}` to an instructor"),
        ),
        (None, (Some(learner), Some(instructor))) => Finding::problem(
            ROLE,
            format!(
                "`{selector}` shows `{learner}` to a learner and `{instructor}` to an instructor, so it tells no role"
            ),
            "name an element whose text is the same for all learners, and another for instructors",
        ),
        _ => missing(ROLE, selector, &learner.page),
    }
}

fn unset(what: &str, lost: &str, field: &str) -> Finding {
    let fix = format!("set `[shows] {field}` to a selector, if the page after a launch shows it");
    Finding::warning(what, format!("not set, so {lost}"), fix)
}

fn missing(what: &str, selector: &str, page: &Page) -> Finding {
    let seen = format!("nothing matches `{selector}` on the page after a launch: {}", page.describe());
    Finding::problem(
        what,
        seen,
        "mend the selector; Homeroom runs no script, so it has to be in the HTML itself",
    )
}

fn text(ended: &Ended, selector: &str) -> Option<String> {
    ended.document()?.text_of(selector)
}

/// Whether some page tells a session from none.
pub(super) async fn look_at_probe(session: &Session, end: &str, browser: &mut Browser) -> Finding {
    let configured = session.target.probe.clone();
    let Some(url) = configured.or_else(|| Url::parse(end).ok()) else {
        return Finding::not_looked_at(PROBE, "the launch ends at no page");
    };
    let address = url.as_str().split(['?', '#']).next().unwrap_or_default().to_owned();
    if session.probe.is_some() {
        let seen = format!("{address} opens with the session of a launch, and without one it does not");
        return Finding::well(PROBE, seen);
    }
    let opens = opens(browser, &url).await;
    let open_to_all = opens && self::opens(&mut session.browser(Recorder::default()), &url).await;
    let seen = if open_to_all {
        format!("{address} opens without any session")
    } else {
        format!("{address} does not open again after a launch")
    };
    let fix = "set `[probe] url` to a page that opens only for somebody who is logged in";
    Finding::warning(PROBE, format!("{seen}, so sessions are judged by what launches show only"), fix)
}

async fn opens(browser: &mut Browser, url: &Url) -> bool {
    let journey = browser.follow(Request::get(url), &Follow::all()).await.ok();
    journey.and_then(|journey| journey.last().map(|hop| page_of(hop))).is_some_and(|page| page.is_success())
}
