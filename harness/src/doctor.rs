//! Is the tool there, and configured as the platform thinks? The doctor never says "not conformant".
//!
//! One launch is looked at closely, from the first connection to the page; each check reads what it left on the wire and
//! says what is well, what is not, and what to do about it.

mod acts;
mod by_itself;
mod connection;
mod cookies;
mod finding;
mod frames;
mod keys;
mod launch;
mod login;
mod marker;
mod needs;
mod others;
mod redirect;
mod services;
mod shows;
mod time;
mod visit;

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::catalogue::Catalogue;
use crate::control::LaunchOrder;
use crate::driver::Exchange;
use crate::launch::{Ended, Party};
use crate::record::Stop;
use crate::scene::Errand;
use crate::session::{RunError, Session};
use crate::target::Target;
use crate::variation::{INSTRUCTOR, LEARNER};
pub use by_itself::not_registered;
use connection::Reached;
pub use finding::{Diagnosis, Finding, State, Values};
use visit::{Visit, order, whole};

/// What is looked at behind the first launch, in the order of the findings.
const BEHIND_THE_LAUNCH: &[&str] = &[
    "forged launch",
    "session probe",
    "[shows] user",
    "[shows] role",
    "second deployment",
    "second client id",
    "second platform",
    "acts",
];

/// What is looked at with the first login.
const BEHIND_THE_CONNECTION: &[&str] = &[
    "login by GET",
    "login by POST",
    "authorization URL",
    "authentication request",
    "redirect URI asked for",
    "redirect URI",
    "frame headers",
    "cookies",
    "launch",
];

/// Looks at everything that a run needs.
///
/// # Errors
///
/// Only when the platform itself does not work.
pub async fn doctor(target: &Target, platform: &Url, catalogue: &Catalogue) -> Result<Diagnosis, RunError> {
    let mut session = Session::begin(target.clone(), platform.clone(), Duration::ZERO, None).await?;
    let parties = std::iter::once(&session.party).chain(&session.others);
    let values = parties.map(values).collect();
    let mut findings = by_itself::look(&session).await?;
    let (made, looked) = (findings.len(), look(&mut session, catalogue).await?);
    findings.extend(looked);
    if let Some(waits) = by_itself::look_at_activation(&session, &findings) {
        findings.insert(made, waits);
    }
    by_itself::reword(&session, &mut findings);
    Ok(Diagnosis { tool: target.name.clone(), findings, values })
}

/// What the tool has to know of a platform that it is registered with.
fn values(party: &Party) -> Values {
    let (endpoints, registered) = (&party.campus.endpoints, &party.registered);
    Values {
        campus: party.registration.campus.clone(),
        issuer: endpoints.issuer.clone(),
        client_id: registered.client_id.clone(),
        deployments: registered.deployments.clone(),
        authorization_url: endpoints.authorization_endpoint.clone(),
        token_url: endpoints.token_endpoint.clone(),
        jwks_url: endpoints.jwks_uri.clone(),
    }
}

async fn look(session: &mut Session, catalogue: &Catalogue) -> Result<Vec<Finding>, RunError> {
    let reached = connection::reach(session).await;
    let mut findings = connection::look(&reached);
    findings.push(time::look(&reached));
    findings.extend(keys::look(session, &reached).await);
    if is_down(&reached) {
        let rest = BEHIND_THE_CONNECTION.iter().chain(BEHIND_THE_LAUNCH);
        findings.extend(rest.map(|what| Finding::not_looked_at(what, "the login URL gives no answer")));
        return Ok(findings);
    }
    let visit = look_at_logins(session, &mut findings).await?;
    findings.extend(redirect::look_at_registered(session).await);
    Box::pin(look_at_launch(session, catalogue, visit, &mut findings)).await?;
    Ok(findings)
}

/// The login URL is asked first.
fn is_down(reached: &[Reached]) -> bool {
    reached.first().is_some_and(|login| login.answer.is_err())
}

/// Both methods; the launch goes on with the one that leads to the platform.
async fn look_at_logins(session: &Session, findings: &mut Vec<Finding>) -> Result<Visit, RunError> {
    let by_get = log_in(session, "get").await?;
    let by_post = log_in(session, "post").await?;
    findings.extend([login::look("GET", &by_get), login::look("POST", &by_post)]);
    let mut visit = if by_get.asked.is_some() { by_get } else { by_post };
    if !login::goes_elsewhere(&session.party, &visit) {
        visit.launch(&session.party).await.map_err(ours)?;
    }
    findings.extend(login::look_at_question(&session.party, &visit));
    findings.push(redirect::look_at_asked(&session.party.registration, &visit));
    Ok(visit)
}

async fn log_in(session: &Session, method: &'static str) -> Result<Visit, RunError> {
    let order = order(session, Errand::Link, LEARNER, &[]).await.map_err(ours)?;
    let order = LaunchOrder { method: Some(method), ..order };
    Visit::login(session, &session.party, &order).await.map_err(ours)
}

/// What our own platform did not do is no finding about the tool.
fn ours(stop: Stop) -> RunError {
    RunError::Machine(stop.to_string())
}

async fn look_at_launch(
    session: &mut Session,
    catalogue: &Catalogue,
    mut visit: Visit,
    findings: &mut Vec<Finding>,
) -> Result<(), RunError> {
    let hops = hops_of_tool(session, &visit);
    match (&visit.asked, &visit.ended) {
        (None, _) => {
            let why = "no login leads to the platform";
            findings.extend(["frame headers", "cookies"].map(|what| Finding::not_looked_at(what, why)));
        }
        (Some(_), ended) => {
            let of = if ended.is_some() { "login and launch" } else { "login" };
            findings.push(frames::look(&hops, of, &origin_of_platform(session)));
            findings.extend(cookies::look(&hops, of));
        }
    }
    let learned = if visit.ended.is_some() { session.learn_signs().await } else { Ok(()) };
    findings.push(launch::look_at_good(&visit, &learned));
    let (Some(ended), Ok(())) = (visit.ended.take(), learned) else {
        let why = "no untouched launch is taken";
        findings.extend(BEHIND_THE_LAUNCH.iter().map(|what| Finding::not_looked_at(what, why)));
        return Ok(());
    };
    findings.extend(launch::look_at_forged(session, &ended.page, &launch::forge(session).await));
    findings.push(shows::look_at_probe(session, &ended.page.url, &mut visit.browser).await);
    findings.extend(look_at_people(session, &ended).await?);
    findings.extend(others::look(session, catalogue).await);
    findings.extend(acts::look(session, catalogue).await);
    Ok(())
}

/// What a second person and an instructor see.
async fn look_at_people(session: &Session, one: &Ended) -> Result<[Finding; 2], RunError> {
    let other = land(session, LEARNER).await?;
    let instructor = land(session, INSTRUCTOR).await?;
    let (Some(other), Some(instructor)) = (other, instructor) else {
        let why = "a further launch is not taken";
        return Ok(["[shows] user", "[shows] role"].map(|what| Finding::not_looked_at(what, why)));
    };
    Ok([shows::look_at_user(session, one, &other), shows::look_at_role(session, one, &instructor)])
}

async fn land(session: &Session, role: &str) -> Result<Option<Ended>, RunError> {
    let order = order(session, Errand::Link, role, &[]).await.map_err(ours)?;
    Ok(whole(session, &order).await.map_err(ours)?.ended)
}

fn hops_of_tool(session: &Session, visit: &Visit) -> Vec<Arc<Exchange>> {
    let platform = session.party.platform_page().map(|page| page.origin());
    visit.hops().into_iter().filter(|hop| Some(hop.url.origin()) != platform).collect()
}

fn origin_of_platform(session: &Session) -> String {
    session.party.platform_page().map(|page| page.origin().ascii_serialization()).unwrap_or_default()
}
