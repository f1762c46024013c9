//! What a tool with a bug keeps of registrations (DYN-013, DYN-014).

use std::sync::Arc;

use url::Url;

use super::super::configuration::Configuration;
use crate::defects::{Defect, Defects};
use crate::platform::{Keys, Platform};
use crate::platforms::{PlatformError, Platforms};

/// What a platform is called before it has said how.
const PENDING: &str = "pending";

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
    let issuer = platform.issuer.clone();
    if defects.has(Defect::REGISTRATION_KEPT_EARLY) {
        platforms.delete_client(issuer.as_str(), PENDING).await?;
    }
    let earlier = platforms.of_issuer(issuer.as_str()).await?;
    if let Some(first) = earlier.first()
        && defects.has(Defect::FIRST_REGISTRATION_STAYS)
    {
        return Ok(Arc::clone(first));
    }
    if !earlier.is_empty() && defects.has(Defect::OTHER_PLATFORMS_FORGOTTEN) {
        for other in platforms.all().await?.iter().filter(|other| other.issuer != issuer) {
            platforms.delete(&other.id()).await?;
        }
    }
    if defects.has(Defect::REGISTERED_ENDPOINT_BY_ADDRESS)
        && platform.authorization_endpoint.host_str() == Some("localhost")
    {
        // A loopback address always fits into a web address.
        let _fits = platform.authorization_endpoint.set_host(Some("127.0.0.1"));
    }
    platforms.register(platform).await
}

/// A platform that nobody registered with, for a page that tells of a success nevertheless.
pub(in super::super) fn made_up(configuration: &Url, defects: &Defects) -> Option<Arc<Platform>> {
    let at = || configuration.clone();
    let platform = || Platform::new(configuration.as_str(), PENDING, at(), at(), Keys::Url(at()));
    defects.has(Defect::REGISTRATION_FAILURE_UNTOLD).then(|| Arc::new(platform()))
}
