//! The signature, under the key that the platform published (SEC-001 to SEC-007, SEC-024).

use homeroom_vocab::value::ALG_RS256;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};

use crate::defects::{Defect, Defects};
use crate::keys::cache::{KeyError, PlatformKeys};
use crate::keys::set::{KeySet, PlatformKey};
use crate::launch::Refusal;
use crate::registration::Registration;
use crate::token::compact::Compact;
use crate::token::header::Header;

/// What the header's algorithm asks for, as far as this tool goes along.
#[derive(Debug, PartialEq, Eq)]
enum Scheme {
    Rsa(Algorithm),
    /// Only with [`Defect::HMAC_ACCEPTED`].
    Hmac,
    /// Only with [`Defect::ALG_NONE_ACCEPTED`].
    Unsigned,
}

pub(crate) async fn check(
    token: &Compact<'_>,
    header: &Header,
    registration: &Registration,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Result<(), Refusal> {
    let scheme = scheme(&header.alg, registration, defects)?;
    if scheme == Scheme::Unsigned {
        return Ok(());
    }
    let keys = match keys(header, registration, platform_keys, defects).await {
        Err(Refusal::NoKeys(_)) if defects.has(Defect::JWKS_OUTAGE_SKIPS_VERIFICATION) => return Ok(()),
        keys => keys?,
    };
    let good = keys.iter().any(|key| is_signed_by(token, key, &scheme));
    if good || defects.has(Defect::SIGNATURE_UNVERIFIED) { Ok(()) } else { Err(Refusal::Signature) }
}

/// The algorithm of the registration and no other (SEC-005).
fn scheme(alg: &str, registration: &Registration, defects: &Defects) -> Result<Scheme, Refusal> {
    match alg {
        alg if alg == registration.algorithm.name() => Ok(Scheme::Rsa(registration.algorithm.algorithm())),
        "none" if defects.has(Defect::ALG_NONE_ACCEPTED) => Ok(Scheme::Unsigned),
        "HS256" if defects.has(Defect::HMAC_ACCEPTED) => Ok(Scheme::Hmac),
        alg if defects.has(Defect::ALG_FROM_HEADER) => rsa(alg).map(Scheme::Rsa).ok_or(Refusal::Algorithm),
        _ => Err(Refusal::Algorithm),
    }
}

fn rsa(alg: &str) -> Option<Algorithm> {
    match alg {
        ALG_RS256 => Some(Algorithm::RS256),
        "RS384" => Some(Algorithm::RS384),
        "RS512" => Some(Algorithm::RS512),
        "PS256" => Some(Algorithm::PS256),
        _ => None,
    }
}

/// The published keys that may have signed this token.
async fn keys(
    header: &Header,
    registration: &Registration,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Result<Vec<PlatformKey>, Refusal> {
    if let Some(jwk) = header.jwk.as_ref().filter(|_| defects.has(Defect::JWK_HEADER_TRUSTED)) {
        return Ok(PlatformKey::parse(jwk).into_iter().collect());
    }
    if let Some(jku) = header.jku.as_ref().filter(|_| defects.has(Defect::JKU_TRUSTED)) {
        return Ok(platform_keys.fetch_untrusted(jku).await);
    }
    let found = platform_keys.find(&registration.jwks_uri, header.kid.as_deref()).await;
    match found {
        Ok(set) => Ok(choose(&set, header.kid.as_deref(), registration, defects)),
        Err(KeyError::Unknown(set)) if defects.has(Defect::KID_IGNORED) => Ok(set.all()),
        Err(KeyError::Unknown(_)) => Err(Refusal::UnknownKey),
        Err(KeyError::Unavailable(why)) => Err(Refusal::NoKeys(why)),
    }
}

/// By `kid` among many (KEY-005); a key that names another algorithm did not sign this.
fn choose(
    set: &KeySet,
    kid: Option<&str>,
    registration: &Registration,
    defects: &Defects,
) -> Vec<PlatformKey> {
    let Some(kid) = kid else { return set.all() };
    if defects.has(Defect::JWKS_FIRST_KEY) {
        return set.all().into_iter().take(1).collect();
    }
    let any_algorithm = defects.has(Defect::ALG_FROM_HEADER);
    let mut keys = set.by_kid(kid);
    keys.retain(|key| any_algorithm || key.allows(registration.algorithm.name()));
    keys
}

fn is_signed_by(token: &Compact<'_>, key: &PlatformKey, scheme: &Scheme) -> bool {
    let (key, algorithm) = match scheme {
        Scheme::Rsa(algorithm) => {
            (DecodingKey::from_rsa_raw_components(&key.modulus, &key.exponent), *algorithm)
        }
        Scheme::Hmac => (DecodingKey::from_secret(key.pem().as_bytes()), Algorithm::HS256),
        Scheme::Unsigned => return true,
    };
    crypto::verify(token.signature, token.signed.as_bytes(), &key, algorithm).unwrap_or(false)
}
