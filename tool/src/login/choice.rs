//! Which platform a login initiation means (OIDC-013, OIDC-014, OIDC-015): by client id, else by deployment, else the only
//! one; never the first of several.

use std::sync::Arc;

use crate::app::App;
use crate::defects::Defect;
use crate::login::LoginRequest;
use crate::login::error::LoginError;
use crate::platform::{Deployments, Platform};
use crate::store::StoreError;
use crate::token::issuer;

pub(crate) async fn platform(app: &App, request: &LoginRequest) -> Result<Arc<Platform>, LoginError> {
    let candidates = candidates(app, &request.issuer).await?;
    if is_guessed(app, request) {
        return candidates.first().cloned().ok_or(LoginError::UnknownIssuer);
    }
    choose(&candidates, request.client_id.as_deref(), request.deployment_id.as_deref())
}

/// The platforms with the issuer, or what defects take for it.
async fn candidates(app: &App, issuer: &str) -> Result<Vec<Arc<Platform>>, StoreError> {
    if !issuer::is_compared_loosely(&app.defects) && !issuer.is_empty() {
        return app.platforms.of_issuer(issuer).await;
    }
    let mut all = app.platforms.all().await?;
    all.retain(|known| issuer.is_empty() || issuer::same(known.issuer.as_str(), issuer, &app.defects));
    Ok(all)
}

/// Whether a defect takes the first platform that comes along. Only [`Defect::LOGIN_ISS_OPTIONAL`] lets an empty issuer
/// come this far.
fn is_guessed(app: &App, request: &LoginRequest) -> bool {
    let has = |defect| app.defects.has(defect);
    let unnamed = request.client_id.is_none() && has(Defect::CLIENT_GUESSED);
    request.issuer.is_empty()
        || has(Defect::CLIENT_ID_OF_LOGIN_ECHOED)
        || unnamed
        || has(Defect::ONE_CLIENT_PER_PLATFORM)
}

fn choose(
    candidates: &[Arc<Platform>],
    client_id: Option<&str>,
    deployment_id: Option<&str>,
) -> Result<Arc<Platform>, LoginError> {
    if candidates.is_empty() {
        return Err(LoginError::UnknownIssuer);
    }
    if let Some(client_id) = client_id {
        let found = candidates.iter().find(|platform| platform.client_id.as_str() == client_id);
        return found.cloned().ok_or(LoginError::UnknownClient);
    }
    let [only] = candidates else { return by_deployment(candidates, deployment_id) };
    Ok(Arc::clone(only))
}

/// The one that knows the deployment, else the one that may come to know it.
fn by_deployment(
    candidates: &[Arc<Platform>],
    deployment_id: Option<&str>,
) -> Result<Arc<Platform>, LoginError> {
    let id = deployment_id.ok_or(LoginError::Ambiguous)?;
    let knows = |platform: &Platform| platform.deployments.known().iter().any(|known| known.as_str() == id);
    let may_learn = |platform: &Platform| !matches!(platform.deployments, Deployments::Only(_));
    match only(candidates, knows) {
        Err(0) => only(candidates, may_learn).map_err(|_| LoginError::Ambiguous),
        found => found.map_err(|_| LoginError::Ambiguous),
    }
}

/// The only one, or how many there are.
fn only(candidates: &[Arc<Platform>], matches: impl Fn(&Platform) -> bool) -> Result<Arc<Platform>, usize> {
    let matching: Vec<_> = candidates.iter().filter(|platform| matches(platform)).collect();
    let [only] = matching[..] else { return Err(matching.len()) };
    Ok(Arc::clone(only))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::sample;

    fn chosen(client: Option<&str>, deployment: Option<&str>) -> Result<String, LoginError> {
        let known = [
            sample("https://a.test", "one", &["1", "both"]),
            sample("https://a.test", "two", &["2", "both"]),
        ];
        choose(&known.map(Arc::new), client, deployment).map(|platform| platform.client_id.to_string())
    }

    #[test]
    fn the_client_id_decides() {
        assert_eq!(chosen(Some("two"), Some("1")).unwrap(), "two");
        assert!(matches!(chosen(Some("three"), Some("1")), Err(LoginError::UnknownClient)));
    }

    #[test]
    fn the_deployment_decides_between_several_clients() {
        assert_eq!(chosen(None, Some("1")).unwrap(), "one");
    }

    #[test]
    fn an_issuer_with_one_client_needs_neither() {
        let known = [Arc::new(sample("https://b.test", "three", &["1"]))];
        assert_eq!(choose(&known, None, Some("unheard of")).unwrap(), known[0]);
        assert!(matches!(choose(&[], None, None), Err(LoginError::UnknownIssuer)));
    }

    #[test]
    fn several_clients_are_never_guessed() {
        for deployment in [None, Some("both"), Some("unheard of")] {
            assert!(matches!(chosen(None, deployment), Err(LoginError::Ambiguous)), "{deployment:?}");
        }
    }

    #[test]
    fn a_client_that_takes_every_deployment_steps_back_behind_one_that_knows_it() {
        let (knowing, open) =
            (sample("https://a.test", "one", &["1"]), sample("https://a.test", "two", &[]).any_deployment());
        let known = [knowing, open].map(Arc::new);
        assert_eq!(choose(&known, None, Some("1")).unwrap(), known[0]);
        assert_eq!(choose(&known, None, Some("2")).unwrap(), known[1]);
    }
}
