//! The signature, under the key that the platform published (SEC-001 to SEC-007, SEC-024).

use homeroom_vocab::value::ALG_RS256;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};

use crate::defects::{Defect, Defects};
use crate::keys::cache::{KeyError, PlatformKeys};
use crate::keys::certificate;
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
    /// Only with [`Defect::ALG_NONE_ACCEPTED`] and [`Defect::ALG_NONE_ANY_CASE`].
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
    let bare = token.signature.is_empty() && defects.has(Defect::SIGNATURE_PART_OPTIONAL);
    if scheme == Scheme::Unsigned || bare {
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
        alg if is_none_in_capitals(alg) && defects.has(Defect::ALG_NONE_ANY_CASE) => Ok(Scheme::Unsigned),
        "HS256" if defects.has(Defect::HMAC_ACCEPTED) => Ok(Scheme::Hmac),
        alg if defects.has(Defect::ALG_FROM_HEADER) => rsa(alg).map(Scheme::Rsa).ok_or(Refusal::Algorithm),
        _ => Err(Refusal::Algorithm),
    }
}

fn is_none_in_capitals(alg: &str) -> bool {
    alg != "none" && alg.eq_ignore_ascii_case("none")
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
    if let Some(offered) = offered(header, platform_keys, defects).await {
        return Ok(offered);
    }
    let found = platform_keys.find(&registration.jwks_uri, header.kid.as_deref()).await;
    match found {
        Ok(set) => Ok(choose(&set, header.kid.as_deref(), registration, defects)),
        Err(KeyError::Unknown(set)) if defects.has(Defect::KID_IGNORED) => Ok(set.all()),
        Err(KeyError::Unknown(_)) => Err(Refusal::UnknownKey),
        Err(KeyError::Unavailable(why)) => Err(Refusal::NoKeys(why)),
    }
}

/// The keys that the token itself offers, where a defect trusts them (SEC-024).
async fn offered(
    header: &Header,
    platform_keys: &PlatformKeys,
    defects: &Defects,
) -> Option<Vec<PlatformKey>> {
    let trusts = |defect| defects.has(defect);
    if let Some(jwk) = header.jwk.as_ref().filter(|_| trusts(Defect::JWK_HEADER_TRUSTED)) {
        return Some(PlatformKey::parse(jwk).into_iter().collect());
    }
    if let Some(chain) = header.x5c.as_ref().filter(|_| trusts(Defect::X5C_TRUSTED)) {
        return Some(certificate::key(chain).into_iter().collect());
    }
    if let Some(x5u) = header.x5u.as_ref().filter(|_| trusts(Defect::X5U_TRUSTED)) {
        let pem = platform_keys.fetch_text(x5u).await?;
        return Some(certificate::key(&pem).into_iter().collect());
    }
    let jku = header.jku.as_ref().filter(|_| trusts(Defect::JKU_TRUSTED))?;
    Some(platform_keys.fetch_untrusted(jku).await)
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
    let verifies = |key: &DecodingKey, algorithm| {
        crypto::verify(token.signature, token.signed.as_bytes(), key, algorithm).unwrap_or(false)
    };
    match scheme {
        Scheme::Rsa(algorithm) => {
            verifies(&DecodingKey::from_rsa_raw_components(&key.modulus, &key.exponent), *algorithm)
        }
        Scheme::Hmac => {
            let secrets = key.as_secrets();
            secrets.iter().any(|secret| verifies(&DecodingKey::from_secret(secret), Algorithm::HS256))
        }
        Scheme::Unsigned => true,
    }
}
