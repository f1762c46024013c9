//! The platforms this tool is registered with.

use std::sync::{Arc, PoisonError, RwLock};

use homeroom_vocab::id::{ClientId, DeploymentId, Issuer};
use url::Url;

use crate::app::App;
use crate::defects::Defect;
pub(crate) use crate::platform::SigningAlgorithm;

/// One platform, one client id at it, and the deployments agreed under that client id.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The `iss` of the platform's tokens, compared byte by byte (SEC-008).
    pub issuer: Issuer,
    /// What this issuer calls the tool (OIDC-034).
    pub client_id: ClientId,
    /// The deployments that may launch (CORE-008, CORE-009).
    pub deployments: Vec<DeploymentId>,
    /// Where authentication requests go (OIDC-018).
    pub authorization_endpoint: Url,
    /// Where access tokens come from.
    pub token_endpoint: Url,
    /// Where the platform publishes its keys.
    pub jwks_uri: Url,
    /// The one algorithm that the platform signs with (SEC-005).
    pub algorithm: SigningAlgorithm,
}

/// Why no registration can be picked for a login initiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRegistration {
    UnknownIssuer,
    UnknownClient,
    Ambiguous,
}

/// All registrations; more may come while the tool runs.
#[derive(Debug, Default)]
pub(crate) struct Registrations(RwLock<Vec<Arc<Registration>>>);

impl Registrations {
    pub(crate) fn new(registrations: Vec<Registration>) -> Self {
        let store = Self::default();
        for registration in registrations {
            store.put(registration);
        }
        store
    }

    /// Adds a registration, or replaces the one of the same issuer and client.
    pub(crate) fn put(&self, new: Registration) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|old| old.issuer != new.issuer || old.client_id != new.client_id);
        all.push(Arc::new(new));
    }

    /// The registrations whose issuer satisfies `same`.
    pub(crate) fn of_issuer(&self, same: impl Fn(&str) -> bool) -> Vec<Arc<Registration>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|registration| same(registration.issuer.as_str())).cloned().collect()
    }
}

/// Picks the registration that a login initiation means (OIDC-013, OIDC-014, OIDC-015): by client id, else by
/// deployment, else the only one; never the first of several.
pub(crate) fn pick(
    candidates: &[Arc<Registration>],
    client_id: Option<&str>,
    deployment_id: Option<&str>,
) -> Result<Arc<Registration>, NoRegistration> {
    if let Some(client_id) = client_id {
        let found = candidates.iter().find(|registration| registration.client_id.as_str() == client_id);
        return found.cloned().ok_or(unknown(candidates));
    }
    let [only] = candidates else { return pick_by_deployment(candidates, deployment_id) };
    Ok(Arc::clone(only))
}

/// The registration with its own deployments; those of other clients at the same platform count only with
/// [`Defect::DEPLOYMENT_OF_OTHER_CLIENT`].
pub(crate) fn with_deployments_of_all(app: &App, registration: &Arc<Registration>) -> Arc<Registration> {
    if !app.defects.has(Defect::DEPLOYMENT_OF_OTHER_CLIENT) {
        return Arc::clone(registration);
    }
    let mut all = Registration::clone(registration);
    for other in app.registrations.of_issuer(|issuer| issuer == registration.issuer.as_str()) {
        all.deployments.extend(other.deployments.iter().cloned());
    }
    Arc::new(all)
}

fn pick_by_deployment(
    candidates: &[Arc<Registration>],
    deployment_id: Option<&str>,
) -> Result<Arc<Registration>, NoRegistration> {
    let deployed = |registration: &&Arc<Registration>| {
        registration.deployments.iter().any(|known| Some(known.as_str()) == deployment_id)
    };
    let mut matches = candidates.iter().filter(deployed);
    match (matches.next(), matches.next()) {
        (Some(only), None) => Ok(Arc::clone(only)),
        _ if candidates.is_empty() => Err(NoRegistration::UnknownIssuer),
        _ => Err(NoRegistration::Ambiguous),
    }
}

fn unknown(candidates: &[Arc<Registration>]) -> NoRegistration {
    if candidates.is_empty() { NoRegistration::UnknownIssuer } else { NoRegistration::UnknownClient }
}

#[cfg(test)]
pub(crate) fn sample(issuer: &str, client_id: &str, deployments: &[&str]) -> Registration {
    let url = |path: &str| Url::parse(&format!("https://lms.test{path}")).unwrap();
    Registration {
        issuer: issuer.into(),
        client_id: client_id.into(),
        deployments: deployments.iter().map(|id| DeploymentId::from(*id)).collect(),
        authorization_endpoint: url("/authorize?keep=1"),
        token_endpoint: url("/token"),
        jwks_uri: url("/jwks"),
        algorithm: SigningAlgorithm::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Registrations {
        Registrations::new(vec![
            sample("https://a.test", "one", &["1", "both"]),
            sample("https://a.test", "two", &["2", "both"]),
            sample("https://b.test", "three", &["1"]),
        ])
    }

    fn picked(iss: &str, client: Option<&str>, deployment: Option<&str>) -> Result<String, NoRegistration> {
        let candidates = store().of_issuer(|issuer| issuer == iss);
        pick(&candidates, client, deployment).map(|registration| registration.client_id.to_string())
    }

    #[test]
    fn the_client_id_decides() {
        assert_eq!(picked("https://a.test", Some("two"), Some("1")), Ok("two".into()));
    }

    #[test]
    fn the_deployment_decides_between_several_clients() {
        assert_eq!(picked("https://a.test", None, Some("1")), Ok("one".into()));
    }

    #[test]
    fn an_issuer_with_one_client_needs_neither() {
        assert_eq!(picked("https://b.test", None, Some("unheard of")), Ok("three".into()));
    }

    #[test]
    fn several_clients_are_never_guessed() {
        assert_eq!(picked("https://a.test", None, None), Err(NoRegistration::Ambiguous));
        assert_eq!(picked("https://a.test", None, Some("both")), Err(NoRegistration::Ambiguous));
    }

    #[test]
    fn strangers_are_told_apart() {
        assert_eq!(picked("https://c.test", None, None), Err(NoRegistration::UnknownIssuer));
        assert_eq!(picked("https://c.test", Some("one"), None), Err(NoRegistration::UnknownIssuer));
        assert_eq!(picked("https://a.test", Some("three"), None), Err(NoRegistration::UnknownClient));
    }

    #[test]
    fn a_registration_put_twice_is_replaced() {
        let store = store();
        store.put(sample("https://b.test", "three", &["9"]));
        let candidates = store.of_issuer(|issuer| issuer == "https://b.test");
        assert_eq!(candidates.len(), 1);
        assert_eq!(candidates[0].deployments, [DeploymentId::from("9")]);
    }
}
