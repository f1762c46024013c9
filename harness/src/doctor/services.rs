//! Acts for services: does what the configuration says a person does lead to calls that the platform takes?

use super::acts::called;
use super::finding::Finding;
use super::needs::{self, SERVICE};
use crate::catalogue::Catalogue;
use crate::launch::Ended;
use crate::session::Session;
use crate::target::Act;

/// What is lost without any act for services.
pub(super) fn without_any(session: &Session, catalogue: &Catalogue) -> Option<Finding> {
    let cases = needs::cases(catalogue, &session.target, SERVICE);
    let fix = "if the tool posts scores or reads rosters, add `[[act]]` with `name = \"score\"`, `name = \"roster\"` or another of \
               docs/configuration.md, and the `steps` of a person who makes it do so";
    let seen = format!("none is configured, so {}", needs::told(&cases));
    (!cases.is_empty()).then(|| Finding::warning("acts for services", seen, fix))
}

/// The steps lead to calls that the platform takes.
pub(super) async fn look_at(session: &Session, act: &Act) -> Vec<Finding> {
    let what = called(&act.name);
    let shown = match session.demonstration(act).await {
        Ok(shown) => shown,
        Err(stop) => return vec![Finding::problem(&what, stop.to_string(), CALLS)],
    };
    let refused = shown.calls.iter().find(|call| !call.is_answered_well());
    let finding = match refused {
        None => {
            let seen = format!("{} of a service come of it", counted(shown.calls.len()));
            Finding::well(&what, seen)
        }
        Some(call) => Finding::warning(
            &what,
            format!("the platform refuses {} {} with {}", call.method, call.path(), call.status),
            "see the answer in the journal of the platform: it says what was expected",
        ),
    };
    let members = (act.name == "roster").then(|| look_at_members(session, &shown.ended));
    std::iter::once(finding).chain(members).collect()
}

const CALLS: &str = "mend the steps: somebody who opens the link does them, as a learner for `score` and `progress`, else as an \
                     instructor; the tool calls the service by itself if they are `[]`";

fn counted(calls: usize) -> String {
    if calls == 1 { "1 call".to_owned() } else { format!("{calls} calls") }
}

/// Whether the page of a roster shows somebody where it should.
fn look_at_members(session: &Session, ended: &Ended) -> Finding {
    const WHAT: &str = "[shows] member";
    let Some(selector) = &session.target.shows.member else {
        let seen = "not set, so cases about what the page makes of a roster do not apply";
        return Finding::warning(WHAT, seen, "set it to a selector of the elements that show user ids");
    };
    let shown = ended.document().is_some_and(|page| page.has(selector));
    if shown {
        Finding::well(WHAT, format!("`{selector}` finds somebody on the page of a roster"))
    } else {
        let seen = format!("nothing matches `{selector}` on the page of a roster: {}", ended.page.describe());
        Finding::problem(WHAT, seen, "mend the selector; Homeroom runs no script")
    }
}
