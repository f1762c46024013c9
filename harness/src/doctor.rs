//! Is the tool there, and configured as the platform thinks? The doctor never says "not conformant".

use std::time::Duration;

use url::Url;

use crate::driver::{Follow, Recorder, Request, TransportKind};
use crate::launch::{Party, page_of};
use crate::oracle::key_set::KeySet;
use crate::session::{RunError, Session};
use crate::target::Target;

/// One thing that the doctor looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: String,
    /// Whether it is well.
    pub well: bool,
    /// What was seen, and where it is not well, what to try.
    pub seen: String,
}

/// Everything that the doctor found, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnosis {
    pub findings: Vec<Finding>,
    /// What the tool has to know of the platform, to be copied into its configuration.
    pub values: Vec<(String, String)>,
}

impl Diagnosis {
    /// Whether a run can begin.
    pub fn is_well(&self) -> bool {
        self.findings.iter().all(|finding| finding.well)
    }

    fn add(&mut self, what: &str, result: Result<String, String>) {
        let well = result.is_ok();
        self.findings.push(Finding { what: what.to_owned(), well, seen: result.unwrap_or_else(|why| why) });
    }
}

/// Looks at login URL, key set, and launches good and forged.
///
/// # Errors
///
/// Only when the platform itself does not work.
pub async fn doctor(target: &Target, platform: &Url) -> Result<Diagnosis, RunError> {
    let mut session = Session::begin(target.clone(), platform.clone(), Duration::ZERO, None).await?;
    let mut diagnosis = Diagnosis { values: values(&session), ..Diagnosis::default() };
    let registration = session.party.registration.clone();
    diagnosis.add("login URL", reaches(&session, &registration.login_url).await);
    if let Some(url) = &registration.jwks_url {
        diagnosis.add("key set of the tool", reads_keys(&session, url).await);
    }
    diagnosis.add("control launches", control_pair(&mut session).await);
    if diagnosis.is_well() {
        session.notes.iter().for_each(|note| diagnosis.add("note", Ok(note.clone())));
    }
    Ok(diagnosis)
}

/// What the tool has to know of each platform that it is registered with.
fn values(session: &Session) -> Vec<(String, String)> {
    let further = session.others.iter().flat_map(|other| {
        let campus = &other.registration.campus;
        values_of(other).map(move |(name, value)| (format!("{name} ({campus})"), value))
    });
    values_of(&session.party)
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .chain(further)
        .collect()
}

fn values_of(party: &Party) -> [(&'static str, String); 6] {
    let (endpoints, registered) = (&party.campus.endpoints, &party.registered);
    [
        ("issuer", endpoints.issuer.clone()),
        ("client_id", registered.client_id.clone()),
        ("deployment_id", registered.deployments.join(", ")),
        ("authorization URL", endpoints.authorization_endpoint.clone()),
        ("token URL", endpoints.token_endpoint.clone()),
        ("JWKS URL", endpoints.jwks_uri.clone()),
    ]
}

/// Any answer will do: a login URL may refuse what is not a login.
async fn reaches(session: &Session, url: &Url) -> Result<String, String> {
    let mut browser = session.browser(Recorder::default());
    match browser.send(&Request::get(url)).await {
        Ok(hop) if hop.status.is_some_and(|status| status >= 500) => {
            Err(format!("{url} answers with status {}: the tool breaks", hop.status.unwrap_or_default()))
        }
        Ok(hop) => Ok(format!("{url} answers ({})", hop.status.unwrap_or_default())),
        Err(error) if error.kind == TransportKind::Timeout => {
            Err(format!("{error}. The tool is slow: raise `timeout` in the configuration"))
        }
        Err(error) => Err(format!("{error}. Start the tool, or mend `login_url` in the configuration")),
    }
}

async fn reads_keys(session: &Session, url: &Url) -> Result<String, String> {
    let mut browser = session.browser(Recorder::default());
    let journey =
        browser.follow(Request::get(url), &Follow::all()).await.map_err(|error| error.to_string())?;
    let page = journey.last().map(|hop| page_of(hop)).ok_or("no answer")?;
    if !page.is_success() {
        return Err(format!("{url} answers with status {}. Mend `jwks_url`, or the tool", page.status));
    }
    let keys = KeySet::read(&page.body).map_err(|why| {
        format!("{url} answers with `{}`, which is no key set: {why}. Mend `jwks_url`", page.media_type())
    })?;
    Ok(format!("{url} holds {} key(s)", keys.entries().len()))
}

async fn control_pair(session: &mut Session) -> Result<String, String> {
    let learned = session.learn_signs().await;
    learned.map_err(|error| format!("{error}. Is the tool registered with the values below?"))?;
    match &session.refusals_are_unclear {
        Some(why) => Err(why.clone()),
        None if session.signs.refused.is_some() => {
            Ok("a good launch is taken, a forged one is refused".to_owned())
        }
        None => Ok("a good launch is taken; no control launch was refused".to_owned()),
    }
}
