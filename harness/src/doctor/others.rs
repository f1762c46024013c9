//! Second deployments and second registrations: are they there, and does the tool know them?

use super::finding::Finding;
use super::needs::{self, SECOND_DEPLOYMENT, SECOND_PLATFORM, SECOND_REGISTRATION};
use super::visit::{Visit, order, whole};
use crate::catalogue::Catalogue;
use crate::launch::Party;
use crate::oracle::classify::{Outcome, classify};
use crate::record::Stop;
use crate::scene::{Errand, Scene};
use crate::session::Session;
use crate::variation::LEARNER;

const DEPLOYMENT: &str = "second deployment";
const CLIENT: &str = "second client id";
const PLATFORM: &str = "second platform";

/// What to do where the tool does not know one of them.
pub(super) const UNKNOWN: &str = "give the tool the values below for it, or take it out of the configuration";

/// What to do where a tool could have several deployments and has one.
pub(super) const ONE_DEPLOYMENT: &str =
    "name a second one in `deployments` of `[tool]`, if the tool may have several";

/// What to do where a platform could know the tool by several client ids.
pub(super) const ONE_CLIENT: &str = "add `[[registration]]` with the same `campus` and another `client_id`, if the tool may \
                                     have several of one LMS";

/// Looks at all of them; a launch that is not taken would make cases about them say nothing.
pub(super) async fn look(session: &Session, catalogue: &Catalogue) -> Vec<Finding> {
    let mut findings = Vec::new();
    let more = session.party.registered.deployments.iter().skip(1);
    for deployment in more {
        let seen = format!("`{deployment}`");
        findings.push(known(session, DEPLOYMENT, &seen, from_deployment(session, deployment).await));
    }
    for other in &session.others {
        let seen = format!("`{}` on `{}`", other.registered.client_id, other.registration.campus);
        findings.push(known(session, kind(session, other), &seen, from_party(session, other).await));
    }
    findings.extend(missing(session, catalogue, &findings));
    findings
}

fn kind(session: &Session, other: &Party) -> &'static str {
    let same = other.registration.campus == session.party.registration.campus;
    if same { CLIENT } else { PLATFORM }
}

async fn from_deployment(session: &Session, deployment: &str) -> Result<Visit, Stop> {
    let mut order = order(session, Errand::Link, LEARNER, &[]).await?;
    order.options.insert("deployment".to_owned(), deployment.into());
    whole(session, &order).await
}

async fn from_party(session: &Session, party: &Party) -> Result<Visit, Stop> {
    let order = Scene::arrange_at(session, party).await?;
    let mut visit = Visit::login(session, party, &order).await?;
    visit.launch(party).await?;
    Ok(visit)
}

fn known(session: &Session, what: &str, name: &str, visit: Result<Visit, Stop>) -> Finding {
    let unknown = |seen: String| {
        Finding::problem(what, format!("the tool takes no launch from {name}: {seen}"), UNKNOWN)
    };
    let visit = match visit {
        Ok(visit) => visit,
        Err(stop) => return Finding::not_looked_at(what, &stop.to_string()),
    };
    if let Some(refusal) = &visit.refusal {
        return unknown(format!("our platform refuses its authentication request, {refusal}"));
    }
    let Some(ended) = &visit.ended else { return unknown(visit.page.describe()) };
    match classify(&ended.page, &session.signs, ended.return_url.as_deref()) {
        Outcome::Refused | Outcome::Crashed(_) | Outcome::Onboarding => unknown(ended.page.describe()),
        Outcome::Accepted | Outcome::Unclear(_) => {
            Finding::well(what, format!("{name}: a launch from there is taken"))
        }
    }
}

/// What is not there, where cases would need it.
fn missing(session: &Session, catalogue: &Catalogue, found: &[Finding]) -> Vec<Finding> {
    let wanted = [
        (DEPLOYMENT, SECOND_DEPLOYMENT, ONE_DEPLOYMENT),
        (CLIENT, SECOND_REGISTRATION, ONE_CLIENT),
        (
            PLATFORM,
            SECOND_PLATFORM,
            "add `[[registration]]` with another `campus`, if the tool may have several LMSs",
        ),
    ];
    let absent = wanted.into_iter().filter(|(what, ..)| !found.iter().any(|finding| finding.what == *what));
    let told = absent.filter_map(|(what, words, fix)| {
        let cases = needs::cases(catalogue, &session.target, words);
        (!cases.is_empty()).then(|| Finding::warning(what, format!("none, so {}", needs::told(&cases)), fix))
    });
    told.collect()
}
