//! What a tool with a bug keeps of registrations (DYN-013, DYN-014).

use std::sync::Arc;

use url::Url;

use super::super::configuration::Configuration;
use crate::defects::{Defect, Defects};
use crate::platform::{Keys, Platform};
use crate::platforms::{PlatformError, Platforms};

/// What a platform is called before it has said how.
const PENDING: &str = "client-0";

/// Forgets a platform that was kept before it had answered, when another one comes.
pub(in super::super) async fn forget_early(
    platforms: &Platforms,
    defects: &Defects,
) -> Result<(), PlatformError> {
    if defects.has(Defect::REGISTRATION_KEPT_EARLY) {
        for pending in platforms.all().await?.iter().filter(|platform| platform.client_id.as_str() == PENDING)
        {
            platforms.delete(&pending.id()).await?;
        }
    }
    Ok(())
}

/// Keeps a platform before it has answered.
pub(in super::super) async fn keep_early(
    from: &Configuration,
    platforms: &Platforms,
    defects: &Defects,
) -> Result<(), PlatformError> {
    if !defects.has(Defect::REGISTRATION_KEPT_EARLY) {
        return Ok(());
    }
    let keys = Keys::Url(from.jwks_uri.clone());
    let (login, token) = (from.authorization_endpoint.clone(), from.token_endpoint.clone());
    platforms.register(Platform::new(from.issuer.as_str(), PENDING, login, token, keys)).await.map(drop)
}

/// Keeps a platform, and forgets what it should not.
pub(in super::super) async fn keep(
    mut platform: Platform,
    platforms: &Platforms,
    defects: &Defects,
) -> Result<Arc<Platform>, PlatformError> {
    forget_early(platforms, defects).await?;
    if defects.has(Defect::FIRST_REGISTRATION_STAYS)
        && let Some(first) = platforms.of_issuer(platform.issuer.as_str()).await?.first()
    {
        return Ok(Arc::clone(first));
    }
    if defects.has(Defect::OTHER_PLATFORMS_FORGOTTEN) {
        forget_others(&platform, platforms).await?;
    }
    if defects.has(Defect::REGISTERED_ENDPOINT_BY_ADDRESS)
        && platform.authorization_endpoint.host_str() == Some("localhost")
    {
        // A loopback address always fits into a web address.
        let _fits = platform.authorization_endpoint.set_host(Some("127.0.0.1"));
    }
    platforms.register(platform).await
}

/// When a platform registers again.
async fn forget_others(platform: &Platform, platforms: &Platforms) -> Result<(), PlatformError> {
    let all = platforms.all().await?;
    let (same, others): (Vec<_>, Vec<_>) = all.iter().partition(|known| known.issuer == platform.issuer);
    if !same.is_empty() {
        for other in others {
            platforms.delete(&other.id()).await?;
        }
    }
    Ok(())
}

/// A platform that nobody registered with, for a page that tells of a success nevertheless.
pub(in super::super) fn made_up(configuration: &Url, defects: &Defects) -> Option<Arc<Platform>> {
    let at = || configuration.clone();
    let platform = || Platform::new(configuration.as_str(), PENDING, at(), at(), Keys::Url(at()));
    defects.has(Defect::REGISTRATION_FAILURE_UNTOLD).then(|| Arc::new(platform()))
}
