//! Acts: does what the configuration says a person does lead to an answer of the picker, or to calls of services?

use super::finding::Finding;
use super::needs::{self, PICK};
use super::services;
use super::visit::{order, whole};
use crate::acts::{REGISTER, SERVICES, act_names};
use crate::catalogue::Catalogue;
use crate::launch::Ended;
use crate::picker::{Stuck, perform};
use crate::record::Stop;
use crate::scene::Errand;
use crate::session::Session;
use crate::target::Act;
use crate::variation::INSTRUCTOR;

/// Tries each act in a picker, or on the page of a link, of its own.
pub(super) async fn look(session: &Session, catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    for act in &session.target.acts {
        if act.name == REGISTER {
            continue;
        }
        if SERVICES.contains(&act.name.as_str()) {
            findings.extend(services::look_at(session, act).await);
        } else {
            findings.push(try_out(session, act).await);
        }
    }
    if session.target.act("pick").is_none() {
        findings.extend(without_pick(session, catalogue));
    }
    if !SERVICES.iter().any(|name| session.target.act(name).is_some()) {
        findings.extend(services::without_any(session, catalogue));
    }
    findings
}

pub(super) fn called(act: &str) -> String {
    format!("act `{act}`")
}

fn without_pick(session: &Session, catalogue: &Catalogue) -> Option<Finding> {
    let cases = needs::cases(catalogue, &session.target, PICK);
    let fix = "add `[[act]]` with `name = \"pick\"` and the `steps` of a person who picks content; if the tool has none to \
               pick, add `[[skip]]` with `case = \"deep_linking\"` and a `reason`";
    let seen = format!("not configured, so {}", needs::told(&cases));
    (!cases.is_empty()).then(|| Finding::warning(&called("pick"), seen, fix))
}

async fn try_out(session: &Session, act: &Act) -> Finding {
    let what = called(&act.name);
    if !act_names().any(|known| known == act.name) {
        let fix = format!(
            "give it one of the names that cases use: {}",
            act_names().collect::<Vec<_>>().join(", ")
        );
        return Finding::warning(&what, "no case does an act of that name", fix);
    }
    match use_picker(session, act).await {
        Ok((ended, done)) => judge(&what, &ended, done),
        Err(stop) => Finding::problem(&what, format!("no picker opens: {stop}"), OPENS),
    }
}

const OPENS: &str = "mend `deep_linking_url` in `[tool]`, or let the tool take deep linking requests there";

async fn use_picker(session: &Session, act: &Act) -> Result<(Ended, Result<(), Stuck>), Stop> {
    let order = order(session, Errand::Content, INSTRUCTOR, &[]).await?;
    let mut visit = whole(session, &order).await?;
    let refused = || visit.refusal.clone().unwrap_or_else(|| visit.page.describe());
    let Some(mut ended) = visit.ended.take() else { return Err(Stop::unjudged(refused())) };
    let done = perform(&mut visit.browser, act, &mut ended).await;
    Ok((ended, done))
}

fn judge(what: &str, ended: &Ended, done: Result<(), Stuck>) -> Finding {
    match (done, ended.answer()) {
        (Err(_), _) if !ended.page.is_success() => {
            Finding::problem(what, format!("no picker opens: {}", ended.page.describe()), OPENS)
        }
        (Err(stuck), _) => {
            let fix = if stuck.not_found {
                "mend the selector of that step; Homeroom runs no script, so the element has to be in the HTML itself"
            } else {
                "mend that step; `homeroom launch --message deep-linking --act NAME` shows its page"
            };
            Finding::problem(what, stuck.to_string(), fix)
        }
        (Ok(()), Some(_)) => Finding::well(what, "an answer for the platform comes of it"),
        (Ok(()), None) => no_answer(what, ended),
    }
}

/// A tool need not answer to everything; but what is picked has to arrive.
fn no_answer(what: &str, ended: &Ended) -> Finding {
    let seen = format!("no answer for the platform comes of it; it ends at {}", ended.page.describe());
    let fix = "add the steps that are missing, up to the one that sends the answer";
    if what.starts_with("act `pick") {
        Finding::problem(what, seen, fix)
    } else {
        Finding::warning(what, seen, fix)
    }
}
