//! The control launches: is a good one taken, is a forged one refused, and can Homeroom tell one from the other?

use super::finding::Finding;
use super::marker;
use super::visit::{Visit, order, whole};
use crate::launch::Ended;
use crate::oracle::classify::{Outcome, classify};
use crate::oracle::page::Page;
use crate::scene::Errand;
use crate::session::{RunError, Session};
use crate::variation::LEARNER;

const GOOD: &str = "launch";
const FORGED: &str = "forged launch";
const MARKERS: &str = "markers";

/// What to do where a tool knows something else of the platform.
pub(super) const UNKNOWN: &str = "give the tool the values below (issuer, client_id, deployment_id and JWKS URL are checked \
                                  in a launch), and let it reach the JWKS URL";

/// Forgeries that even a careless tool refuses.
const FORGERIES: &[&str] = &["signature.flipped", "jws.two_parts"];

/// Whether the untouched launch was taken, as the control launches say it.
pub(super) fn look_at_good(visit: &Visit, learned: &Result<(), RunError>) -> Finding {
    let Some(ended) = &visit.ended else {
        return Finding::not_looked_at(GOOD, "no launch comes so far");
    };
    match learned {
        Ok(()) => Finding::well(GOOD, format!("an untouched launch is taken: {}", brief(&ended.page))),
        Err(error) => Finding::problem(GOOD, error.to_string(), fix(&ended.page)),
    }
}

fn fix(page: &Page) -> String {
    match page.status {
        500.. => "look into the log of the tool: it breaks".to_owned(),
        400..500 => UNKNOWN.to_owned(),
        _ => "look at the launch step by step by `homeroom launch`; `[refuse]` in the configuration may fit a page that \
              is none"
            .to_owned(),
    }
}

/// What the page says would be somebody's name and course; the address is enough.
fn brief(page: &Page) -> String {
    format!("{} from {}", page.status, page.address())
}

/// Launches that no tool should take.
pub(super) async fn forge(session: &Session) -> Vec<Ended> {
    let mut forged = Vec::new();
    for fault in FORGERIES {
        let Ok(order) = order(session, Errand::Link, LEARNER, &[fault]).await else { continue };
        forged.extend(whole(session, &order).await.ok().and_then(|visit| visit.ended));
    }
    forged
}

/// Whether refusals are known when they are seen.
pub(super) fn look_at_forged(session: &Session, good: &Page, forged: &[Ended]) -> Vec<Finding> {
    let Some(refused) = forged.last() else {
        return vec![Finding::not_looked_at(FORGED, "our platform could not send one")];
    };
    let pages: Vec<_> = forged.iter().map(|ended| &ended.page).collect();
    let mut findings = vec![told_apart(session, good, &pages)];
    findings.extend(look_at_markers(session, good, &refused.page));
    findings
}

fn told_apart(session: &Session, good: &Page, forged: &[&Page]) -> Finding {
    let marker = || {
        match marker::suggest(good, forged) {
        Some(marker) => format!("add {marker} to the configuration"),
        None => "show something on every page that refuses a launch, and name it by `[refuse] selector` or `[refuse] \
                 text`; a status of 400, 401 or 403 needs no marker"
            .to_owned(),
    }
    };
    let seen = forged.last().map(|page| page.describe()).unwrap_or_default();
    if session.refusals_are_unclear.is_some() {
        let seen = format!("refused launches cannot be told from those that are taken: {seen}");
        return Finding::problem(FORGED, seen, marker());
    }
    match (&session.signs.refused, classify_last(session, forged)) {
        (None, _) => Finding::warning(
            FORGED,
            format!("no forged launch looks refused: {seen}"),
            format!("if it was refused, {}; if not, `homeroom test` will judge it", marker()),
        ),
        (Some(_), Some(Outcome::Crashed(why))) => Finding::warning(
            FORGED,
            format!("the tool breaks: {why}"),
            "look into the log of the tool; if it means to refuse, let it answer with 400, 401 or 403",
        ),
        _ => Finding::well(FORGED, format!("refused: {seen}")),
    }
}

fn classify_last(session: &Session, forged: &[&Page]) -> Option<Outcome> {
    forged.last().map(|page| classify(page, &session.signs, None))
}

/// Markers that are set and fit nothing decide wrongly.
fn look_at_markers(session: &Session, good: &Page, refused: &Page) -> Vec<Finding> {
    let signs = &session.signs;
    let rows = [
        ("[accept]", &signs.accept, good, "a launch that was taken"),
        ("[refuse]", &signs.refuse, refused, "a launch that was refused"),
    ];
    let set = rows.into_iter().filter(|(_, marker, ..)| marker.is_set());
    set.map(|(name, marker, page, whose)| fits(name, marker.matches(page), page, whose)).collect()
}

fn fits(name: &str, fits: bool, page: &Page, whose: &str) -> Finding {
    if fits {
        return Finding::well(MARKERS, format!("`{name}` is on the page of {whose}"));
    }
    let seen = format!("`{name}` is not on the page of {whose}: {}", page.describe());
    Finding::problem(MARKERS, seen, format!("mend `{name}`, or take it out"))
}
